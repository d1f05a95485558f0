import type { EntryTime, Query } from '../query.ts';
import { dayNumber, mondayOf, monthOf, nextStart } from '../starts.ts';
import { clockOf, stretchAt } from '../zones.ts';

type Rule = Extract<EntryTime, { rule: unknown }>['rule'];

const dayLength = 86_400_000;
const days = new Map<number, string>();
function dateOf(day: number): string {
	let text = days.get(day);
	if (!text) days.set(day, (text = new Date(day * dayLength).toISOString().slice(0, 10)));
	return text;
}

/** A time without what makes no difference, and a name that the same times share. */
export interface PlainTime {
	name: string;
	/** Made when nobody had one of this name yet. */
	time(): EntryTime;
}

/**
 * The same time without what makes no difference to its starts after `floor`: most of a directory are a
 * few thousand different times, and each is then kept, and moved on, once. Null when nothing is left.
 */
export function plainTime(time: EntryTime, floor: number): PlainTime | null {
	if ('starts' in time) {
		const starts = time.starts.filter((at) => at > floor).sort((a, b) => a - b);
		return starts.length > 0 ? { name: starts.join(), time: () => ({ starts }) } : null;
	}
	// Two days: zones differ by up to 26 hours, and a skipped time may fall into the next day.
	const reach = Math.floor(floor / dayLength) - 3;
	if (time.endsOn !== null && dayNumber(time.endsOn) < reach) return null;
	const { rule, endsOn, localTime, timeZone } = time;
	const first = dayNumber(time.startsOn);
	const startsOn = first > reach ? time.startsOn : dateOf(sameTurn(rule, first, reach));
	return {
		name: `${patternOf(rule)}/${rule.interval} ${startsOn} ${endsOn} ${localTime} ${timeZone}`,
		time: () => ({ rule, startsOn, endsOn, localTime, timeZone })
	};
}

/** The last day up to `reach` from which the rule counts as it does from `first`. */
function sameTurn(rule: Rule, first: number, reach: number): number {
	if (rule.freq === 'weekly') {
		const length = 7 * rule.interval;
		const anchor = mondayOf(first);
		return anchor + Math.floor((reach - anchor) / length) * length;
	}
	const anchor = monthOf(first);
	const month = anchor + Math.floor((monthOf(reach) - anchor) / rule.interval) * rule.interval;
	return Date.UTC(Math.floor(month / 12), month % 12, 1) / dayLength;
}

function patternOf(rule: Rule): string {
	if (rule.freq === 'weekly') return rule.weekdays.join();
	return rule.freq === 'monthly' ? `d${rule.monthDay}` : `n${rule.nth}w${rule.weekday}`;
}

/** The different times of a segment, in the order of their coming starts, and who meets then. */
export interface Timetable {
	times: readonly EntryTime[];
	/** Coming start of each; Infinity when none is left. */
	start: Float64Array;
	/** Times by coming start. */
	order: Uint32Array;
	/** The different coming starts, in order; the times of start `i` are in `order` from `timesAt[i]`. */
	instants: Float64Array;
	timesAt: Uint32Array;
	/** Where the start of a time is among them. */
	place: Uint32Array;
	/** How many entries start then at most. */
	manyAt: Uint32Array;
	/** Entries of time `t`: `entries` from `entriesFrom[t]` to `entriesFrom[t + 1]`, in order. */
	entriesFrom: Uint32Array;
	entries: Uint32Array;
	/** Times of entry `e`: `timesOf` from `timesFrom[e]`. */
	timesFrom: Uint32Array;
	timesOf: Uint32Array;
	/** The soonest coming start of each entry; Infinity without one. */
	next: Float64Array;
	/** What the starts are as of. */
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
	Object.assign(table, instantsOf(table));
	const { entriesFrom, entries, next } = table;
	for (const time of moved)
		for (let i = entriesFrom[time]!; i < entriesFrom[time + 1]!; i++)
			next[entries[i]!] = nextOf(table, entries[i]!);
}

/** Finds the different starts of times that are in order. */
export function instantsOf({
	order,
	start,
	entriesFrom
}: Pick<Timetable, 'order' | 'start' | 'entriesFrom'>) {
	let many = 0;
	for (let i = 0; i < order.length; i++)
		if (i === 0 || start[order[i]!]! !== start[order[i - 1]!]!) many++;
	const instants = new Float64Array(many);
	const [timesAt, manyAt] = [new Uint32Array(many + 1), new Uint32Array(many)];
	const place = new Uint32Array(order.length);
	let last = -1;
	for (let i = 0; i < order.length; i++) {
		const time = order[i]!;
		if (last < 0 || start[time]! !== instants[last]!) {
			instants[++last] = start[time]!;
			timesAt[last] = i;
		}
		place[time] = last;
		manyAt[last]! += entriesFrom[time + 1]! - entriesFrom[time]!;
	}
	timesAt[many] = order.length;
	return { instants, timesAt, manyAt, place };
}

export const compareStarts = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The soonest coming start of an entry; Infinity without one. */
export function nextOf(
	{ timesFrom, timesOf, start }: Pick<Timetable, 'timesFrom' | 'timesOf' | 'start'>,
	entry: number
): number {
	let next = Infinity;
	for (let i = timesFrom[entry]!; i < timesFrom[entry + 1]!; i++) {
		const at = start[timesOf[i]!]!;
		if (at < next) next = at;
	}
	return next;
}

export interface FitsTime {
	/** Whether a start is asked for. */
	one(start: number): boolean;
	/** Marks with 1 those of ordered starts that are asked for, with 0 the others. */
	all(starts: Float64Array, flags: Uint32Array): void;
}

/** Null when nothing about time is asked. */
export function windowOf(query: Query, now: number): FitsTime | null {
	const { weekdays, from, to, startsWithin } = query;
	if (weekdays.length === 0 && from === null && to === null && startsWithin === null) return null;
	const isAnytime = weekdays.length === 0 && from === null && to === null;
	const week = isAnytime ? null : weekOf(weekdays, from ?? 0, to ?? 1440);
	const clock = clockOf(query.zone);
	const latest = startsWithin === null ? Number.MAX_VALUE : now + startsWithin * 60_000;
	let stretch = { offset: 0, since: Infinity, until: -Infinity };
	const one = (start: number): boolean => {
		if (start > latest) return false;
		if (!week) return true;
		if (start >= stretch.until || start < stretch.since)
			stretch = { ...stretchAt(clock, start), since: start };
		// The first minute of 1970 was one of a Thursday.
		const minute = Math.floor((start + stretch.offset) / 60_000) + 4 * 1440;
		return week[((minute % 10_080) + 10_080) % 10_080] === 1;
	};
	return {
		one,
		all(starts, flags) {
			for (let i = 0; i < starts.length; i++) flags[i] = one(starts[i]!) ? 1 : 0;
		}
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
