import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedTry } from '#lib/coping/coping.ts';
import { fewest, roundedTo, type Audience } from './impact.ts';
import { tallyTries, whatHelped } from './what-helped.ts';

const at = new Date('2026-11-23T06:00:00Z');
const tries = (strategy: string, people: number, helped: number): CountedTry[] =>
	Array.from({ length: people }, (_, n) => ({
		...{ accountId: `${strategy} ${n}`, strategy, symptom: 'panic' as const, triedAt: at },
		...{ before: 8, after: n < helped ? 6 : 7 }
	}));
const heap = fc
	.record({ people: fc.nat(80), part: fc.double({ min: 0, max: 1, noNaN: true }) })
	.map(({ people, part }) => ({ people, helped: Math.round(people * part) }));
const heaps = fc.array(heap, { maxLength: 12 });
const audiences = fc.constantFrom<Audience>('inside', 'outside');
const all = (some: readonly { people: number; helped: number }[]) =>
	some.flatMap(({ people, helped }, n) => tries(`s${n}`, people, helped));
const shown = (some: readonly CountedTry[], audience: Audience = 'inside') =>
	whatHelped(tallyTries(some), audience);

describe('what helped people here', () => {
	it('counts a fall by two or more, and no smaller one', () => {
		expect(tallyTries(tries('walk', 30, 12))).toEqual([
			{ strategy: 'walk', symptom: 'panic', people: 30, helped: 12 }
		]);
	});

	it('never lets a few lucky tries lead, whatever else there is', () => {
		fc.assert(
			fc.property(heaps, fc.integer({ min: 1, max: 4 }), audiences, (some, lucky, audience) => {
				const rows = shown([...all(some), ...tries('lucky', lucky, lucky)], audience);
				expect(rows.map(({ strategy }) => strategy)).not.toContain('lucky');
			})
		);
	});

	it('puts many good tries before fewer perfect ones', () => {
		fc.assert(
			fc.property(fc.integer({ min: 60, max: 200 }), (people) => {
				const many = tries('many', people, Math.ceil(people * 0.9));
				expect(shown([...tries('perfect', 5, 5), ...many])[0]?.strategy).toBe('many');
			})
		);
	});

	it('ranks by what is sure of each, and by nothing that depends on the order of tries', () => {
		fc.assert(
			fc.property(heaps, audiences, (some, audience) => {
				const rows = shown(all(some), audience);
				const lows = rows.map(({ interval }) => interval.low);
				expect(lows).toEqual(lows.toSorted((a, b) => b - a));
				expect(shown(all(some).toReversed(), audience)).toEqual(rows);
			})
		);
	});

	it('shows no row by which a few could be told, and outside only rounded numbers', () => {
		fc.assert(
			fc.property(heaps, audiences, (some, audience) => {
				for (const { people, helped, share, interval } of shown(all(some), audience)) {
					for (const part of [helped, people - helped])
						expect(part === 0 || part >= fewest[audience]).toBe(true);
					expect(people).toBeGreaterThanOrEqual(fewest[audience]);
					if (audience === 'outside')
						expect([people % roundedTo, helped % roundedTo]).toEqual([0, 0]);
					expect(share).toBe(helped / people);
					expect(interval.low).toBeLessThan(share + 1e-9);
					expect(interval.high).toBeGreaterThan(share - 1e-9);
				}
			})
		);
	});

	it('counts each person once, by their latest try', () => {
		const before = tries('walk', 6, 6).map((one) => ({ ...one, triedAt: new Date(0), after: 8 }));
		for (const some of [
			[...tries('walk', 6, 6), ...before],
			[...before, ...tries('walk', 6, 6)]
		])
			expect(shown(some)).toMatchObject([{ people: 6, helped: 6, share: 1 }]);
	});

	it('keeps apart what it was for', () => {
		const some = tries('walk', 8, 8);
		const other = some.map((one) => ({ ...one, symptom: 'anger' as const, after: 8 }));
		expect(shown([...some, ...other])).toMatchObject([
			{ symptom: 'panic', share: 1 },
			{ symptom: 'anger', share: 0 }
		]);
	});
});
