import { say } from '#lib/words/words.ts';
import type { BetterDays, Difference } from './better-days.ts';
import type { Day } from './calendar.ts';
import type { CheckIn } from './checkins.ts';

/** "6", or "5.5" for an average: never more than one place. */
export const sayNumber = (value: number): string =>
	(Math.round(value * 10) / 10).toLocaleString('en', { maximumFractionDigits: 1 });

/** What a day of the calendar says to somebody who hears it. */
export function sayDayWhole({ rating, times }: Day): string {
	if (times === 0) return say('checkins.day.none');
	if (rating === null) return say('checkins.day.no_number', { times });
	return say('checkins.day.said', { rating: sayNumber(rating), times });
}

/** All that was said in one check-in, in one line. */
export function sayCheckIn({ rating, sleep, feelings, own }: CheckIn): string {
	const parts = [
		rating === null ? null : say('checkins.list.rating', { rating }),
		[...feelings, ...own].join(', ') || null,
		sleep && say('checkins.list.slept', { sleep: say(`checkins.sleep.${sleep}`).toLowerCase() })
	];
	return parts.filter((part) => part !== null).join(' · ');
}

export const sayDifference = ({ condition, better, other }: Difference): string =>
	say(`checkins.better.on.${condition}`, {
		...{ a: better.times, b: better.of, c: other.times, d: other.of }
	});

export const sayBetterDays = ({ usual, better, other }: BetterDays, weeks: number): string =>
	say('checkins.better.lead', { usual: sayNumber(usual), better, other, weeks });
