import type { EntryTime } from './query.ts';
import { clockOf, momentOf, offsetAt } from './zones.ts';

const dayLength = 86_400_000;
/** Nothing that meets leaves out more than this: the 29th of February, every fourth year, around 2100. */
const monthsAhead = 480;

type Timing = Extract<EntryTime, { rule: unknown }>;

/**
 * The soonest start after `now`, both in milliseconds; Infinity when none is left. The clock on the wall
 * stays the same across daylight saving, as in the meetings of our own groups (groups/server/occurrences).
 * Whole numbers only: a million listings are asked this, and the calendar of a library takes a minute.
 */
export function nextStart(time: EntryTime, now: number): number {
	if ('starts' in time) {
		let soonest = Infinity;
		for (const at of time.starts) if (at > now && at < soonest) soonest = at;
		return soonest;
	}
	const clock = clockOf(time.timeZone);
	const first = dayNumber(time.startsOn);
	const last = time.endsOn === null ? Infinity : dayNumber(time.endsOn);
	const minute = minutesOf(time.localTime);
	// A start that the clock skipped can fall into the day after its own, so yesterday counts too.
	const today = Math.floor((now + offsetAt(clock, now)) / dayLength);
	let day = nextDay(time.rule, first, Math.max(first, today - 1));
	while (day !== Infinity && day <= last) {
		const at = momentOf(clock, day * dayLength + minute * 60_000);
		if (at > now) return at;
		day = nextDay(time.rule, first, day + 1);
	}
	return Infinity;
}

export const minutesOf = (clock: string): number =>
	Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Days since 1970 of `YYYY-MM-DD`. A directory has few different dates. */
export function dayNumber(date: string): number {
	let day = dayNumbers.get(date);
	if (day === undefined) {
		const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
		day = Date.UTC(year, month - 1, dayOfMonth) / dayLength;
		if (dayNumbers.size > 20_000) dayNumbers.clear();
		dayNumbers.set(date, day);
	}
	return day;
}
const dayNumbers = new Map<string, number>();

/** 0 is Monday. The first day of 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
export const mondayOf = (day: number): number => day - weekdayOf(day);

/** The first day of the rule at or after `from`; Infinity when there is none. `first` is where it counts from. */
function nextDay(rule: Timing['rule'], first: number, from: number): number {
	if (rule.freq !== 'weekly') return nextInMonths(rule, first, from);
	const anchor = mondayOf(first);
	const length = 7 * rule.interval;
	let week = anchor + Math.floor((from - anchor) / length) * length;
	for (;;) {
		let best = Infinity;
		for (const weekday of rule.weekdays) {
			const day = week + weekday - 1;
			if (day >= from && day < best) best = day;
		}
		if (best < Infinity || rule.weekdays.length === 0) return best;
		week += length;
	}
}

function nextInMonths(
	rule: Exclude<Timing['rule'], { freq: 'weekly' }>,
	first: number,
	from: number
): number {
	const anchor = monthOf(first);
	const steps = Math.floor((monthOf(from) - anchor) / rule.interval);
	for (let month = anchor + steps * rule.interval, tries = 0; tries < monthsAhead; tries++) {
		const day = rule.freq === 'monthly' ? byDate(month, rule.monthDay) : byWeekday(month, rule);
		if (day >= from) return day;
		month += rule.interval;
	}
	return Infinity;
}

/** Months since the year 0. */
export function monthOf(day: number): number {
	const date = new Date(day * dayLength);
	return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
const firstOf = (month: number): number =>
	Date.UTC(Math.floor(month / 12), month % 12, 1) / dayLength;

/** -Infinity where that month has no such day. */
function byDate(month: number, date: number): number {
	const end = firstOf(month + 1);
	if (date < 0) return end + date;
	const day = firstOf(month) + date - 1;
	return day < end ? day : -Infinity;
}

function byWeekday(month: number, { nth, weekday }: { nth: number; weekday: number }): number {
	const [start, end] = [firstOf(month), firstOf(month + 1)];
	if (nth < 0) return end - 1 - ((weekdayOf(end - 1) - (weekday - 1) + 7) % 7);
	const day = start + ((weekday - 1 - weekdayOf(start) + 7) % 7) + (nth - 1) * 7;
	return day < end ? day : -Infinity;
}
