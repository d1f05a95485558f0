import { describe, expect, test } from 'vitest';
import { isQuarter } from './impact.ts';
import { bounds, isClosed, next, quarterOf, quartersSince } from './quarters.ts';

const at = (text: string) => new Date(text);

describe('a quarter', () => {
	test('is the organisation’s own: the same moment can lie in two', () => {
		const newYear = at('2027-01-01T03:00:00Z');
		expect(quarterOf(newYear, 'Europe/Berlin')).toBe('2027-Q1');
		expect(quarterOf(newYear, 'America/New_York')).toBe('2026-Q4');
	});

	test('begins and ends at midnight there, across the change of clocks', () => {
		expect(bounds('2026-Q1', 'Europe/Berlin')).toEqual({
			from: at('2025-12-31T23:00:00Z'),
			until: at('2026-03-31T22:00:00Z')
		});
	});

	test('is closed only when all of it is over', () => {
		expect(isClosed('2026-Q3', 'UTC', at('2026-09-30T23:59:59Z'))).toBe(false);
		expect(isClosed('2026-Q3', 'UTC', at('2026-10-01T00:00:00Z'))).toBe(true);
		expect(isClosed('2026-Q3', 'America/New_York', at('2026-10-01T03:59:59Z'))).toBe(false);
	});

	test('is followed by the next one, also into another year', () => {
		expect(next('2026-Q3')).toBe('2026-Q4');
		expect(next('2026-Q4')).toBe('2027-Q1');
	});

	test('has one way to be written', () => {
		expect(['2026-Q1', '2026-Q5', '26-Q1', '2026-q1', '', undefined].filter(isQuarter)).toEqual([
			'2026-Q1'
		]);
	});
});

test('the quarters since the beginning come newest first, and no more than asked for', () => {
	const since = at('2025-11-03T10:00:00Z');
	const now = at('2026-05-03T10:00:00Z');
	expect(quartersSince(since, now, 'UTC')).toEqual(['2026-Q2', '2026-Q1', '2025-Q4']);
	expect(quartersSince(since, now, 'UTC', 2)).toEqual(['2026-Q2', '2026-Q1']);
	expect(quartersSince(now, since, 'UTC')).toEqual([]);
});
