import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeriesRule } from '#lib/groups/groups.ts';
import { occurrences } from '../../../groups/server/occurrences.ts';
import type { EntryTime } from './query.ts';
import { nextStart } from './starts.ts';
import { clockOf, momentOf } from './zones.ts';

const day = 86_400_000;
const at = (text: string) => Date.parse(text);
const timing = (given: Partial<Extract<EntryTime, { rule: unknown }>> = {}): EntryTime => ({
	rule: { freq: 'weekly', interval: 1, weekdays: [7] },
	...{ startsOn: '2026-01-04', endsOn: null, localTime: '02:30', timeZone: 'America/New_York' },
	...given
});
const next = (time: EntryTime, now: string) => {
	const start = nextStart(time, at(now));
	return start === Infinity ? null : new Date(start).toISOString().slice(0, 16);
};

describe('the soonest coming start', () => {
	test('a local time that the day skips moves forward by the gap', () => {
		expect(next(timing(), '2026-03-08T00:00Z')).toBe('2026-03-08T07:30');
		expect(next(timing(), '2026-03-08T07:30Z')).toBe('2026-03-15T06:30');
	});
	test('one that comes twice is the first', () => {
		expect(next(timing({ localTime: '01:30' }), '2026-11-01T00:00Z')).toBe('2026-11-01T05:30');
	});
	test('Lord Howe sets its clock by half an hour', () => {
		const time = timing({ localTime: '18:00', timeZone: 'Australia/Lord_Howe' });
		expect(next(time, '2026-04-04T12:00Z')).toBe('2026-04-05T07:30');
		expect(next(time, '2026-03-28T12:00Z')).toBe('2026-03-29T07:00');
	});
	test('a time that the clock skips at midnight falls into the next day and is not lost', () => {
		const time = timing({
			rule: { freq: 'weekly', interval: 1, weekdays: [6] },
			...{ localTime: '23:30', timeZone: 'America/Nuuk' }
		});
		expect(next(time, '2027-03-28T01:10Z')).toBe('2027-03-28T01:30');
	});
	test('a start at this very moment has begun', () => {
		expect(next({ starts: [at('2026-01-01'), at('2026-01-02')] }, '2026-01-01T00:00Z')).toBe(
			'2026-01-02T00:00'
		);
	});
	test('after its last day there is none', () => {
		expect(next(timing({ endsOn: '2026-02-28' }), '2026-02-23T00:00Z')).toBeNull();
		expect(next({ starts: [] }, '2026-02-23T00:00Z')).toBeNull();
	});
	test('a rule that no month ever fits ends, without one', () => {
		const never: SeriesRule = { freq: 'monthly', interval: 12, monthDay: 30 };
		expect(next(timing({ rule: never, startsOn: '2026-02-01' }), '2026-02-23T00:00Z')).toBeNull();
	});
});

const zones = [
	...['America/New_York', 'Europe/London', 'Australia/Sydney', 'Australia/Lord_Howe', 'UTC'],
	...['Asia/Kolkata', 'America/Nuuk', 'Africa/Casablanca', 'Asia/Beirut', 'America/Santiago']
];
const arbitraryRule: fc.Arbitrary<SeriesRule> = fc.oneof(
	fc.record({
		freq: fc.constant('weekly' as const),
		interval: fc.integer({ min: 1, max: 5 }),
		weekdays: fc
			.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
			.map((days) => days.sort())
	}),
	fc.record({
		freq: fc.constant('monthly' as const),
		interval: fc.integer({ min: 1, max: 3 }),
		monthDay: fc.constantFrom(-1, 1, 15, 29, 31)
	}),
	fc.record({
		freq: fc.constant('monthly_weekday' as const),
		interval: fc.integer({ min: 1, max: 3 }),
		nth: fc.constantFrom(-1, 1, 2, 4, 5),
		weekday: fc.integer({ min: 1, max: 7 })
	})
);
const arbitraryDay = fc
	.integer({ min: at('2025-01-01') / day, max: at('2027-12-31') / day })
	.map((number) => new Date(number * day).toISOString().slice(0, 10));
const twoDigits = (number: number) => String(number).padStart(2, '0');

test('it is the one our own groups would meet at', () => {
	const arbitrary = fc.record({
		rule: arbitraryRule,
		startsOn: arbitraryDay,
		timeZone: fc.constantFrom(...zones),
		minute: fc.integer({ min: 0, max: 1439 }),
		now: fc.integer({ min: at('2025-01-01') / 60_000, max: at('2027-12-31') / 60_000 })
	});
	fc.assert(
		fc.property(arbitrary, ({ minute, now: minutes, ...rest }) => {
			const localTime = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
			const series = { ...rest, localTime, endsOn: null };
			const now = minutes * 60_000;
			const until = Math.max(now, at(rest.startsOn)) + 190 * day;
			const expected = occurrences(series, new Date(now - 2 * day), new Date(until))
				.map((one) => one.at.getTime())
				.find((start) => start > now);
			const start = nextStart(series, now);
			expect(start < until - 2 * day ? start : undefined).toBe(
				expected !== undefined && expected < until - 2 * day ? expected : undefined
			);
		}),
		{ numRuns: 300 }
	);
});

test('the wall’s time becomes the moment that the calendar of the zone says', async () => {
	const { Temporal } = await import('temporal-polyfill');
	const local = fc.integer({ min: at('2024-01-01') / 60_000, max: at('2028-01-01') / 60_000 });
	fc.assert(
		fc.property(fc.constantFrom(...zones), local, (zone, minutes) => {
			const wall = new Date(minutes * 60_000).toISOString().slice(0, 16);
			const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
			expect(momentOf(clockOf(zone), minutes * 60_000)).toBe(expected);
		}),
		{ numRuns: 500 }
	);
});
