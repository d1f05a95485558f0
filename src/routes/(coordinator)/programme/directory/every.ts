import { knows, say } from '#lib/words/words.ts';

/** Minutes between two readings, as offered: an hour, six, a day, a week. */
export const everies: readonly number[] = [60, 360, 1440, 10_080];

/** "every day", "every 90 minutes". */
export function sayEvery(minutes: number): string {
	const key = `directory.programme.every.${minutes}`;
	return knows(key) ? say(key) : say('directory.programme.every.minutes', { minutes });
}
