import { Temporal } from 'temporal-polyfill';
import { dayIn } from '#lib/words/times.ts';
import type { CheckIn } from './checkins.ts';

/** `YYYY-MM` */
export type Month = string;
type Rated = Pick<CheckIn, 'at' | 'rating'>;

/** One day of a calendar, or of a week over which an average is taken. */
export interface Day {
	/** `YYYY-MM-DD` */
	date: string;
	/** How often I checked in. */
	times: number;
	/** The average of what I said, 0 to 10; null when I gave no number. */
	rating: number | null;
}

const monthPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const earliest = '2020-01';

/** The month of a moment in that zone. */
export const monthOf = (at: Date, zone: string): Month => dayIn(at, zone).slice(0, 7);

/** The month that an address asks for; this one, when it is none, or one to come. */
export function readMonth(text: string | null, now: Date, zone: string): Month {
	const current = monthOf(now, zone);
	return text !== null && monthPattern.test(text) && text >= earliest && text <= current
		? text
		: current;
}

export const monthAfter = (month: Month, by: number): Month =>
	Temporal.PlainYearMonth.from(month).add({ months: by }).toString();

const momentOf = (date: Temporal.PlainDate, zone: string): Date =>
	new Date(date.toZonedDateTime(zone).epochMilliseconds);

/** The first moment of a month in that zone, and the first that is not in it any more. */
export function boundsOf(month: Month, zone: string): { from: Date; until: Date } {
	const first = Temporal.PlainDate.from(`${month}-01`);
	return { from: momentOf(first, zone), until: momentOf(first.add({ months: 1 }), zone) };
}

/** The weeks of a month from Monday on; days of the months beside it are null. */
export function calendarOf(
	month: Month,
	checkIns: readonly Rated[],
	zone: string
): (Day | null)[][] {
	const first = Temporal.PlainDate.from(`${month}-01`);
	const known = daysOf(checkIns, zone);
	const cells: (Day | null)[] = Array.from({ length: first.dayOfWeek - 1 }, () => null);
	for (let nr = 0; nr < first.daysInMonth; nr++) {
		const date = first.add({ days: nr }).toString();
		cells.push(known.get(date) ?? { date, times: 0, rating: null });
	}
	while (cells.length % 7 > 0) cells.push(null);
	return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** Each day on which I checked in, by its date. */
export function daysOf(checkIns: readonly Rated[], zone: string): Map<string, Day> {
	const days = new Map<string, { times: number; ratings: number[] }>();
	for (const { at, rating } of checkIns) {
		const date = dayIn(at, zone);
		const day = days.get(date) ?? { times: 0, ratings: [] };
		day.times += 1;
		if (rating !== null) day.ratings.push(rating);
		days.set(date, day);
	}
	return new Map(
		[...days].map(([date, { times, ratings }]) => [date, { date, times, rating: mean(ratings) }])
	);
}

const mean = (numbers: readonly number[]): number | null =>
	numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** A week of the year that is drawn, from its Monday on. */
export interface Week {
	/** Its Monday, `YYYY-MM-DD`. */
	date: string;
	/** Days with a number. */
	days: number;
	/** Over those days; null without any. */
	average: number | null;
	lowest: number | null;
	highest: number | null;
}
export const WEEKS = 52;

/** The first moment of the year that is drawn: a Monday, 52 weeks with this one. */
export function yearBefore(now: Date, zone: string): Date {
	return momentOf(mondayOf(dayIn(now, zone)).subtract({ weeks: WEEKS - 1 }), zone);
}

const mondayOf = (date: string): Temporal.PlainDate => {
	const day = Temporal.PlainDate.from(date);
	return day.subtract({ days: day.dayOfWeek - 1 });
};

/** The last 52 weeks, oldest first; each day counts once, whatever was said on it how often. */
export function weeksOf(checkIns: readonly Rated[], zone: string, now: Date): Week[] {
	const byWeek = new Map<string, number[]>();
	for (const { date, rating } of daysOf(checkIns, zone).values()) {
		if (rating === null) continue;
		const week = mondayOf(date).toString();
		byWeek.set(week, [...(byWeek.get(week) ?? []), rating]);
	}
	const last = mondayOf(dayIn(now, zone));
	return Array.from({ length: WEEKS }, (_, nr) => {
		const date = last.subtract({ weeks: WEEKS - 1 - nr }).toString();
		const ratings = byWeek.get(date) ?? [];
		const isNone = ratings.length === 0;
		return {
			...{ date, days: ratings.length, average: mean(ratings) },
			lowest: isNone ? null : Math.min(...ratings),
			highest: isNone ? null : Math.max(...ratings)
		};
	});
}
