import { describe, expect, test } from 'vitest';
import { dayIn, daysBetween, partOfDay, sayDay, sayTime, sayWhen, sayZone } from './times.ts';

const at = (text: string) => new Date(text);

describe('a time', () => {
	test('is said without needless zeros', () => {
		expect(sayTime(at('2026-11-24T18:00:00Z'), 'Europe/Berlin')).toBe('7 pm');
		expect(sayTime(at('2026-11-24T18:30:00Z'), 'UTC')).toBe('6:30 pm');
	});
	test('is said to the minute', () => {
		expect(sayTime(at('2026-11-24T18:07:59Z'), 'Asia/Kathmandu')).toBe('11:52 pm');
		expect(sayTime(at('2026-11-24T18:14:00Z'), 'Asia/Kathmandu')).toBe('11:59 pm');
		expect(sayTime(at('2026-11-24T18:29:00Z'), 'Asia/Kathmandu')).toBe('12:14 am');
		expect(sayTime(at('1969-07-20T20:17:40Z'), 'UTC')).toBe('8:17 pm');
	});
	test('noon and midnight are twelve', () => {
		expect(sayTime(at('2026-11-24T12:00:00Z'), 'UTC')).toBe('12 pm');
		expect(sayTime(at('2026-11-24T00:05:00Z'), 'UTC')).toBe('12:05 am');
	});
	test('is in the reader’s own zone, on the reader’s own day', () => {
		const tuesdayNightInNewYork = at('2026-11-25T04:00:00Z');
		expect(sayWhen(tuesdayNightInNewYork, 'America/New_York')).toBe('Tuesday 24 November at 11 pm');
		expect(sayWhen(tuesdayNightInNewYork, 'Europe/London')).toBe('Wednesday 25 November at 4 am');
	});
	test('names its zone', () => {
		expect(sayZone('America/New_York')).toBe('New York time');
		expect(sayZone('UTC')).toBe('UTC');
	});
});

test('a day of another year says so', () => {
	const now = at('2026-11-22T12:00:00Z');
	expect(sayDay(at('2027-01-05T12:00:00Z'), 'UTC', now)).toBe('Tuesday 5 January 2027');
	expect(sayDay(at('2026-11-24T12:00:00Z'), 'UTC', now)).toBe('Tuesday 24 November');
});

test('days are counted by the calendar, across the change of clocks too', () => {
	const before = at('2026-10-24T21:30:00Z');
	const after = at('2026-10-25T22:30:00Z');
	expect(daysBetween(before, after, 'Europe/Berlin')).toBe(1);
	expect(daysBetween(at('2026-11-24T23:30:00Z'), at('2026-11-25T00:30:00Z'), 'UTC')).toBe(1);
});

test.each([
	['2026-11-24T03:00:00Z', 'night'],
	['2026-11-24T09:00:00Z', 'morning'],
	['2026-11-24T14:00:00Z', 'afternoon'],
	['2026-11-24T19:00:00Z', 'evening'],
	['2026-11-24T23:00:00Z', 'night']
])('%s is in the %s', (text, part) => {
	expect(partOfDay(at(text), 'UTC')).toBe(part);
});

test('a day begins at midnight to the minute, in zones a quarter hour apart too', () => {
	expect(dayIn(at('2026-11-24T18:14:59Z'), 'Asia/Kathmandu')).toBe('2026-11-24');
	expect(dayIn(at('2026-11-24T18:15:00Z'), 'Asia/Kathmandu')).toBe('2026-11-25');
	expect(dayIn(at('2026-11-24T18:15:00Z'), 'UTC')).toBe('2026-11-24');
});
