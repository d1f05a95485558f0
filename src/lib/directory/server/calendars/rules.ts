import { Temporal } from 'temporal-polyfill';
import { occurrences } from '#lib/groups/server/groups.ts';
import type { MeetingTime } from '../../listing.ts';

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule as RRULE says it; weeks begin on Monday in both. RFC 5545, 3.3.10. */
export function sayRule({ rule, endsOn, timeZone }: MeetingTime): string {
	const parts = [`FREQ=${rule.freq === 'weekly' ? 'WEEKLY' : 'MONTHLY'}`];
	if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`);
	if (rule.freq === 'weekly') parts.push(`BYDAY=${rule.weekdays.map(day).join(',')}`, 'WKST=MO');
	else if (rule.freq === 'monthly') parts.push(`BYMONTHDAY=${rule.monthDay}`);
	else parts.push(`BYDAY=${rule.nth}${day(rule.weekday)}`);
	if (endsOn) parts.push(`UNTIL=${endOf(endsOn, timeZone)}`);
	return `RRULE:${parts.join(';')}`;
}

const day = (weekday: number) => weekdays[weekday - 1]!;

/** The end is a moment in UTC, because the start has a zone. */
function endOf(date: string, timeZone: string): string {
	const last = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: '23:59:59' });
	return stamp(new Date(last.epochMilliseconds));
}

/** `20260329T170000Z` */
const stamp = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Four years hold every monthly rule, a 29 February and an interval of twelve months included. */
const widest = 4 * 366;

/** The first day the rule names, as the calendar needs it for DTSTART; null when it never comes. */
export function firstDay(time: MeetingTime): string | null {
	const starts = Temporal.PlainDate.from(time.startsOn);
	const from = (date: Temporal.PlainDate) =>
		new Date(
			date.toZonedDateTime({ timeZone: time.timeZone, plainTime: '00:00' }).epochMilliseconds
		);
	// Most rules begin within two months; only the rare ones are worth the long look.
	for (const days of [62, widest * time.rule.interval]) {
		const [first] = occurrences(time, from(starts), from(starts.add({ days })));
		if (first) return first.on;
	}
	return null;
}
