import { Temporal } from 'temporal-polyfill';
import { dayIn } from '#lib/words/times.ts';
import type { Quarter } from './impact.ts';

const name = (year: number, index: number): Quarter =>
	`${String(year).padStart(4, '0')}-Q${index}` as Quarter;

export function quarterOf(at: Date, zone: string): Quarter {
	const [year = '', month = ''] = dayIn(at, zone).split('-');
	return name(Number(year), Math.ceil(Number(month) / 3));
}

const parts = (quarter: Quarter) => ({
	year: Number(quarter.slice(0, 4)),
	index: Number(quarter.at(-1))
});

export function next(quarter: Quarter): Quarter {
	const { year, index } = parts(quarter);
	return index === 4 ? name(year + 1, 1) : name(year, index + 1);
}

/** The first moment of the quarter, and the first that is not in it any more. */
export function bounds(quarter: Quarter, zone: string): { from: Date; until: Date } {
	return { from: firstMoment(quarter, zone), until: firstMoment(next(quarter), zone) };
}

/** The year that ends with the quarter: its first moment, and the first that is not in it any more. */
export function yearUpTo(quarter: Quarter, zone: string): { from: Date; until: Date } {
	const { year, index } = parts(quarter);
	return {
		from: firstMoment(next(name(year - 1, index)), zone),
		until: firstMoment(next(quarter), zone)
	};
}

function firstMoment(quarter: Quarter, zone: string): Date {
	const { year, index } = parts(quarter);
	const day = Temporal.PlainDate.from({ year, month: index * 3 - 2, day: 1 });
	return new Date(day.toZonedDateTime(zone).epochMilliseconds);
}

/** Whether all of the quarter is over. */
export const isClosed = (quarter: Quarter, zone: string, now: Date): boolean =>
	quarter < quarterOf(now, zone);

/** All quarters from the one of `first` to the one of `now`, newest first, at most `most`. */
export function quartersSince(first: Date, now: Date, zone: string, most = 400): Quarter[] {
	const last = quarterOf(now, zone);
	const quarters: Quarter[] = [];
	for (let one = quarterOf(first, zone); one <= last; one = next(one)) quarters.push(one);
	return quarters.reverse().slice(0, most);
}
