import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { stillToCome } from './turn-order.ts';
import { minutesHeld, minutesLeft, partTimes, shareLeft, turnOf } from './turns.ts';

const MINUTE = 60_000;
const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');

describe('my turn', () => {
	it('comes after the holder and those before me', () => {
		const { state } = sharing().do('mara', { t: 'give', to: 'fern' });
		expect(turnOf(state, 'fern')).toEqual({ is: 'mine' });
		expect(turnOf(state, 'tide')).toEqual({ is: 'after', who: 'fern', between: 0 });
		expect(turnOf(state, 'lark')).toEqual({ is: 'after', who: 'tide', between: 1 });
	});

	it('is said to be over, or passed', () => {
		const { state } = sharing()
			.do('mara', { t: 'give', to: 'fern' })
			.do('lark', { t: 'pass' })
			.do('fern', { t: 'finish' });
		expect(turnOf(state, 'fern')).toEqual({ is: 'had' });
		expect(turnOf(state, 'lark')).toEqual({ is: 'passed' });
	});

	it('is not begun until the lead gives the piece, and is nobody’s outside of a round', () => {
		expect(turnOf(sharing().state, 'fern')).toEqual({ is: 'not-begun' });
		expect(turnOf(Rehearsal.opened('fern').at('opening').state, 'fern')).toEqual({ is: 'none' });
	});

	it('can be taken when the piece lies in the middle', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' });
		for (const who of ['fern', 'tide', 'lark', 'ines']) play.do(who, { t: 'finish' });
		expect(turnOf(play.state, 'tide')).toEqual({ is: 'free' });
	});

	it('does not wait for the lead', () => {
		const { state } = sharing().do('mara', { t: 'give', to: 'fern' });
		expect(stillToCome(state)).toEqual(['tide', 'lark', 'ines']);
		expect(turnOf(state, 'mara')).toEqual({ is: 'none' });
	});
});

describe('the time left', () => {
	it('is in whole minutes, begun ones counted', () => {
		const play = sharing().wait(14.5 * MINUTE);
		expect(minutesLeft(play.state, play.now)).toBe(21);
		expect(shareLeft(play.state, play.now)).toBeCloseTo(20.5 / 35);
	});

	it('stands still while the meeting rests', () => {
		const play = sharing()
			.wait(5 * MINUTE)
			.do('ines', { t: 'pause' })
			.wait(4 * MINUTE);
		expect(minutesLeft(play.state, play.now)).toBe(30);
	});

	it('is never less than nothing', () => {
		const play = sharing().wait(50 * MINUTE);
		expect(minutesLeft(play.state, play.now)).toBe(0);
		expect(shareLeft(play.state, play.now)).toBe(0);
	});

	it('also tells how long somebody has held the piece', () => {
		const play = sharing()
			.do('mara', { t: 'give', to: 'fern' })
			.wait(3.9 * MINUTE);
		expect(minutesHeld(play.state, play.now)).toBe(3);
	});
});

describe('the times of the parts', () => {
	const minutesAfter = (start: number, times: number[]) =>
		times.map((time) => (time - start) / MINUTE);

	it('are the planned ones before the meeting begins', () => {
		const play = Rehearsal.opened('fern');
		const start = play.now + 10 * MINUTE;
		const times = partTimes(play.state, play.state.parts, start, play.now);
		expect(minutesAfter(start, times)).toEqual([0, 5, 10, 15, 27, 62, 67, 79, 87]);
	});

	it('are the real ones of what was, and follow from the part of now', () => {
		const play = Rehearsal.opened('fern').at('arrive');
		const start = play.now;
		play
			.wait(7 * MINUTE)
			.at('opening')
			.wait(2 * MINUTE);
		const times = partTimes(play.state, play.state.parts, start, play.now);
		expect(minutesAfter(start, times)).toEqual([0, 7, 12, 17, 29, 64, 69, 81, 89]);
	});
});
