import { describe, expect, it } from 'vitest';
import { lastOf } from './last-day.ts';
import { clockOf, dayOf, dayOfName, minutesBetween, momentOf, offsetAt, zoneOf } from './when.ts';

describe('times as feeds write them', () => {
	it.each([
		['19:30', 1170],
		['19:30:00', 1170],
		['7:30 PM', 1170],
		['7:30pm', 1170],
		['7pm', 1140],
		['12:00 AM', 0],
		['12:15 p.m.', 735],
		['noon', 720],
		['00:00', 0],
		['24:00', null],
		['25:00', null],
		['19:60', null],
		['13:00 PM', null],
		['19', null],
		['', null],
		[19.5, null],
		[null, null]
	])('%j is minute %j of the day', (raw, minutes) => {
		expect(clockOf(raw)).toBe(minutes);
	});

	it('an end before the start lies behind midnight', () => {
		expect(minutesBetween(1410, 45)).toBe(75);
		expect(minutesBetween(600, 690)).toBe(90);
	});

	it.each([
		['Monday', 1],
		['sun', 7],
		['Thurs', 4],
		['miércoles', 3],
		['Samstag', 6],
		['segunda-feira', 1],
		['someday', null]
	])('%s is weekday %j', (name, day) => {
		expect(dayOfName(name)).toBe(day);
	});

	it.each([
		['America/New_York', 'America/New_York'],
		['america/new york', 'America/New_York'],
		['Asia/Kolkata', 'Asia/Kolkata'],
		['US/Eastern', 'US/Eastern'],
		['utc', 'UTC'],
		['+01:00', null],
		['Eastern', null],
		['Mars/Crater', null],
		[5, null]
	])('%j is the zone %j', (raw, zone) => {
		expect(zoneOf(raw)).toBe(zone);
	});

	it('days and moments exist, or are none', () => {
		expect(dayOf('2026-02-28T10:00')).toBe('2026-02-28');
		expect(dayOf('20260228')).toBe('2026-02-28');
		expect(dayOf('2026-02-30')).toBeNull();
		expect(momentOf('2026-05-31 14:32:23')?.toISOString()).toBe('2026-05-31T14:32:23.000Z');
		expect(momentOf('2026-05-31T14:32:23+02:00')?.toISOString()).toBe('2026-05-31T12:32:23.000Z');
		for (const raw of ['0000-00-00 00:00:00', 'yesterday', '31/05/2026', 5]) {
			expect(momentOf(raw)).toBeNull();
		}
	});

	it('the offset of a zone is that of the moment', () => {
		const [winter, summer] = ['2026-01-15T12:00Z', '2026-07-15T12:00Z'].map((at) => new Date(at));
		expect([winter, summer].map((at) => offsetAt('America/New_York', at!))).toEqual([-300, -240]);
		expect([winter, summer].map((at) => offsetAt('Australia/Lord_Howe', at!))).toEqual([660, 630]);
		expect(offsetAt('UTC', winter!)).toBe(0);
	});
});

describe('the last of so many times', () => {
	const weekly = { freq: 'weekly', interval: 1, weekdays: [2, 4] } as const;
	it('is counted from the first day', () => {
		const rule = { ...weekly, weekdays: [2, 4] };
		expect(lastOf(rule, '2026-01-06', 3)).toBe('2026-01-13');
		expect(lastOf({ ...rule, interval: 2 }, '2026-01-06', 3)).toBe('2026-01-20');
		expect(lastOf({ freq: 'monthly', interval: 1, monthDay: 31 }, '2026-01-01', 2)).toBe(
			'2026-03-31'
		);
		expect(lastOf({ freq: 'monthly', interval: 1, monthDay: -1 }, '2026-01-01', 2)).toBe(
			'2026-02-28'
		);
		const second = { freq: 'monthly_weekday', interval: 1, nth: 2, weekday: 1 } as const;
		expect(lastOf(second, '2026-01-01', 2)).toBe('2026-02-09');
		expect(lastOf({ ...second, nth: -1, weekday: 5 }, '2026-01-01', 1)).toBe('2026-01-30');
		expect(lastOf(rule, '2026-01-06', 100_000)).toBeNull();
	});
});
