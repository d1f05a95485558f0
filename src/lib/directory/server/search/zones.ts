import { Temporal } from 'temporal-polyfill';

/** A little more than a year: few zones change their clock more than twice in one. */
const span = 2 ** 35;
const day = 86_400_000;

/** The clock of one zone: when it is set, and to what. Looked up once for each span of time. */
interface Clock {
	/** For each span: moment, offset, moment, offset…; both in milliseconds. */
	spans: Map<number, Float64Array>;
	zone: string;
}
const clocks = new Map<string, Clock>();

export function clockOf(zone: string): Clock {
	let clock = clocks.get(zone);
	if (!clock) clocks.set(zone, (clock = { zone, spans: new Map() }));
	return clock;
}

/** Milliseconds that the wall is ahead of UTC at that moment. */
export const offsetAt = (clock: Clock, at: number): number => {
	const changes = changesAround(clock, at);
	let offset = changes[1]!;
	for (let i = 2; i < changes.length && changes[i]! <= at; i += 2) offset = changes[i + 1]!;
	return offset;
};

/** The same, and until when it certainly stays so. */
export function stretchAt(clock: Clock, at: number): { offset: number; until: number } {
	const changes = changesAround(clock, at);
	let i = 2;
	while (i < changes.length && changes[i]! <= at) i += 2;
	const end = (Math.floor(at / span) + 1) * span;
	return { offset: changes[i - 1]!, until: i < changes.length ? changes[i]! : end };
}

function changesAround(clock: Clock, at: number): Float64Array {
	const number = Math.floor(at / span);
	let changes = clock.spans.get(number);
	if (!changes) clock.spans.set(number, (changes = changesIn(clock.zone, number * span)));
	return changes;
}

function changesIn(zone: string, from: number): Float64Array {
	const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
	const found = [from, start.offsetNanoseconds / 1e6];
	let next = start.getTimeZoneTransition('next');
	while (next && next.epochMilliseconds < from + span) {
		found.push(next.epochMilliseconds, next.offsetNanoseconds / 1e6);
		next = next.getTimeZoneTransition('next');
	}
	return Float64Array.from(found);
}

/**
 * The moment at which the wall shows `local` (milliseconds as if it were UTC). A time that a day skips
 * moves forward by the gap; one that comes twice is the first.
 */
export function momentOf(clock: Clock, local: number): number {
	const before = offsetAt(clock, local - day);
	const after = offsetAt(clock, local + day);
	if (before === after || offsetAt(clock, local - before) === before) return local - before;
	return offsetAt(clock, local - after) === after ? local - after : local - before;
}
