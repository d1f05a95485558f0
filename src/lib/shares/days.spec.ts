import { describe, expect, test } from 'vitest';
import { byDay, sayMoment } from './days.ts';

const at = (text: string) => new Date(text);
const now = at('2026-11-24T20:00:00Z');
const shares = ['2026-11-24T08:00:00Z', '2026-11-23T23:30:00Z', '2026-11-23T18:00:00Z'].map(
	(text) => ({ sharedAt: at(text) })
);

describe('days are the reader’s own', () => {
	test('today, yesterday, then by name', () => {
		const days = byDay([...shares, { sharedAt: at('2026-11-17T18:00:00Z') }], 'UTC', now);
		expect(days.map(({ heading, items }) => [heading, items.length])).toEqual([
			['Today', 1],
			['Yesterday', 2],
			['Tuesday 17 November', 1]
		]);
	});
	test('what was late yesterday in London was today in Berlin', () => {
		expect(byDay(shares, 'Europe/Berlin', now).map(({ items }) => items.length)).toEqual([2, 1]);
	});
});

test.each([
	['2026-11-24T08:00:00Z', 'this morning'],
	['2026-11-23T18:00:00Z', 'yesterday evening'],
	['2026-11-17T18:00:00Z', 'Tuesday 17 November, in the evening'],
	['2026-11-24T02:00:00Z', 'during the night'],
	['2026-11-23T22:30:00Z', 'last night'],
	['2026-11-23T03:00:00Z', 'yesterday, before dawn'],
	['2026-11-17T23:00:00Z', 'Tuesday 17 November, late in the evening'],
	['2026-11-17T01:00:00Z', 'Tuesday 17 November, before dawn']
])('%s is said as “%s”', (text, words) => {
	expect(sayMoment(at(text), 'UTC', now)).toBe(words);
});

test('late on the same day is tonight', () => {
	expect(sayMoment(at('2026-11-24T22:10:00Z'), 'UTC', at('2026-11-24T22:40:00Z'))).toBe('tonight');
});

test('under the heading of its day, a moment says only the part of the day', () => {
	const moment = at('2026-11-17T18:00:00Z');
	expect(sayMoment(moment, 'UTC', now, '2026-11-17')).toBe('in the evening');
	expect(sayMoment(moment, 'UTC', now, '2026-11-16')).toBe('Tuesday 17 November, in the evening');
});
