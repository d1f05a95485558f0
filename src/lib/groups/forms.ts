import { z } from 'zod';
import { Alias } from './aliases.ts';
import { groupDetails, placeIsSaid } from './inputs.ts';
import { calendarDay, clockTime, minutesOfMeeting, timeZone } from './series.ts';
import { languages } from './vocabulary.ts';

/** Forms of the programme pages send flat fields; each schema here puts them together. */

const empty = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const whole = (least: number, most: number) =>
	z.coerce.number('number').int('number').min(least, 'too_small').max(most, 'too_big');

export const frequencies = ['weekly', 'monthly', 'monthly_weekday'] as const;

/** When a group meets: only the fields of the chosen way of repeating count. */
const when = {
	freq: z.enum(frequencies, 'choose'),
	interval: whole(1, 12),
	weekdays: z.array(whole(1, 7)).max(7, 'choose').default([]),
	monthDay: empty(whole(-1, 31)),
	nth: empty(whole(-1, 5)),
	weekday: empty(whole(1, 7)),
	startsOn: calendarDay,
	endsOn: empty(calendarDay),
	localTime: clockTime,
	timeZone,
	minutes: whole(minutesOfMeeting.least, minutesOfMeeting.most)
};
type When = z.output<z.ZodObject<typeof when>>;

function whenIsSaid(given: When, ctx: z.RefinementCtx): void {
	const wrong = (field: string, message: string) =>
		ctx.addIssue({ code: 'custom', path: [field], message });
	if (given.freq === 'weekly' && given.weekdays.length === 0) wrong('weekdays', 'choose');
	if (given.freq === 'monthly' && !given.monthDay) wrong('monthDay', 'choose');
	if (given.freq === 'monthly_weekday' && !given.nth) wrong('nth', 'choose');
	if (given.freq === 'monthly_weekday' && !given.weekday) wrong('weekday', 'choose');
	if (given.endsOn && given.endsOn < given.startsOn) wrong('endsOn', 'date_order');
}

function seriesFrom(given: When) {
	const { freq, interval, weekdays, monthDay = 1, nth = 1, weekday = 1 } = given;
	const { startsOn, endsOn, localTime, timeZone: zone, minutes } = given;
	const rule =
		freq === 'weekly'
			? { freq, interval, weekdays }
			: freq === 'monthly'
				? { freq, interval, monthDay }
				: { freq, interval, nth, weekday };
	return { rule, startsOn, endsOn, localTime, timeZone: zone, minutes };
}

/** A main language and perhaps a second one. */
const spoken = {
	language: z.enum(languages, 'choose'),
	secondLanguage: empty(z.enum(languages, 'choose'))
};
const bothOf = (given: { language: string; secondLanguage?: string }) =>
	[...new Set([given.language, given.secondLanguage])].filter((code) => code !== undefined);

/** A town is typed; where it is, is found. */
const { languages: _, where: __, ...rest } = groupDetails;
const details = { ...rest, town: z.string().trim().max(80, 'too_long').default('') };
const placeMissing = { error: 'required', path: ['place'] };

export const DetailsForm = z
	.object({ ...details, ...spoken })
	.refine(placeIsSaid, placeMissing)
	.transform(({ language, secondLanguage, ...rest }) => ({
		...rest,
		languages: bothOf({ language, secondLanguage }) as (typeof languages)[number][]
	}));

export const SeriesForm = z.object(when).superRefine(whenIsSaid).transform(seriesFrom);

const lead = z.uuid('choose');
export const NewGroupForm = z
	.object({
		...details,
		...spoken,
		...when,
		lead1: lead,
		alias1: Alias,
		lead2: lead,
		alias2: Alias
	})
	.superRefine((given, ctx) => {
		whenIsSaid(given, ctx);
		if (!placeIsSaid(given)) ctx.addIssue({ code: 'custom', path: ['place'], message: 'required' });
		if (given.lead1 === given.lead2)
			ctx.addIssue({ code: 'custom', path: ['lead2'], message: 'facilitators_same' });
	})
	.transform((given) => ({
		...given,
		languages: bothOf(given) as (typeof languages)[number][],
		series: seriesFrom(given),
		facilitators: [
			{ accountId: given.lead1, alias: given.alias1 },
			{ accountId: given.lead2, alias: given.alias2 }
		]
	}));

export const CloseForm = z.object({ sure: z.literal('yes', 'sure') });
