import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entry, idOf, query } from './examples.ts';
import { openIndex, type DirectoryIndex } from './index.ts';
import { facets, type Entry, type EntryTime, type Facet, type Query } from './query.ts';
import { scan } from './scan.ts';

const begin = Date.parse('2026-10-20T12:00Z');
const hour = 3_600_000;
const words = [
	...['hope', 'hoep', 'garden', 'gardens', 'garder', 'grief', 'café', 'a', 'of', 'bereavement'],
	...['bereavment', 'Grüße', 'new', 'news', '東京', 'x', '10', '101']
];
const values: Record<Facet, string[]> = {
	mode: ['in_person', 'online', 'hybrid'],
	experience: ['any', 'combat', 'childhood'],
	audience: ['women', 'men'],
	language: ['en', 'de', 'yue'],
	access: ['captions', 'step_free'],
	open: ['open', 'closed'],
	cost: ['free'],
	led_by: ['peer', 'both'],
	source: ['own', 'a', '__proto__']
};
const zones = ['UTC', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const spots = [
	...[
		{ lat: 51.5, lng: 0 },
		{ lat: 51.5, lng: 0.1 },
		{ lat: -17, lng: 179.99 },
		{ lat: -17, lng: -179.99 }
	],
	...[
		{ lat: 90, lng: 0 },
		{ lat: 89.9, lng: 100 },
		{ lat: -90, lng: 0 },
		{ lat: 40.7, lng: -74 }
	]
];

const some = <T>(from: readonly T[], maxLength = 3) =>
	fc.uniqueArray(fc.constantFrom(...from), { maxLength });
const arbitrarySpot = fc.oneof(
	fc.constantFrom(...spots),
	fc.record({
		lat: fc.double({ min: -90, max: 90, noNaN: true }),
		lng: fc.double({ min: -180, max: 180, noNaN: true })
	})
);
const startsOn = fc.constantFrom('2020-01-01', '2026-10-19', '2026-11-03', '2027-01-31');
const rule = fc.oneof(
	fc.record({
		freq: fc.constant('weekly' as const),
		interval: fc.integer({ min: 1, max: 3 }),
		weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 2 })
	}),
	fc.record({
		freq: fc.constant('monthly' as const),
		interval: fc.integer({ min: 1, max: 2 }),
		monthDay: fc.constantFrom(-1, 1, 31)
	}),
	fc.record({
		freq: fc.constant('monthly_weekday' as const),
		interval: fc.integer({ min: 1, max: 2 }),
		nth: fc.constantFrom(-1, 1, 5),
		weekday: fc.integer({ min: 1, max: 7 })
	})
);
const time: fc.Arbitrary<EntryTime> = fc.oneof(
	fc.record({
		...{ rule, startsOn, timeZone: fc.constantFrom(...zones) },
		endsOn: fc.constantFrom(null, null, '2026-10-27', '2027-02-28'),
		localTime: fc.constantFrom('01:30', '02:15', '18:00', '18:00', '23:30')
	}),
	fc.record({
		starts: fc.array(
			fc.integer({ min: -20, max: 400 }).map((hours) => begin + hours * hour),
			{ maxLength: 3 }
		)
	})
);
const arbitraryFacets = fc.record(
	Object.fromEntries(facets.map((facet) => [facet, some(values[facet])]))
) as fc.Arbitrary<Entry['facets']>;
const arbitraryEntry = fc.record({
	id: fc.integer({ min: 0, max: 60 }).map((n) => idOf(n)),
	text: some(words, 5).map((all) => all.join(' ')),
	said: some(words, 3),
	facets: arbitraryFacets,
	at: fc.option(arbitrarySpot),
	times: fc.array(time, { maxLength: 3 })
}) satisfies fc.Arbitrary<Entry>;
const minute = fc.option(fc.constantFrom(0, 60, 600, 1080, 1320, 1440), { freq: 1 });
const asked = fc.record({
	zone: fc.constantFrom(...zones),
	words: fc.oneof(
		{ weight: 2, arbitrary: fc.constant('') },
		some([...words, 'gar', 'b', 'hpoe', 'bereavemnt', 'zzzz', 'gra', 'ne'], 2).map((all) =>
			all.join(' ')
		)
	),
	near: fc.option(arbitrarySpot, { freq: 1 }),
	withinKm: fc.option(fc.constantFrom(0, 7, 30, 6000, 20_037), { freq: 1 }),
	nearest: fc.option(fc.constantFrom(1, 3, 20), { freq: 1 }),
	weekdays: fc.oneof(fc.constant([]), some([0, 1, 2, 3, 4, 5, 6])),
	...{ from: minute, to: minute },
	startsWithin: fc.option(fc.constantFrom(1, 120, 100_000), { freq: 4 }),
	facets: fc
		.array(fc.constantFrom(...facets), { maxLength: 3 })
		.chain((of) =>
			fc.record(Object.fromEntries(of.map((f) => [f, some([...values[f], 'unknown'])])))
		) as fc.Arbitrary<Query['facets']>,
	sort: fc.constantFrom('next' as const, 'distance' as const),
	limit: fc.constantFrom(1, 3, 100)
});

type Change = { put: Entry[] } | { remove: string[] } | { pass: number } | { settle: true };
const change: fc.Arbitrary<Change> = fc.oneof(
	fc.record({ put: fc.array(arbitraryEntry, { maxLength: 5 }) }),
	fc.record({
		remove: some(
			Array.from({ length: 61 }, (_, n) => idOf(n)),
			20
		)
	}),
	fc.record({ pass: fc.constantFrom(1, 60_000, hour, 26 * hour, 200 * hour) }),
	fc.record({ settle: fc.constant(true as const) })
);
async function* inBatches(entries: readonly Entry[]): AsyncGenerator<readonly Entry[]> {
	for (let i = 0; i < entries.length; i += 7) yield entries.slice(i, i + 7);
}
const byId = (entries: readonly Entry[]) => new Map(entries.map((one) => [one.id, one]));

function expectAsScan(index: DirectoryIndex, entries: readonly Entry[], first: Query): void {
	let all: Query = first;
	for (let page = 0; page < 40; page++) {
		const expected = scan(entries, all);
		expect(index.search(all)).toEqual(expected);
		expect(index.count(all)).toBe(expected.total);
		if (!expected.next) return;
		all = { ...all, after: expected.next, counted: false };
	}
}

describe('the index answers as the scan does', () => {
	test('after any changes and any time, on every page', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(arbitraryEntry, { maxLength: 60 }),
				fc.array(fc.tuple(change, asked), { minLength: 1, maxLength: 20 }),
				async (start, steps) => {
					const index = openIndex(begin);
					const entries = byId(start);
					let now = begin;
					await index.load(inBatches([...entries.values()]));
					for (const [step, wish] of steps) {
						if ('put' in step) {
							index.put(step.put);
							for (const one of step.put) entries.set(one.id, one);
						} else if ('remove' in step) {
							index.remove(step.remove);
							for (const id of step.remove) entries.delete(id);
						} else if ('pass' in step) now += step.pass;
						else await index.settled();
						expectAsScan(index, [...entries.values()], query({ ...wish, now, counted: true }));
					}
					expect(index.size).toBe(entries.size);
				}
			),
			{ numRuns: 150 }
		);
	}, 120_000);

	test('with many entries, where lists become bits', async () => {
		const entries = [
			...byId(
				fc
					.sample(arbitraryEntry, { numRuns: 2000, seed: 7 })
					.map((one, n) => ({ ...one, id: idOf(n) }))
			).values()
		];
		const index = openIndex(begin);
		await index.load(inBatches(entries));
		for (const [n, wish] of fc.sample(asked, { numRuns: 300, seed: 8 }).entries()) {
			const wanted = query({ ...wish, now: begin + n * hour, counted: true, limit: 20 });
			expect(index.search(wanted)).toEqual(scan(entries, wanted));
			const { facets: text, ...others } = index.searchText(wanted);
			expect({ ...others, facets: JSON.parse(text) as object }).toEqual(index.search(wanted));
		}
		// Of what is left, the counts that were known before are no longer right.
		const left = entries.filter((_, n) => n % 3 > 0);
		index.remove(entries.filter((_, n) => n % 3 === 0).map(({ id }) => id));
		for (const { facets } of fc.sample(asked, { numRuns: 100, seed: 8 })) {
			const wanted = query({ facets, now: begin + 300 * hour, counted: true, limit: 20 });
			expect(index.search(wanted)).toEqual(scan(left, wanted));
		}
	}, 120_000);

	test('when the only one with a word is gone, and the others were folded together', async () => {
		const entries = ['hope', 'hoep', 'garden'].map((text, n) => entry({ id: idOf(n), text }));
		const index = openIndex(begin);
		index.put(entries);
		index.remove([idOf(0)]);
		await index.settled();
		const wanted = query({ words: 'hope', now: begin });
		expect(index.search(wanted)).toEqual(scan(entries.slice(1), wanted));
		expect(index.search(wanted).total).toBe(1);
	});

	test('when the same facets are asked again after each change', () => {
		const index = openIndex(begin);
		const wanted = query({ facets: { mode: ['online'] }, now: begin, counted: true });
		const entries: Entry[] = [];
		const expectRight = () => expect(index.search(wanted)).toEqual(scan(entries, wanted));
		expectRight();
		for (const [n, mode] of ['online', 'in_person', 'online'].entries()) {
			entries.push(entry({ id: idOf(n), facets: { mode: [mode], source: ['own'] } }));
			index.put(entries.slice(-1));
			expectRight();
		}
		index.remove([entries.pop()!.id]);
		expectRight();
	});
});

test('near a place, among thousands, ring after ring and page after page', async () => {
	const spot = fc.record({
		lat: fc.double({ min: 30, max: 60, noNaN: true }),
		lng: fc.oneof(
			fc.double({ min: 170, max: 180, noNaN: true }),
			fc.double({ min: -180, max: -170, noNaN: true })
		)
	});
	const entries = fc
		.sample(fc.oneof(spot, spot, arbitrarySpot), { numRuns: 3000, seed: 9 })
		.map((at, n) => entry({ id: idOf(n), at, facets: { mode: [values.mode[n % 3]!] } }));
	const index = openIndex(begin);
	await index.load(inBatches(entries));
	const wish = fc.record({
		near: fc.oneof(spot, arbitrarySpot),
		withinKm: fc.option(fc.constantFrom(30, 300, 3000, 20_037)),
		nearest: fc.option(fc.constantFrom(1, 20, 700)),
		facets: fc.constantFrom({}, { mode: ['online', 'hybrid'] }),
		sort: fc.constantFrom('next' as const, 'distance' as const),
		limit: fc.constantFrom(10, 100)
	});
	for (const wanted of fc.sample(wish, { numRuns: 60, seed: 10 })) {
		let all = query({ ...wanted, now: begin, counted: true });
		for (let page = 0; page < 4; page++) {
			const expected = scan(entries, all);
			expect(index.search(all)).toEqual(expected);
			if (!expected.next) break;
			all = { ...all, after: expected.next };
		}
	}
}, 120_000);

describe('changes', () => {
	test('what is put or removed while a load runs is newer than the load', async () => {
		const old = [0, 1, 2].map((n) => entry({ id: idOf(n), text: 'old' }));
		const index = openIndex(begin);
		async function* slow() {
			yield old;
			index.put([entry({ id: idOf(1), text: 'new' })]);
			index.remove([idOf(2)]);
			yield [];
		}
		expect(index.isReady).toBe(false);
		await index.load(slow());
		expect(index.isReady).toBe(true);
		expect(index.search(query({ now: begin, words: 'old' })).hits.map(({ id }) => id)).toEqual([
			idOf(0)
		]);
		expect(index.count(query({ now: begin, words: 'new' }))).toBe(1);
		expect(index.size).toBe(2);
	});
	test('a second load takes away what is no longer there', async () => {
		const index = openIndex(begin);
		await index.load(inBatches([entry({ id: idOf(1) }), entry({ id: idOf(2) })]));
		await index.load(inBatches([entry({ id: idOf(2) })]));
		expect(index.search(query({ now: begin })).hits.map(({ id }) => id)).toEqual([idOf(2)]);
	});
	test('a load that fails leaves what was there', async () => {
		const index = openIndex(begin);
		index.put([entry({ id: idOf(1) })]);
		async function* broken(): AsyncGenerator<Entry[]> {
			yield [entry({ id: idOf(2) })];
			throw new Error('gone');
		}
		await expect(index.load(broken())).rejects.toThrow('gone');
		expect(index.search(query({ now: begin })).hits.map(({ id }) => id)).toEqual([idOf(1)]);
	});
	test('changes that keep coming while they are folded in are kept', async () => {
		const index = openIndex(begin);
		for (let n = 0; n < 300; n++) {
			index.put([entry({ id: idOf(n % 100), text: `word${n}` })]);
			if (n % 10 === 0) await new Promise<void>((resume) => setImmediate(resume));
			if (n % 7 === 0) index.remove([idOf((n * 3) % 100)]);
		}
		index.put(Array.from({ length: 100 }, (_, n) => entry({ id: idOf(n), text: 'last' })));
		await index.settled();
		expect(index.count(query({ now: begin, words: 'last' }))).toBe(100);
		expect(index.size).toBe(100);
	});
	test('a query from before the latest is answered as of the latest', () => {
		const index = openIndex(begin);
		index.put([entry({ times: [{ starts: [begin + 1000, begin + 5000] }] })]);
		index.search(query({ now: begin + 2000 }));
		expect(index.search(query({ now: begin })).hits[0]!.next).toBe(begin + 5000);
	});
});
