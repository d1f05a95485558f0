import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entry, idOf, query } from './examples.ts';
import { openIndex } from './index.ts';
import { shuffleKey } from './order.ts';
import type { Entry, EntryTime, Query } from './query.ts';
import { scan } from './scan.ts';

const begin = Date.parse('2026-10-20T12:00Z');
const day = 86_400_000;
const ends = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5].map((days) => begin + days * day);

const time: fc.Arbitrary<EntryTime> = fc.oneof(
	fc.record({
		rule: fc.record({
			freq: fc.constant('weekly' as const),
			interval: fc.integer({ min: 1, max: 2 }),
			weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 1 })
		}),
		startsOn: fc.constantFrom('2020-01-01', '2026-10-21'),
		endsOn: fc.constantFrom(null, '2026-10-22'),
		localTime: fc.constantFrom('01:30', '18:00', '23:30'),
		timeZone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata')
	}),
	fc.record({
		starts: fc.array(fc.integer({ min: -20, max: 200 }).map((hours) => begin + hours * 3_600_000))
	})
);
const entries = (many: number, seed: number): Entry[] =>
	fc
		.sample(
			fc.record({
				text: fc.constantFrom('hope', 'garden', 'hope garden'),
				at: fc.constantFrom(null, { lat: 51.5, lng: 0 }, { lat: 51.6, lng: 0.3 }),
				times: fc.array(time, { maxLength: 3 }),
				mode: fc.constantFrom('online', 'in_person')
			}),
			{ numRuns: many, seed }
		)
		.map(({ mode, ...one }, n) => entry({ ...one, id: idOf(n), facets: { mode: [mode] } }));
const wish = fc.record({
	zone: fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe'),
	words: fc.constantFrom('', '', 'hope', 'gardem'),
	near: fc.constantFrom(null, null, { lat: 51.5, lng: 0 }),
	withinKm: fc.constantFrom(null, 10),
	nearest: fc.constantFrom(null, null, null, 5),
	weekdays: fc.constantFrom([], [], [2], [0, 6]),
	...{ from: fc.constantFrom(null, 1080), to: fc.constantFrom(null, 180) },
	startsWithin: fc.constantFrom(null, null, 4000),
	facets: fc.constantFrom({}, {}, { mode: ['online'] }),
	sort: fc.constantFrom('next' as const, 'distance' as const)
});

/** Whoever the scan finds, each of their times alone: it is told when the scan finds it too. */
function plainly(all: readonly Entry[], wanted: Query, limit: number) {
	const found = new Set(scan(all, { ...wanted, limit: 5000 }).hits.map(({ id }) => id));
	const alone: Query = { ...wanted, words: '', nearest: null };
	const starts = all.flatMap((one) => {
		if (!found.has(one.id)) return [];
		const own = one.times.map((of) => scan([{ ...one, times: [of] }], alone).hits[0]?.next);
		return [...new Set(own)].flatMap((at) => (at ? [{ id: one.id, at }] : []));
	});
	const key = ({ id }: { id: string }) => shuffleKey(id, Math.floor(wanted.now / day));
	starts.sort((a, b) => a.at - b.at || key(a) - key(b));
	return ends.map((end, i) =>
		starts.filter(({ at }) => at < end && at >= (ends[i - 1] ?? 0)).slice(0, limit)
	);
}

test.each([
	['few', 40, 4],
	['many', 1200, 9]
])(
	'each stretch has its soonest starts, of %s',
	async (_, many, limit) => {
		const all = entries(many, 3);
		const index = openIndex(begin);
		await index.load([all.slice(0, -20)] as unknown as AsyncIterable<Entry[]>);
		index.put(all.slice(-20));
		index.remove([idOf(0), idOf(many - 1)]);
		const left = all.slice(1, -1);
		let told = 0;
		for (const [n, wanted] of fc.sample(wish, { numRuns: 60, seed: 4 }).entries()) {
			const now = begin + n * 3_600_000;
			const asked = query({ ...wanted, now, limit: 20, counted: true });
			const coming = index.coming(asked, ends, limit);
			expect(coming).toEqual(plainly(left, asked, limit));
			told += coming.flat().length;
		}
		expect(told).toBeGreaterThan(100);
	},
	60_000
);
