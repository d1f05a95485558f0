import { describe, expect, it } from 'vitest';
import { betterDays, LEAST_DAYS, type Done } from './better-days.ts';
import type { CheckIn, Sleep } from './checkins.ts';

const zone = 'Europe/London';
const nothing: Done = { practised: [], met: [] };
const dayNr = (nr: number, hour = 12) => new Date(Date.UTC(2026, 5, 1 + nr, hour));
const said = (nr: number, rating: number | null, sleep: Sleep | null = null): CheckIn => ({
	...{ checkInId: `${nr}`, at: dayNr(nr), feelings: [], own: [], line: '' },
	...{ rating, sleep }
});
/** The 20 days from 1 June 2026, a Monday, on: eight of them better. */
const twenty = Array.from({ length: 20 }, (_, nr) => said(nr, nr < 8 ? 8 : 4));

describe('better days', () => {
	it('are those above what is usual for this person, beside all others', () => {
		expect(betterDays(twenty, nothing, zone)).toMatchObject({ usual: 4, better: 8, other: 12 });
	});

	it('are not told apart while there are too few of either', () => {
		expect(betterDays(twenty.slice(0, LEAST_DAYS - 1), nothing, zone)).toBeNull();
		expect(betterDays(twenty.slice(4), nothing, zone)).toBeNull();
		expect(betterDays(Array(60).fill(said(0, 8)), nothing, zone)).toBeNull();
		expect(
			betterDays(
				twenty.map((one) => ({ ...one, rating: 5 })),
				nothing,
				zone
			)
		).toBeNull();
		expect(
			betterDays(
				twenty.map((one) => ({ ...one, rating: null })),
				nothing,
				zone
			)
		).toBeNull();
	});

	it('say on how many of them something was so, the largest difference first', () => {
		const done = {
			practised: [0, 1, 2, 3, 4, 5, 9].map((nr) => dayNr(nr, 20)),
			met: [1, 8].map((nr) => dayNr(nr, 18))
		};
		expect(betterDays(twenty, done, zone)!.differences).toEqual([
			{ condition: 'practised', better: { times: 6, of: 8 }, other: { times: 1, of: 12 } },
			{ condition: 'met', better: { times: 1, of: 8 }, other: { times: 1, of: 12 } },
			{ condition: 'weekend', better: { times: 2, of: 8 }, other: { times: 3, of: 12 } }
		]);
	});

	it('count a night only on days on which something was said of it', () => {
		const nights = twenty.map((one, nr) =>
			nr % 2 === 0 ? one : { ...one, sleep: nr < 8 ? ('well' as const) : ('badly' as const) }
		);
		// Four better days with a night are too few.
		const asked = (all: CheckIn[]) =>
			betterDays(all, nothing, zone)!.differences.find(({ condition }) => condition === 'slept');
		expect(asked(nights)).toBeUndefined();
		expect(
			asked([
				...nights.slice(0, 1).map((one) => ({ ...one, sleep: 'fairly' as const })),
				...nights.slice(1)
			])
		).toEqual({
			...{ condition: 'slept', better: { times: 5, of: 5 }, other: { times: 0, of: 6 } }
		});
	});
});
