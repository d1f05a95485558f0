import { z } from 'zod';
import { isZone } from '#lib/groups/groups.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses,
	type ListingExperience
} from './vocabulary.ts';

/** Half of the way round the Earth: nothing is further away. */
export const farthestKm = 20_037;
export const pageSizes = { usual: 20, most: 100 };
/** "The nearest" this many at most. */
export const mostNearest = 1000;

/** Fields of a form that were left empty count as not sent; so do empty parameters of an address. */
export const withoutEmpty = (given: object): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(given).filter(
			([, value]) =>
				value !== '' &&
				value !== null &&
				value !== undefined &&
				!(Array.isArray(value) && !value.length)
		)
	);

const several = <T extends z.ZodType>(item: T) => z.array(item, 'choose').max(40, 'too_many');
const number = (least: number, most: number) =>
	z.coerce.number('number').min(least, 'too_small').max(most, 'too_big');
const whole = (least: number, most: number) => number(least, most).int('number');

/** `LAT,LNG` in degrees: "52.52,13.4". */
export const nearText = z
	.string('near')
	.trim()
	.regex(/^[+-]?\d{1,3}(\.\d{1,10})? ?, ?[+-]?\d{1,3}(\.\d{1,10})?$/, 'near')
	.transform((text) => {
		const [lat = 0, lng = 0] = text.split(',').map(Number);
		return { lat, lng };
	})
	.refine(({ lat, lng }) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180, 'near');

/** `HH:MM` as minutes of the day. `24:00` ends a day. */
const clock = (last: string) =>
	z
		.string('time')
		.trim()
		.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time')
		.refine((text) => text <= last, 'time')
		.transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** BCP 47 primary tags, as listings have them. */
const languageTag = z
	.string('choose')
	.trim()
	.toLowerCase()
	.regex(/^[a-z]{2,3}$/, 'choose');

const fields = {
	q: z.string().trim().max(200, 'too_long').optional(),
	near: nearText.optional(),
	place: z.string().trim().min(2, 'too_short').max(80, 'too_long').optional(),
	within_km: number(0, farthestKm).optional(),
	nearest: whole(1, mostNearest).optional(),
	/** 0 is Sunday, on the reader's calendar. */
	weekday: several(
		z.coerce.number('choose').int('choose').min(0, 'choose').max(6, 'choose')
	).optional(),
	from: clock('23:59').optional(),
	to: clock('24:00').optional(),
	tz: z.string('zone').trim().max(64, 'zone').refine(isZone, 'zone').optional(),
	/** Minutes from now. */
	starts_within: whole(1, 7 * 24 * 60).optional(),
	mode: several(z.enum(modes, 'choose')).optional(),
	experience: several(z.enum(experiences, 'choose')).optional(),
	audience: several(z.enum(audiences, 'choose')).optional(),
	language: several(languageTag).optional(),
	access: several(z.enum(accessNeeds, 'choose')).optional(),
	open: several(z.enum(opennesses, 'choose')).optional(),
	cost: several(z.enum(costs, 'choose')).optional(),
	led_by: several(z.enum(leaders, 'choose')).optional(),
	/** Names of sources; `own` is this organisation. Which there are is known on the server. */
	source: several(z.string().trim().min(1, 'choose').max(80, 'choose')).optional(),
	sort: z.enum(['next', 'distance'], 'choose').optional(),
	limit: whole(1, pageSizes.most).default(pageSizes.usual),
	cursor: z.string().max(600, 'cursor').optional()
};
export const queryFields = z.object(fields);
/** Parameters that may be said several times, and `a,b` means both. */
export const listParameters = [
	...['weekday', 'mode', 'experience', 'audience', 'language', 'access', 'open', 'cost'],
	...['led_by', 'source']
] as const;

/**
 * A search of the directory, with the names of the API's parameters. A form sends the same names, lists
 * as `mode[]`. Problems are codes by field; `to` not after `from` is across midnight, not a problem.
 */
export const DirectoryQuery = z
	.preprocess(
		(given) => (typeof given === 'object' && given !== null ? withoutEmpty(given) : given),
		queryFields
	)
	.superRefine((given, ctx) => {
		const wrong = (field: string, message: string) =>
			ctx.addIssue({ code: 'custom', path: [field], message });
		const somewhere = given.near !== undefined || given.place !== undefined;
		if (given.near && given.place) wrong('place', 'near_or_place');
		if (!somewhere && given.within_km !== undefined) wrong('within_km', 'needs_near');
		if (!somewhere && given.nearest !== undefined) wrong('nearest', 'needs_near');
		if (!somewhere && given.sort === 'distance') wrong('sort', 'needs_near');
	});
export type DirectoryQuery = z.input<typeof queryFields>;
export type ReadQuery = z.output<typeof DirectoryQuery>;

/** How people can be reached about a listing, and what is wrong with it. */
export const NoteInput = z.object({
	listingId: z.uuid('invalid'),
	kind: z.enum(['wrong', 'mine'], 'choose'),
	words: z
		.string('required')
		.trim()
		.min(3, 'too_short')
		.max(1000, 'too_long')
		.refine((words) => !/[^\P{Cc}\n\t]/u.test(words), 'characters')
});
export type NoteInput = z.input<typeof NoteInput>;

export const noteDecisions = ['done', 'hidden', 'confirmed', 'set_aside'] as const;
export const DecideInput = z.object({
	noteId: z.uuid('invalid'),
	decision: z.enum(noteDecisions, 'choose')
});

export const feedFormats = ['meeting-guide', 'bmlt', 'hsds', 'csv'] as const;
export type FeedFormat = (typeof feedFormats)[number];

const httpUrl = z
	.string()
	.trim()
	.max(2000, 'too_long')
	.refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), 'url');
const emptyIsNull = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());

const sourceFields = z.object({
	name: z
		.string('required')
		.trim()
		.min(1, 'required')
		.max(80, 'too_long')
		.refine((name) => !/[\p{Cc},]/u.test(name), 'characters')
		.refine((name) => name.toLowerCase() !== 'own', 'source_taken'),
	format: z.enum(feedFormats, 'choose'),
	timeZone: emptyIsNull(z.string().trim().max(64, 'zone').refine(isZone, 'zone')),
	experience: z.enum(experiences, 'choose').default('any')
});

/** A file that a coordinator sends: of which source it is, and how to read it. */
export const UploadInput = sourceFields;
export type UploadInput = z.input<typeof UploadInput>;

/** Where listings of others come from. Without `everyMinutes` it is read only by hand. */
export const SourceInput = sourceFields
	.extend({ url: emptyIsNull(httpUrl), everyMinutes: emptyIsNull(whole(15, 44_640)) })
	.refine(({ url, everyMinutes }) => url !== null || everyMinutes === null, {
		error: 'required',
		path: ['url']
	});
export interface SourceInput {
	name: string;
	format: FeedFormat;
	url?: string | null;
	timeZone?: string | null;
	experience?: ListingExperience;
	everyMinutes?: number | string | null;
}
