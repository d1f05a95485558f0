import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Series } from '../series.ts';

/** One meeting that a series asks for: the calendar day in the series' zone, and the moment. */
export interface Occurrence {
	on: string;
	at: Date;
}
type Timing = Pick<Series, 'rule' | 'startsOn' | 'endsOn' | 'localTime' | 'timeZone'>;
type Days = Temporal.PlainDate[];

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * All meetings of a series at or after `from` and before `to`, in order. Days are counted on the
 * calendar of the series' zone and turned into moments one by one, so the clock on the wall stays the
 * same across daylight saving. A local time that a day skips moves forward by the gap; one that comes
 * twice is the first.
 */
export function occurrences(series: Timing, from: Date, to: Date): Occurrence[] {
	const zone = series.timeZone;
	const dayOf = (at: Date) =>
		Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
	const starts = Temporal.PlainDate.from(series.startsOn);
	// A clock that skips midnight moves an evening's start into the next day.
	const first = later(starts, dayOf(from).subtract({ days: 1 }));
	const end = dayOf(to).add({ days: 1 });
	const last = series.endsOn ? earlier(Temporal.PlainDate.from(series.endsOn), end) : end;
	if (Temporal.PlainDate.compare(first, last) > 0) return [];
	const time = Temporal.PlainTime.from(series.localTime);
	return daysOf(series, starts, first, last)
		.map((day) => ({
			on: day.toString(),
			at: new Date(day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds)
		}))
		.filter(({ at }) => at >= from && at < to);
}

function daysOf(
	{ rule }: Timing,
	starts: Temporal.PlainDate,
	first: Temporal.PlainDate,
	last: Temporal.PlainDate
): Days {
	if (rule.freq === 'weekly') return weekly(rule, starts, first, last);
	const pattern =
		rule.freq === 'monthly'
			? { byMonthDay: [rule.monthDay] }
			: { byDay: [`${rule.nth}${weekdays[rule.weekday - 1]}`] };
	const atNoon = (day: Temporal.PlainDate) =>
		day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });
	const monthly = new RRuleTemporal({
		...{ freq: 'MONTHLY', interval: rule.interval, ...pattern },
		...{ tzid: 'UTC', dtstart: atNoon(starts) }
	});
	// `between` leaves out its own bounds.
	return monthly
		.between(atNoon(first.subtract({ days: 1 })), atNoon(last.add({ days: 1 })))
		.map((at) => Temporal.PlainDate.from(at.toPlainDate().toString()))
		.filter(
			(day) =>
				Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, last) <= 0
		);
}

function weekly(
	rule: { interval: number; weekdays: readonly number[] },
	starts: Temporal.PlainDate,
	first: Temporal.PlainDate,
	last: Temporal.PlainDate
): Days {
	const monday = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 });
	const anchor = monday(starts);
	const weeks = anchor.until(monday(first), { largestUnit: 'days' }).days / 7;
	const days: Days = [];
	let week = anchor.add({ weeks: Math.ceil(weeks / rule.interval) * rule.interval });
	while (Temporal.PlainDate.compare(week, last) <= 0) {
		for (const weekday of rule.weekdays) {
			const day = week.add({ days: weekday - 1 });
			if (Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, last) <= 0)
				days.push(day);
		}
		week = week.add({ weeks: rule.interval });
	}
	return days;
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
	Temporal.PlainDate.compare(a, b) > 0 ? a : b;
const earlier = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
	Temporal.PlainDate.compare(a, b) < 0 ? a : b;
