import type { SeriesRule } from '#lib/groups/groups.ts';

const day = 24 * 60 * 60 * 1000;
/** Twenty years: a count that reaches further is as good as none. */
const mostDays = 366 * 20;

/** The day of the last of `count` times a rule has from its first day on; null when it is too far off. */
export function lastOf(rule: SeriesRule, startsOn: string, count: number): string | null {
	const first = Date.parse(`${startsOn}T00:00:00Z`);
	let left = count;
	for (let n = 0; n < mostDays; n += 1) {
		const date = new Date(first + n * day);
		if (!fits(rule, date, new Date(first))) continue;
		left -= 1;
		if (left === 0) return date.toISOString().slice(0, 10);
	}
	return null;
}

const isoDay = (date: Date): number => date.getUTCDay() || 7;
const monday = (date: Date): number => date.getTime() - (isoDay(date) - 1) * day;
const months = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();

function fits(rule: SeriesRule, date: Date, first: Date): boolean {
	if (rule.freq === 'weekly') {
		const weeks = Math.round((monday(date) - monday(first)) / (7 * day));
		return weeks % rule.interval === 0 && rule.weekdays.includes(isoDay(date));
	}
	if ((months(date) - months(first)) % rule.interval !== 0) return false;
	const isLast = (step: number) =>
		new Date(date.getTime() + step * day).getUTCMonth() !== date.getUTCMonth();
	if (rule.freq === 'monthly') {
		return rule.monthDay === -1 ? isLast(1) : date.getUTCDate() === rule.monthDay;
	}
	if (isoDay(date) !== rule.weekday) return false;
	return rule.nth === -1 ? isLast(7) : Math.ceil(date.getUTCDate() / 7) === rule.nth;
}
