import { say } from '#lib/words/words.ts';

const minute = 60_000;
const [hour, day] = [60 * minute, 24 * 60 * minute];

/** A length of time in one unit, rounded down: nobody waits longer than it says, until the next is full. */
export function sayLength(milliseconds: number): string {
	if (milliseconds < hour)
		return say('moderation.minutes', { many: Math.floor(milliseconds / minute) });
	if (milliseconds < 2 * day)
		return say('moderation.hours', { many: Math.floor(milliseconds / hour) });
	return say('moderation.days', { many: Math.floor(milliseconds / day) });
}
