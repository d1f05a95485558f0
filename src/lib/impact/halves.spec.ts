import { expect, test } from 'vitest';
import { halfBounds, halfOf, halvesOver } from './halves.ts';
import { isHalf } from './impact.ts';

test('a half-year is that of the organisation’s own zone', () => {
	const newYear = new Date('2026-12-31T23:30:00Z');
	expect(halfOf(newYear, 'UTC')).toBe('2026-H2');
	expect(halfOf(newYear, 'Europe/Berlin')).toBe('2027-H1');
	expect(halfBounds('2026-H1', 'Europe/Berlin')).toEqual({
		from: new Date('2025-12-31T23:00:00Z'),
		until: new Date('2026-06-30T22:00:00Z')
	});
});

test('those that are over come newest first, without the one that runs', () => {
	const first = new Date('2025-03-01T12:00:00Z');
	expect(halvesOver(first, new Date('2026-11-23T12:00:00Z'), 'UTC')).toEqual([
		...['2026-H1', '2025-H2', '2025-H1']
	]);
	expect(halvesOver(first, first, 'UTC')).toEqual([]);
});

test.each(['2026-H3', '2026', '2026-H1 ', '', null, '02026-H1'])('%j is none', (text) => {
	expect(isHalf(text)).toBe(false);
});
