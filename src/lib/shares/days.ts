import { dayIn, daysBetween, partOfDay, sayDay } from '#lib/words/times.ts';
import { say } from '#lib/words/words.ts';

export interface Day<T> {
	/** `YYYY-MM-DD` in the reader's zone. */
	day: string;
	heading: string;
	items: T[];
}

/** Puts things under the day they happened on in the reader's zone, in the order they come in. */
export function byDay<T extends { sharedAt: Date }>(items: T[], zone: string, now: Date): Day<T>[] {
	const days: Day<T>[] = [];
	for (const item of items) {
		const day = dayIn(item.sharedAt, zone);
		const last = days.at(-1);
		if (last?.day === day) last.items.push(item);
		else days.push({ day, heading: headingOf(item.sharedAt, zone, now), items: [item] });
	}
	return days;
}

function headingOf(at: Date, zone: string, now: Date): string {
	const ago = daysBetween(at, now, zone);
	if (ago <= 0) return say('shares.space.today');
	return ago === 1 ? say('shares.space.yesterday') : sayDay(at, zone, now);
}

/** The night before midnight belongs to the evening, as people tell it; the night after it does not. */
const isLate = (at: Date, zone: string): boolean =>
	partOfDay(at, zone) === 'night' &&
	dayIn(new Date(at.getTime() + beforeMidnight), zone) !== dayIn(at, zone);
const beforeMidnight = 3 * 3_600_000;

/**
 * "this morning", "yesterday evening", "Tuesday 24 November, in the evening": never to the minute.
 * Under a heading that names the day already, only the part of the day.
 */
export function sayMoment(at: Date, zone: string, now: Date, under?: string): string {
	const ago = daysBetween(at, now, zone);
	const part = isLate(at, zone) ? 'late' : partOfDay(at, zone);
	if (ago <= 0) return say('shares.when.today', { part });
	if (ago === 1) return say('shares.when.yesterday', { part });
	if (under === dayIn(at, zone)) return say('shares.when.part', { part });
	return say('shares.when.day', { part, day: sayDay(at, zone, now) });
}
