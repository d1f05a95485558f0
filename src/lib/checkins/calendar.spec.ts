import { describe, expect, it } from 'vitest';
import {
	boundsOf,
	calendarOf,
	daysOf,
	monthAfter,
	monthOf,
	readMonth,
	WEEKS,
	weeksOf,
	yearBefore
} from './calendar.ts';

const now = new Date('2026-11-23T12:00:00Z');
const zone = 'Europe/London';
const said = (at: string, rating: number | null = 5) => ({ at: new Date(at), rating });

describe('a month', () => {
	it('is the reader’s, also at midnight and when clocks change', () => {
		expect(monthOf(new Date('2026-10-31T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11');
		expect(monthOf(new Date('2026-11-01T00:30:00Z'), 'America/New_York')).toBe('2026-10');
		expect(boundsOf('2026-10', 'Europe/Berlin')).toEqual({
			from: new Date('2026-09-30T22:00:00Z'),
			until: new Date('2026-10-31T23:00:00Z')
		});
	});

	it('is this one when the address names none, one to come, or nonsense', () => {
		expect(readMonth('2026-02', now, zone)).toBe('2026-02');
		for (const text of [null, '', '2026-12', '2026-13', '1999-01', '2026-2', 'x'.repeat(99)])
			expect(readMonth(text, now, zone)).toBe('2026-11');
		expect([monthAfter('2026-01', -1), monthAfter('2026-12', 1)]).toEqual(['2025-12', '2027-01']);
	});

	it('has its weeks from Monday on, with nothing where another month is', () => {
		const weeks = calendarOf('2026-11', [], zone);
		expect(weeks).toHaveLength(6);
		expect(weeks[0]!.map((day) => day?.date.slice(-2) ?? '-').join(' ')).toBe('- - - - - - 01');
		expect(weeks[5]!.map((day) => day?.date.slice(-2) ?? '-').join(' ')).toBe('30 - - - - - -');
		expect(calendarOf('2027-02', [], zone)).toHaveLength(4);
	});

	it('shows the average of a day, and a day without a number as one', () => {
		const days = [
			said('2026-11-03T08:00:00Z', 4),
			said('2026-11-03T20:00:00Z', 7),
			said('2026-11-03T21:00:00Z', null),
			said('2026-11-04T21:00:00Z', null)
		];
		const [, week] = calendarOf('2026-11', days, zone);
		expect(week!.slice(1, 4)).toEqual([
			{ date: '2026-11-03', times: 3, rating: 5.5 },
			{ date: '2026-11-04', times: 1, rating: null },
			{ date: '2026-11-05', times: 0, rating: null }
		]);
		expect(daysOf([said('2026-11-03T23:30:00Z')], 'Asia/Tokyo').has('2026-11-04')).toBe(true);
	});
});

describe('a year in weeks', () => {
	it('ends with this week, and has a gap where nothing was said', () => {
		const weeks = weeksOf(
			[said('2026-11-23T08:00:00Z', 6), said('2026-11-17T08:00:00Z', 3)],
			zone,
			now
		);
		expect(weeks).toHaveLength(WEEKS);
		expect(weeks.at(-1)).toEqual({
			...{ date: '2026-11-23', days: 1, average: 6, lowest: 6, highest: 6 }
		});
		expect(weeks.at(-2)).toMatchObject({ date: '2026-11-16', average: 3 });
		expect(weeks[0]).toMatchObject({ date: '2025-12-01', days: 0, average: null, lowest: null });
		expect(yearBefore(now, zone)).toEqual(new Date('2025-12-01T00:00:00Z'));
	});

	it('counts each day once, however often something was said on it', () => {
		const weeks = weeksOf(
			[
				...Array.from({ length: 9 }, () => said('2026-11-16T08:00:00Z', 1)),
				said('2026-11-18T08:00:00Z', 9),
				said('2026-11-19T08:00:00Z', null)
			],
			zone,
			now
		);
		expect(weeks.at(-2)).toEqual({
			...{ date: '2026-11-16', days: 2, average: 5, lowest: 1, highest: 9 }
		});
	});
});
