import { describe, expect, test } from 'vitest';
import { kmBetween } from './distance.ts';
import { entry, idOf, query } from './examples.ts';
import { shuffleKey } from './order.ts';
import type { Entry, EntryTime, Position, Query } from './query.ts';
import { scan } from './scan.ts';

const names = (entries: readonly Entry[], asked: Partial<Query>) =>
	scan(entries, query(asked)).hits.map(({ id }) => entries.findIndex((one) => one.id === id));
const weekly = (weekday: number, localTime: string, timeZone = 'America/New_York'): EntryTime => ({
	rule: { freq: 'weekly', interval: 1, weekdays: [weekday] },
	...{ startsOn: '2026-01-01', endsOn: null, localTime, timeZone }
});
const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);

describe('words', () => {
	const texts = (...all: string[]) => all.map((text) => entry({ text }));
	test('café and cafe are one word, either way round, whatever the case', () => {
		const all = texts('Café Hope', 'CAFE Cafe\u0301', 'Coffee');
		expect(sorted(names(all, { words: 'cafe' }))).toEqual([0, 1]);
		expect(sorted(names(all, { words: 'CAFÉ' }))).toEqual([0, 1]);
	});
	test('a word finds what begins with it, and every word must be found', () => {
		const all = texts('Garden House, Leeds', 'Gardeners of York', 'Rose Garden York');
		expect(sorted(names(all, { words: 'gard' }))).toEqual([0, 1, 2]);
		expect(sorted(names(all, { words: 'gard yo' }))).toEqual([1, 2]);
		expect(names(all, { words: 'rden' })).toEqual([]);
	});
	test('a slip of the finger is forgiven from four letters on, two from eight', () => {
		const all = texts('grief', 'bereavement');
		expect(names(all, { words: 'greif' })).toEqual([0]);
		expect(names(all, { words: 'bereevment' })).toEqual([1]);
		expect(names(all, { words: 'gref' })).toEqual([0]);
		expect(names(all, { words: 'graaf' })).toEqual([]);
		expect(names(texts('art'), { words: 'atr' })).toEqual([]);
	});
	test('what begins a word anywhere in the directory is no slip', () => {
		const all = texts('grief', 'greif family');
		expect(names(all, { words: 'greif' })).toEqual([1]);
		expect(names(all.slice(0, 1), { words: 'greif' })).toEqual([0]);
	});
	test('words after the eighth do not count, and a query of signs asks nothing', () => {
		expect(names(texts('a b c d e f g h'), { words: 'a b c d e f g h zzz' })).toEqual([0]);
		expect(names(texts('a'), { words: '?!' })).toEqual([0]);
	});
	test('groups with the same name are all found', () => {
		expect(scan(texts(...Array<string>(60).fill('New Hope')), query({ words: 'hope' })).total).toBe(
			60
		);
	});
});

describe('time, on the reader’s clock', () => {
	const now = Date.parse('2026-11-22T12:00Z');
	test('Tuesday 23:00 in New York is Wednesday in London', () => {
		const all = [entry({ times: [weekly(2, '23:00')] })];
		expect(names(all, { now, zone: 'Europe/London', weekdays: [3] })).toEqual([0]);
		expect(names(all, { now, zone: 'Europe/London', weekdays: [2] })).toEqual([]);
		expect(names(all, { now, zone: 'America/New_York', weekdays: [2] })).toEqual([0]);
	});
	test('a window past midnight belongs to the weekday it begins on', () => {
		const all = [
			...[weekly(5, '23:30'), weekly(6, '01:00'), weekly(6, '23:30'), weekly(5, '01:00')]
		].map((time) => entry({ times: [time] }));
		const asked = { now, zone: 'America/New_York', from: 22 * 60, to: 2 * 60 };
		expect(sorted(names(all, { ...asked, weekdays: [5] }))).toEqual([0, 1]);
		expect(sorted(names(all, asked))).toEqual([0, 1, 2, 3]);
	});
	test('a window ends before its last minute, and the same time twice is a whole day', () => {
		const all = [weekly(1, '18:00'), weekly(1, '20:00')].map((time) => entry({ times: [time] }));
		const zone = 'America/New_York';
		expect(names(all, { now, zone, from: 18 * 60, to: 20 * 60 })).toEqual([0]);
		expect(sorted(names(all, { now, zone, from: 19 * 60, to: 19 * 60 }))).toEqual([0, 1]);
	});
	test('the reader’s clock may change between now and the start', () => {
		const all = [entry({ times: [{ starts: [Date.parse('2026-10-25T22:30Z')] }] })];
		const asked = { now: Date.parse('2026-10-24T12:00Z'), zone: 'Europe/London', weekdays: [0] };
		expect(names(all, { ...asked, from: 22 * 60, to: 23 * 60 })).toEqual([0]);
		expect(names(all, { ...asked, from: 23 * 60, to: 24 * 60 })).toEqual([]);
	});
	test('“within two hours” includes the last minute, and one of several times is enough', () => {
		const two = [
			{ starts: [now + 1] },
			{ starts: [now + 7_200_000] },
			{ starts: [now + 7_200_001] }
		];
		expect(
			sorted(
				names(
					two.map((time) => entry({ times: [time] })),
					{ now, startsWithin: 120 }
				)
			)
		).toEqual([0, 1]);
		expect(names([entry({ times: [two[2]!, two[0]!] })], { now, startsWithin: 120 })).toEqual([0]);
	});
	test('one time must fit all that is asked of time', () => {
		const all = [entry({ times: [weekly(1, '10:00'), weekly(2, '20:00')] })];
		const asked = { now, zone: 'America/New_York', weekdays: [1], from: 18 * 60 };
		expect(names(all, asked)).toEqual([]);
	});
	test('what has no coming time fits when nothing about time is asked, and stands last', () => {
		const all = [
			entry({}),
			entry({ times: [{ starts: [now - 1] }] }),
			entry({ times: [weekly(1, '10:00')] })
		];
		expect(scan(all, query({ now })).total).toBe(3);
		expect(names(all, { now })[0]).toBe(2);
		expect(names(all, { now, from: 0 })).toEqual([2]);
	});
});

describe('near', () => {
	const london = { lat: 51.5074, lng: -0.1278 };
	const paris = { lat: 48.8566, lng: 2.3522 };
	const places = [paris, london, null, { lat: 51.5, lng: -0.1 }].map((at) => entry({ at }));
	test('London and Paris are 343.6 km apart, and the poles half way round', () => {
		expect(kmBetween(london, paris)).toBeCloseTo(343.6, 0);
		expect(kmBetween({ lat: 90, lng: 0 }, { lat: -90, lng: 5 })).toBeCloseTo(20015.1, 1);
	});
	test('within a radius, its edge included; without coordinates never', () => {
		const edge = kmBetween(london, paris);
		expect(sorted(names(places, { near: london, withinKm: edge }))).toEqual([0, 1, 3]);
		expect(sorted(names(places, { near: london, withinKm: edge - 0.001 }))).toEqual([1, 3]);
		expect(sorted(names(places, { near: london }))).toEqual([0, 1, 3]);
	});
	test('the nearest are those of what fits everything else', () => {
		const all = places.map((one, index) => ({
			...one,
			facets: { open: [index === 1 ? 'closed' : 'open'] }
		}));
		const asked = { near: london, nearest: 1, sort: 'distance' as const };
		expect(names(all, asked)).toEqual([1]);
		expect(names(all, { ...asked, facets: { open: ['open'] } })).toEqual([3]);
	});
	test('the same distance stands in the order of ids', () => {
		const all = [2, 0, 1].map((n) => entry({ id: idOf(n), at: paris }));
		expect(names(all, { near: london, nearest: 2, sort: 'distance' })).toEqual([1, 2]);
	});
	test('across the date line is near', () => {
		const all = [entry({ at: { lat: -17, lng: -179.9 } })];
		expect(names(all, { near: { lat: -17, lng: 179.9 }, withinKm: 30 })).toEqual([0]);
	});
});

describe('facets', () => {
	const all = [
		{
			mode: ['in_person', 'online', 'hybrid'],
			experience: ['any'],
			access: ['captions', 'step_free']
		},
		{ mode: ['online'], experience: ['combat'], access: ['captions'] },
		{ mode: ['in_person'], experience: ['childhood', 'combat'] }
	].map((facets) => entry({ facets }));
	test('a hybrid one is there three times', () => {
		expect(scan(all, query({ counted: true })).facets.mode).toEqual({
			in_person: 2,
			online: 2,
			hybrid: 1
		});
	});
	test('a group for any experience fits every one', () => {
		expect(sorted(names(all, { facets: { experience: ['childhood'] } }))).toEqual([0, 2]);
	});
	test('values of a facet are alternatives, facets add up, access needs are all needed', () => {
		expect(sorted(names(all, { facets: { mode: ['hybrid', 'online'] } }))).toEqual([0, 1]);
		expect(
			names(all, { facets: { mode: ['in_person'], experience: ['combat'], access: ['step_free'] } })
		).toEqual([0]);
		expect(names(all, { facets: { access: ['captions', 'step_free'] } })).toEqual([0]);
		expect(names(all, { facets: { language: ['xx'] } })).toEqual([]);
	});
	test('a facet is counted over what the others leave; access over what fits everything', () => {
		const { facets, total } = scan(
			all,
			query({ facets: { mode: ['online'], access: ['captions'] }, counted: true })
		);
		expect(total).toBe(2);
		expect(facets).toEqual({
			mode: { in_person: 1, online: 2, hybrid: 1 },
			experience: { any: 1, combat: 1 },
			access: { captions: 2, step_free: 1 }
		});
		expect(scan(all, query({})).facets).toEqual({});
	});
	test.each(['__proto__', 'constructor', 'toString'])('a source may be called %s', (source) => {
		const named = [entry({ facets: { source: [source] } }), entry({ facets: { source: ['own'] } })];
		const { facets } = scan(named, query({ counted: true }));
		expect(Object.entries(facets.source ?? {})).toEqual([
			[source, 1],
			['own', 1]
		]);
	});
});

describe('order and pages', () => {
	const now = Date.parse('2026-11-22T12:00Z');
	const many = Array.from({ length: 40 }, (_, n) =>
		entry({ id: idOf(n), times: [{ starts: [now + 1000 + (n % 3) * 1000, now + 90_000_000] }] })
	);
	test('equal starts are shuffled anew each day', () => {
		const same = many.map((one) => ({ ...one, times: [{ starts: [now + 9 * 86_400_000] }] }));
		const today = names(same, { now });
		expect(names(same, { now: now + 60_000 })).toEqual(today);
		expect(names(same, { now: now + 86_400_000 })).not.toEqual(today);
		expect(shuffleKey(idOf(1), 1)).not.toBe(shuffleKey(idOf(1), 2));
	});
	function pages(time: (page: number) => number): string[] {
		const seen: string[] = [];
		let after: Position | null = null;
		for (let page = 0; page === 0 || after; page++) {
			const found = scan(many, query({ now: time(page), limit: 7, after }));
			seen.push(...found.hits.map(({ id }) => id));
			after = found.next;
		}
		return seen;
	}
	test('pages show each once', () => {
		const seen = pages(() => now);
		expect(seen).toHaveLength(40);
		expect(new Set(seen).size).toBe(40);
	});
	test('meetings that begin, and a day that ends, between two pages lose nothing', () => {
		expect(new Set(pages((page) => now + page * 700)).size).toBe(40);
		expect(new Set(pages((page) => now + page * 43_200_000)).size).toBe(40);
	});
});
