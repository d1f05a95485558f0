import { z } from 'zod';

/** ISO weekday: 1 is Monday, 7 is Sunday. */
const weekday = z.coerce.number('choose').int('choose').min(1, 'choose').max(7, 'choose');
const interval = z.coerce.number('number').int('number').min(1, 'too_small').max(12, 'too_big');

/**
 * When a group meets. `weekly` counts weeks from the one that holds the first day; `monthly` by date
 * (-1 is the last day; months without that date have no meeting) or by weekday (-1 is the last one).
 */
export const SeriesRule = z.discriminatedUnion('freq', [
	z.object({
		freq: z.literal('weekly'),
		interval,
		weekdays: z
			.array(weekday)
			.min(1, 'choose')
			.max(7, 'choose')
			.transform((days) => [...new Set(days)].sort((a, b) => a - b))
	}),
	z.object({
		freq: z.literal('monthly'),
		interval,
		monthDay: z.coerce
			.number('number')
			.int('number')
			.min(-1, 'too_small')
			.max(31, 'too_big')
			.refine((day) => day !== 0, 'choose')
	}),
	z.object({
		freq: z.literal('monthly_weekday'),
		interval,
		nth: z.coerce
			.number('choose')
			.int('choose')
			.min(-1, 'choose')
			.max(5, 'choose')
			.refine((nth) => nth !== 0, 'choose'),
		weekday
	})
]);
export type SeriesRule = z.output<typeof SeriesRule>;

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
/** Zones that a form offers, by name. */
export const timeZones: readonly string[] = [...zones].sort();

/** Whether this machine knows the IANA zone, aliases included. */
export function isZone(text: string): boolean {
	if (zones.has(text)) return true;
	// Offsets like +01:00 are no place: they would be wrong for half of the year.
	if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: text });
		return true;
	} catch {
		return false;
	}
}

export const minutesOfMeeting = { least: 30, most: 180, usual: 90 };

/** A calendar day that a form may send, `YYYY-MM-DD`, within this century. */
export const calendarDay = z.iso
	.date('date')
	.refine((date) => date >= '2020' && date < '2100', 'date');
export const clockTime = z
	.string('required')
	.trim()
	.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time');
export const timeZone = z.string('required').trim().max(64, 'zone').refine(isZone, 'zone');

export const SeriesInput = z
	.object({
		rule: SeriesRule,
		startsOn: calendarDay,
		localTime: clockTime,
		timeZone,
		minutes: z.coerce
			.number('number')
			.int('number')
			.min(minutesOfMeeting.least, 'too_small')
			.max(minutesOfMeeting.most, 'too_big')
			.default(minutesOfMeeting.usual),
		endsOn: calendarDay.nullish().transform((date) => date ?? null)
	})
	.refine(({ startsOn, endsOn }) => !endsOn || endsOn >= startsOn, {
		error: 'date_order',
		path: ['endsOn']
	});
export type SeriesInput = z.input<typeof SeriesInput>;
export type Series = z.output<typeof SeriesInput>;
