import type { EntryTime, Query } from '../query.ts';
import { dayNumber, mondayOf, monthOf, nextStart } from '../starts.ts';
import { clockOf, offsetAt } from '../zones.ts';

const dayLength = 86_400_000;
const days = new Map<number, string>();
function dateOf(day: number): string {
	let text = days.get(day);
	if (!text) days.set(day, (text = new Date(day * dayLength).toISOString().slice(0, 10)));
	return text;
}

/**
 * The same time without what makes no difference to its starts after `floor`: most of a directory are a
 * few thousand different times, and each is then kept, and moved on, once. Null when nothing is left.
 */
export function plainTime(time: EntryTime, floor: number): EntryTime | null {
	if ('starts' in time) {
		const starts = time.starts.filter((at) => at > floor).sort((a, b) => a - b);
		return starts.length > 0 ? { starts } : null;
	}
	// Two days: zones differ by up to 26 hours, and a skipped time may fall into the next day.
	const reach = Math.floor(floor / dayLength) - 3;
	if (time.endsOn !== null && dayNumber(time.endsOn) < reach) return null;
	const first = dayNumber(time.startsOn);
	if (first > reach) return time;
	return { ...time, startsOn: dateOf(sameTurn(time.rule, first, reach)) };
}

/** The last day up to `reach` from which the rule counts as it does from `first`. */
function sameTurn(
	rule: Extract<EntryTime, { rule: unknown }>['rule'],
	first: number,
	reach: number
): number {
	if (rule.freq === 'weekly') {
		const length = 7 * rule.interval;
		const anchor = mondayOf(first);
		return anchor + Math.floor((reach - anchor) / length) * length;
	}
	const anchor = monthOf(first);
	const month = anchor + Math.floor((monthOf(reach) - anchor) / rule.interval) * rule.interval;
	return Date.UTC(Math.floor(month / 12), month % 12, 1) / dayLength;
}

export function keyOf(time: EntryTime): string {
	if ('starts' in time) return time.starts.join();
	const { rule, startsOn, endsOn, localTime, timeZone } = time;
	const pattern =
		rule.freq === 'weekly'
			? rule.weekdays.join()
			: rule.freq === 'monthly'
				? `d${rule.monthDay}`
				: `n${rule.nth}w${rule.weekday}`;
	return `${pattern}/${rule.interval} ${startsOn} ${endsOn} ${localTime} ${timeZone}`;
}

/** The different times of a segment, in the order of their coming starts, and who meets then. */
export interface Timetable {
	times: readonly EntryTime[];
	/** Coming start of each; Infinity when none is left. */
	start: Float64Array;
	/** Times by coming start. */
	order: Uint32Array;
	/** Entries of time `t`: `entries` from `entriesFrom[t]` to `entriesFrom[t + 1]`, in order. */
	entriesFrom: Uint32Array;
	entries: Uint32Array;
	/** Times of entry `e`: `timesOf` from `timesFrom[e]`. */
	timesFrom: Uint32Array;
	timesOf: Uint32Array;
	/** What `start` is as of. */
	asOf: number;
}

/** Moves on every time whose start is `now` or before. Nearly always there is none. */
export function advance(table: Timetable, now: number): void {
	const { order, start, times } = table;
	if (now <= table.asOf) return;
	table.asOf = now;
	let begun = 0;
	while (begun < order.length && start[order[begun]!]! <= now) begun++;
	if (begun === 0) return;
	const moved = order.slice(0, begun);
	for (const time of moved) start[time] = nextStart(times[time]!, now);
	moved.sort((a, b) => compareStarts(start[a]!, start[b]!));
	let [read, write] = [begun, 0];
	for (const time of moved) {
		while (read < order.length && start[order[read]!]! <= start[time]!)
			order[write++] = order[read++]!;
		order[write++] = time;
	}
}

export const compareStarts = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The soonest coming start of an entry; Infinity without one. */
export function nextOf({ timesFrom, timesOf, start }: Timetable, entry: number): number {
	let next = Infinity;
	for (let i = timesFrom[entry]!; i < timesFrom[entry + 1]!; i++) {
		const at = start[timesOf[i]!]!;
		if (at < next) next = at;
	}
	return next;
}

/** Which starts are asked for; null when nothing about time is. */
export function windowOf(query: Query, now: number): ((start: number) => boolean) | null {
	const { weekdays, from, to, startsWithin } = query;
	if (weekdays.length === 0 && from === null && to === null && startsWithin === null) return null;
	const week = weekOf(weekdays, from ?? 0, to ?? 1440);
	const clock = clockOf(query.zone);
	const latest = startsWithin === null ? Infinity : now + startsWithin * 60_000;
	return (start) => {
		if (start > latest || start === Infinity) return false;
		const minutes = Math.floor((start + offsetAt(clock, start)) / 60_000);
		// The first minute of 1970 was one of a Thursday.
		return week[(((minutes + 4 * 1440) % 10_080) + 10_080) % 10_080] === 1;
	};
}

/** The minutes of a week, from Sunday, that are asked for. */
function weekOf(weekdays: readonly number[], from: number, to: number): Uint8Array {
	const week = new Uint8Array(10_080);
	const length = to > from ? to - from : to + 1440 - from;
	for (const day of weekdays.length > 0 ? weekdays : [0, 1, 2, 3, 4, 5, 6]) {
		const start = (day * 1440 + from) % 10_080;
		week.fill(1, start, start + length);
		if (start + length > 10_080) week.fill(1, 0, start + length - 10_080);
	}
	return week;
}

/** For each time whether its start is asked for, and how many entries that is at most. */
export function fitting(
	table: Timetable,
	fits: (start: number) => boolean,
	flags: Uint32Array
): number {
	const { order, start, entriesFrom } = table;
	let [last, isFitting, many] = [NaN, 0, 0];
	for (let i = 0; i < order.length; i++) {
		const time = order[i]!;
		const at = start[time]!;
		if (at !== last) {
			last = at;
			isFitting = fits(at) ? 1 : 0;
		}
		flags[time] = isFitting;
		if (isFitting) many += entriesFrom[time + 1]! - entriesFrom[time]!;
	}
	return many;
}
