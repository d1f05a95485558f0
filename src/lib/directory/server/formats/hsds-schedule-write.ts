import type { MeetingTime } from '#lib/directory/listing.ts';
import { weekdayCodes } from './hsds-schedule-read.ts';
import type { Note } from './leaving.ts';
import { clockOf, mostMinutes, offsetAt, sayClock } from './when.ts';

const code = (isoDay: number): string => weekdayCodes[isoDay - 1] ?? 'MO';

/**
 * A time as HSDS writes it. The format knows an offset where a zone is meant: it is the one of `now`, and
 * the zone stands in the notes.
 */
export function writeSchedule(
	id: string,
	serviceId: string,
	time: MeetingTime,
	now: Date,
	note: Note
): Record<string, unknown> {
	const { rule, startsOn, endsOn, localTime, timeZone, minutes } = time;
	if (minutes > mostMinutes) note('minutes', minutes, 'too_long_meeting', 'changed');
	const start = clockOf(localTime) ?? 0;
	const offset = offsetAt(timeZone, now);
	const written = (clock: number) => `${sayClock(clock)}${sayOffset(offset)}`;
	return {
		id,
		service_id: serviceId,
		dtstart: startsOn,
		timezone: offset / 60,
		...(endsOn && { until: endsOn }),
		wkst: 'MO',
		freq: rule.freq === 'weekly' ? 'WEEKLY' : 'MONTHLY',
		interval: rule.interval,
		...(rule.freq === 'weekly' && { byday: rule.weekdays.map(code).join(',') }),
		...(rule.freq === 'monthly' && { bymonthday: `${rule.monthDay}` }),
		...(rule.freq === 'monthly_weekday' && { byday: `${rule.nth}${code(rule.weekday)}` }),
		opens_at: written(start),
		closes_at: written(start + Math.min(Math.max(1, minutes), mostMinutes)),
		notes: `Time zone: ${timeZone}`
	};
}

function sayOffset(minutes: number): string {
	if (minutes === 0) return 'Z';
	const two = (value: number) => `${Math.floor(value)}`.padStart(2, '0');
	const size = Math.abs(minutes);
	return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
