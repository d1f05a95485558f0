import { describe, expect, it } from 'vitest';
import { strategies } from './coping.ts';
import { beatAt, beatsOf, nextPart, roundsOf, type TimedGuide } from './guide.ts';

const slow: TimedGuide = { kind: 'breath', in: 4, hold: 0, out: 6, rest: 0 };
const box: TimedGuide = { kind: 'breath', in: 4, hold: 4, out: 4, rest: 4 };
const muscles: TimedGuide = { kind: 'muscles', parts: ['Hands', 'Feet'], tense: 5, letGo: 15 };

describe('a guide for breath', () => {
	it('leaves out the holds that a breath does not have', () => {
		expect(beatsOf(slow).map(({ say }) => say)).toEqual(['in', 'out']);
		expect(beatsOf(box).map(({ say }) => say)).toEqual(['in', 'hold', 'out', 'rest']);
	});

	it('goes by the clock alone, breath after breath', () => {
		const beats = beatsOf(slow);
		expect(beatAt(beats, 30, 0)).toEqual({ index: 0, left: 4, isOver: false });
		expect(beatAt(beats, 30, 3_999)).toEqual({ index: 0, left: 1, isOver: false });
		expect(beatAt(beats, 30, 4_000)).toEqual({ index: 1, left: 6, isOver: false });
		expect(beatAt(beats, 30, 14_500)).toEqual({ index: 1, left: 6, isOver: false });
		expect(beatAt(beats, 30, 299_999)).toMatchObject({ index: 1, isOver: false });
		expect(beatAt(beats, 30, 300_000)).toMatchObject({ isOver: true });
	});

	it('takes as many whole breaths as fit into its minutes, and one at least', () => {
		expect(roundsOf(slow, 5)).toBe(30);
		expect(roundsOf(box, 4)).toBe(15);
		expect(roundsOf({ ...slow, out: 120 }, 1)).toBe(1);
	});
});

describe('a guide for muscles', () => {
	it('goes through each part once', () => {
		const beats = beatsOf(muscles);
		expect(beats.map(({ say, part }) => `${part} ${say}`)).toEqual([
			...['Hands tense', 'Hands let_go', 'Feet tense', 'Feet let_go']
		]);
		expect(roundsOf(muscles, 12)).toBe(1);
		expect(beatAt(beats, 1, 39_999)).toMatchObject({ index: 3, left: 1, isOver: false });
		expect(beatAt(beats, 1, 40_000)).toMatchObject({ isOver: true });
	});

	it('can leave out any part: the next one begins at once', () => {
		const beats = beatsOf(muscles);
		expect(nextPart(beats, 0)).toBe(20_000);
		expect(nextPart(beats, 1)).toBe(20_000);
		expect(beatAt(beats, 1, nextPart(beats, 0))).toMatchObject({ index: 2, left: 5 });
		expect(beatAt(beats, 1, nextPart(beats, 2))).toMatchObject({ isOver: true });
	});
});

describe('the guides of the strategies', () => {
	const timed = strategies.flatMap(({ id, minutes, guide }) =>
		guide.kind === 'steps' ? [] : [{ id, minutes, guide }]
	);

	it.each(timed.map((each) => [each.id, each] as const))(
		'%s takes about its minutes, and no beat is sudden or very long',
		(_, { guide, minutes }) => {
			const beats = beatsOf(guide);
			const all = beats.reduce((sum, { seconds }) => sum + seconds, 0) * roundsOf(guide, minutes);
			expect(all).toBeLessThanOrEqual(minutes * 60);
			expect(all).toBeGreaterThan(minutes * 10);
			for (const { seconds } of beats) {
				expect(seconds).toBeGreaterThanOrEqual(4);
				expect(seconds).toBeLessThanOrEqual(20);
			}
		}
	);
});
