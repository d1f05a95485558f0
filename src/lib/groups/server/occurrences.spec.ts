import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Series } from '../series.ts';
import { occurrences } from './occurrences.ts';

const tuesdays: Series = {
	rule: { freq: 'weekly', interval: 1, weekdays: [2] },
	startsOn: '2026-01-06',
	localTime: '19:00',
	timeZone: 'Europe/Berlin',
	minutes: 90,
	endsOn: null
};
const times = (series: Series, from: string, to: string) =>
	occurrences(series, new Date(from), new Date(to)).map(({ at }) => at.toISOString().slice(0, 16));
const days = (series: Series, from: string, to: string) =>
	occurrences(series, new Date(from), new Date(to)).map(({ on }) => on);

describe('the clock on the wall stays the same across daylight saving', () => {
	test('Berlin in spring and autumn', () => {
		expect(times(tuesdays, '2026-03-23T00:00Z', '2026-04-02T00:00Z')).toEqual([
			'2026-03-24T18:00',
			'2026-03-31T17:00'
		]);
		expect(times(tuesdays, '2026-10-19T00:00Z', '2026-10-29T00:00Z')).toEqual([
			'2026-10-20T17:00',
			'2026-10-27T18:00'
		]);
	});
	test('New York, where the change comes on other days', () => {
		const series = { ...tuesdays, timeZone: 'America/New_York' };
		expect(times(series, '2026-03-02T00:00Z', '2026-03-12T00:00Z')).toEqual([
			'2026-03-04T00:00',
			'2026-03-10T23:00'
		]);
		expect(times(series, '2026-10-26T00:00Z', '2026-11-05T00:00Z')).toEqual([
			'2026-10-27T23:00',
			'2026-11-04T00:00'
		]);
	});
	test('Sydney, where summer is in December', () => {
		const series = { ...tuesdays, timeZone: 'Australia/Sydney' };
		expect(times(series, '2026-03-30T00:00Z', '2026-04-09T00:00Z')).toEqual([
			'2026-03-31T08:00',
			'2026-04-07T09:00'
		]);
		expect(times(series, '2026-09-28T00:00Z', '2026-10-08T00:00Z')).toEqual([
			'2026-09-29T09:00',
			'2026-10-06T08:00'
		]);
	});
	test('Kolkata, where the clock never changes', () => {
		const series = { ...tuesdays, timeZone: 'Asia/Kolkata' };
		expect(times(series, '2026-03-23T00:00Z', '2026-04-01T00:00Z')).toEqual([
			'2026-03-24T13:30',
			'2026-03-31T13:30'
		]);
	});
	test('a time that the day skips moves forward and does not vanish', () => {
		const series: Series = {
			...tuesdays,
			rule: { freq: 'weekly', interval: 1, weekdays: [7] },
			localTime: '02:30'
		};
		expect(times(series, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual(['2026-03-29T01:30']);
	});
	test('a time that comes twice is the first one', () => {
		const series: Series = {
			...tuesdays,
			rule: { freq: 'weekly', interval: 1, weekdays: [7] },
			localTime: '02:30'
		};
		expect(times(series, '2026-10-24T00:00Z', '2026-10-26T00:00Z')).toEqual(['2026-10-25T00:30']);
	});
	test('monthly meetings keep their time and survive a skipped one as well', () => {
		const series: Series = {
			...tuesdays,
			rule: { freq: 'monthly', interval: 1, monthDay: 29 },
			localTime: '02:30'
		};
		expect(times(series, '2026-03-01T00:00Z', '2026-05-01T00:00Z')).toEqual([
			'2026-03-29T01:30',
			'2026-04-29T00:30'
		]);
	});
});

describe('rules', () => {
	test('every two weeks goes on across the new year, also one with 53 weeks', () => {
		const series: Series = {
			...tuesdays,
			rule: { freq: 'weekly', interval: 2, weekdays: [2, 4] },
			startsOn: '2026-12-10'
		};
		expect(days(series, '2026-12-01T00:00Z', '2027-01-22T00:00Z')).toEqual([
			...['2026-12-10', '2026-12-22', '2026-12-24'],
			...['2027-01-05', '2027-01-07', '2027-01-19', '2027-01-21']
		]);
	});
	test('the fifth Friday leaves out months with four', () => {
		const rule = { freq: 'monthly_weekday', interval: 1, nth: 5, weekday: 5 } as const;
		expect(days({ ...tuesdays, rule }, '2026-01-01T00:00Z', '2026-08-01T00:00Z')).toEqual([
			...['2026-01-30', '2026-05-29', '2026-07-31']
		]);
	});
	test('the last Monday', () => {
		const rule = { freq: 'monthly_weekday', interval: 2, nth: -1, weekday: 1 } as const;
		expect(days({ ...tuesdays, rule }, '2026-01-01T00:00Z', '2026-06-01T00:00Z')).toEqual([
			...['2026-01-26', '2026-03-30', '2026-05-25']
		]);
	});
	test('the 31st leaves out shorter months, the last day does not', () => {
		const on = (monthDay: number): Series => ({
			...tuesdays,
			rule: { freq: 'monthly', interval: 1, monthDay }
		});
		expect(days(on(31), '2026-01-01T00:00Z', '2026-06-01T00:00Z')).toEqual([
			...['2026-01-31', '2026-03-31', '2026-05-31']
		]);
		expect(days(on(-1), '2026-02-01T00:00Z', '2026-05-01T00:00Z')).toEqual([
			...['2026-02-28', '2026-03-31', '2026-04-30']
		]);
	});
	test('nothing before the first day or after the last one', () => {
		const series = { ...tuesdays, startsOn: '2026-02-11', endsOn: '2026-02-24' };
		expect(days(series, '2026-01-01T00:00Z', '2026-06-01T00:00Z')).toEqual([
			...['2026-02-17', '2026-02-24']
		]);
	});
	test('from is in, to is out', () => {
		expect(days(tuesdays, '2026-01-06T18:00Z', '2026-01-13T18:00Z')).toEqual(['2026-01-06']);
		expect(days(tuesdays, '2026-01-06T18:01Z', '2026-01-13T18:01Z')).toEqual(['2026-01-13']);
	});
});

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kathmandu', 'UTC'];
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

test('weekly rules agree with a library that counts them another way', () => {
	fc.assert(
		fc.property(
			fc.record({
				interval: fc.integer({ min: 1, max: 12 }),
				weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
				start: fc.integer({ min: 0, max: 800 }),
				ahead: fc.integer({ min: 0, max: 500 }),
				// No change of the clock anywhere happens between ten and four.
				hour: fc.integer({ min: 10, max: 16 }),
				timeZone: fc.constantFrom(...zones)
			}),
			({ interval, weekdays, start, ahead, hour, timeZone }) => {
				const starts = Temporal.PlainDate.from('2026-01-01').add({ days: start });
				const series: Series = {
					...{ minutes: 90, endsOn: null, timeZone, localTime: `${hour}:00` },
					rule: { freq: 'weekly', interval, weekdays: weekdays.sort() },
					startsOn: starts.toString()
				};
				const dtstart = starts.toZonedDateTime({ timeZone, plainTime: { hour } });
				const theirs = new RRuleTemporal({
					...{ freq: 'WEEKLY', interval, wkst: 'MO', tzid: timeZone, dtstart },
					byDay: weekdays.map((day) => codes[day - 1]!)
				});
				const from = new Date(dtstart.add({ days: ahead }).epochMilliseconds + 1);
				const to = new Date(from.getTime() + 120 * 86_400_000);
				const ours = occurrences(series, from, to).map(({ at }) => at.getTime());
				expect(ours).toEqual(theirs.between(from, to).map((at) => at.epochMilliseconds));
			}
		),
		{ numRuns: 150 }
	);
});

test('a start that the clock skips into the next day is not lost when the look begins on that day', () => {
	const saturdays: Parameters<typeof occurrences>[0] = {
		rule: { freq: 'weekly', interval: 1, weekdays: [6] },
		...{ startsOn: '2026-03-01', endsOn: null, localTime: '23:30', timeZone: 'America/Nuuk' }
	};
	// On 28 March 2026 eleven in the evening is followed by midnight there.
	const [first] = occurrences(
		saturdays,
		new Date('2026-03-29T01:10:00Z'),
		new Date('2026-03-30T00:00:00Z')
	);
	expect(first).toEqual({ on: '2026-03-28', at: new Date('2026-03-29T01:30:00Z') });
});
