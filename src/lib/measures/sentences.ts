import { sayDay } from '#lib/words/times.ts';
import { say } from '#lib/words/words.ts';
import type { Change } from './change.ts';
import type { Thresholds } from './measures.ts';

/** Days are days, wherever somebody is: they are read in the zone in which they begin at midnight. */
const ZONE = 'UTC';
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const month = (day: string, withYear: boolean): string =>
	new Intl.DateTimeFormat('en-GB', {
		...{ timeZone: ZONE, month: 'long' },
		...(withYear && { year: 'numeric' })
	}).format(at(day));

/** "Tuesday 3 November", with the year when it is not that of today. */
export const sayOn = (day: string, now: Date): string => sayDay(at(day), ZONE, now);

/** "in March", seen from a later day; "on Tuesday 3 March" within one month; with the year when it is another one. */
export function sayBefore(day: string, from: string): string {
	const sameYear = day.slice(0, 4) === from.slice(0, 4);
	if (day.slice(0, 7) !== from.slice(0, 7))
		return say('measures.when.month', { month: month(day, !sameYear) });
	return say('measures.when.day', { day: sayDay(at(day), ZONE) });
}

const wayOf = ({ by }: Pick<Change, 'by'>) => (by === 0 ? 'same' : by < 0 ? 'lower' : 'higher');

/** "11 points lower than in March". */
export const sayMoved = (change: Change, day: string, from: string): string =>
	say(`measures.change.${wayOf(change)}`, {
		points: Math.abs(change.by),
		when: sayBefore(day, from)
	});

/** "people often notice 9 to 12; ordinary ups and downs reach 15". */
function saySize({ noticed, ordinary }: Thresholds): string {
	const [from, to] = noticed ?? [0, 0];
	if (noticed && ordinary !== null) return say('measures.change.size.both', { from, to, ordinary });
	if (noticed) return say('measures.change.size.noticed', { from });
	if (ordinary !== null) return say('measures.change.size.ordinary', { ordinary });
	return say('measures.change.size.unknown');
}

/** What changed, and beside what that is to be seen, in one sentence. */
export const sayChange = (change: Change, thresholds: Thresholds, day: string, from: string) =>
	say('measures.change.sentence', {
		...{ change: sayMoved(change, day, from), size: saySize(thresholds) }
	});

/** What that means, as far as it can be known; null where it cannot. */
export function sayMeaning({ isMore, isNoticeable, goes }: Change): string | null {
	if (isMore && goes !== 'nowhere') return say(`measures.change.means.${goes}`);
	if (isMore === null) return null;
	return say(`measures.change.means.${isNoticeable ? 'perhaps' : 'ordinary'}`);
}

/** "3 lower, ordinary": a cell of the table. */
export function sayBeside(by: number, ordinary: number | null): string {
	const change = say(`measures.table.by.${wayOf({ by })}`, { points: Math.abs(by) });
	if (ordinary === null) return change;
	return say(`measures.table.${Math.abs(by) >= ordinary ? 'more' : 'ordinary'}`, { change });
}
