import { z } from 'zod';
import { Alias } from './aliases.ts';
import { calendarDay, clockTime, SeriesInput } from './series.ts';
import {
	accessNeeds,
	audiences,
	capacity,
	costs,
	defaultResponses,
	entries,
	experiences,
	languages,
	leaders,
	waysToMeet
} from './vocabulary.ts';
import { offerHours } from './waiting-list.ts';

const id = z.uuid('invalid');

/** Bounded text without control characters; line ends only where several lines are meant. */
function text(least: number, most: number, lines: 'one' | 'many' = 'one') {
	const bad = lines === 'one' ? /\p{Cc}/u : /[^\P{Cc}\n\t]/u;
	const tooShort = least === 1 ? 'required' : 'too_short';
	return z
		.string('required')
		.trim()
		.min(least, tooShort)
		.max(most, 'too_long')
		.refine((words) => !bad.test(words), 'characters');
}
const several = <T extends z.ZodType>(item: T, most: number) =>
	z.array(item, 'choose').max(most, 'invalid').default([]);

/** One of the words, or nothing said, which a form sends as an empty one. */
const saidOrNot = <T extends string>(codes: readonly [T, ...T[]]) =>
	z
		.enum([...codes, ''], 'choose')
		.nullish()
		.transform((code) => (code || null) as T | null);

const place = z
	.string()
	.trim()
	.max(200, 'too_long')
	.nullish()
	.transform((words) => words || null);

/** Where a town is, so that the group is found near it; never more exact than that. */
const where = z.object({
	latitude: z.number('number').min(-90, 'too_small').max(90, 'too_big'),
	longitude: z.number('number').min(-180, 'too_small').max(180, 'too_big'),
	city: text(1, 120),
	country: z.string('choose').regex(/^[A-Z]{2}$/, 'choose')
});

/** What a group says about itself; coordinators can change all of it later. */
export const groupDetails = {
	name: text(2, 80),
	purpose: text(10, 600, 'many'),
	experience: z.enum(experiences, 'choose'),
	audience: several(z.enum(audiences, 'choose'), audiences.length),
	languages: z.array(z.enum(languages, 'choose'), 'choose').min(1, 'choose').max(10, 'too_big'),
	accessNeeds: several(z.enum(accessNeeds, 'choose'), accessNeeds.length),
	meets: z.enum(waysToMeet, 'choose'),
	place,
	/** Left out: as it was. */
	where: where.nullish(),
	capacity: z.coerce
		.number('number')
		.int('number')
		.min(capacity.least, 'too_small')
		.max(capacity.most, 'too_big'),
	entry: z.enum(entries, 'choose'),
	cost: saidOrNot(costs),
	ledBy: saidOrNot(leaders),
	/** Not said: as it was, or two days for a new group. */
	offerHours: z.preprocess(
		(value) => (value === '' ? undefined : value),
		z.coerce
			.number('number')
			.int('number')
			.min(offerHours.least, 'too_small')
			.max(offerHours.most, 'too_big')
			.optional()
	),
	/** In no list, search, feed or count; people come in with a code. */
	isConfidential: z
		.union([z.literal('on'), z.literal('yes'), z.boolean()])
		.optional()
		.transform((value) => value !== undefined && value !== false),
	whatToExpect: text(0, 2000, 'many').default('')
};
/** A group that meets in a room says where. */
export const placeIsSaid = (group: { meets: string; place: string | null }): boolean =>
	group.meets === 'online' || group.place !== null;
const placeMissing = { error: 'required', path: ['place'] };

export const agreementItems = z.array(text(2, 300)).min(1, 'required').max(20, 'too_big');
const NewFacilitator = z.object({ accountId: id, alias: Alias });

export const NewGroup = z
	.object({
		...groupDetails,
		series: SeriesInput,
		facilitators: z.array(NewFacilitator).min(2, 'required').max(4, 'too_big'),
		agreement: agreementItems.optional(),
		responses: z
			.array(z.string().regex(/^[a-z_]{2,20}$/, 'choose'))
			.min(1, 'choose')
			.max(8, 'too_big')
			.default([...defaultResponses])
	})
	.refine(placeIsSaid, placeMissing);
export type NewGroup = z.input<typeof NewGroup>;

export const ChangeGroup = z
	.object({ groupId: id, ...groupDetails })
	.refine(placeIsSaid, placeMissing);
export type ChangeGroup = z.input<typeof ChangeGroup>;

const version = z.coerce.number('invalid').int('invalid').min(0, 'invalid').max(100_000, 'invalid');
const ticked = (code: string) =>
	z
		.union([z.literal('on'), z.literal('yes'), z.literal(true)], code)
		.transform(() => true as const);

/**
 * Joining: an alias, what was accepted by version, and a code when the person has one. `agree` is never taken for
 * granted, and neither is `wait`: to wait for a seat when none is free. That they are 18 or older the account knows.
 */
export const JoinInput = z.object({
	groupId: id,
	alias: Alias,
	agreementVersion: version,
	limitsVersion: version,
	agree: ticked('agree'),
	wait: ticked('invalid').optional(),
	code: z
		.string()
		.trim()
		.max(60, 'too_long')
		.optional()
		.transform((code) => code || undefined)
});
export type JoinInput = z.input<typeof JoinInput>;

/** What a form of a group's page says; the group is the page's own. */
export const RequestInput = z.object({ requestId: id });
export const DeclineInput = z.object({ requestId: id, reason: text(3, 600, 'many') });
export const RemoveInput = z.object({ membershipId: id, reason: text(3, 600, 'many') });
export const WaitingInput = z.object({ waitingId: id });
export const LetGoInput = z.object({
	waitingId: id,
	stay: z.enum(['yes', 'no'], 'choose').transform((answer) => answer === 'yes')
});
/** A code as somebody typed it. */
export const CodeInput = z.object({
	code: z.string('required').trim().min(1, 'required').max(60, 'too_long')
});
export const FollowInput = z.object({ groupId: id });
export const EndWaitInput = z.object({ waitingId: id, reason: text(3, 600, 'many') });
export const LeaveInput = z.object({
	takeWords: z
		.union([z.literal('on'), z.literal('yes'), z.boolean()])
		.optional()
		.transform((value) => value !== undefined && value !== false)
});
export const AliasInput = z.object({ alias: Alias });
export const AcceptInput = z.object({
	agreementVersion: version,
	limitsVersion: version,
	agree: ticked('agree')
});
/** An agreement typed in one box, one item a line. */
export const AgreementInput = z.object({
	items: z
		.string('required')
		.max(7000, 'too_long')
		.transform((words) =>
			words
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean)
		)
		.pipe(agreementItems)
});
export const FacilitatorInput = z.object({ accountId: id, alias: Alias });
export const MembershipInput = z.object({ membershipId: id });

/** Another day and time for one meeting, on the clock of the group's own zone. */
export const MoveInput = z.object({ meetingId: id, day: calendarDay, time: clockTime });
export const MeetingInput = z.object({ meetingId: id });

/** The form of the join page: an offered alias is picked, or an own one typed, which then counts. */
export const JoinForm = JoinInput.omit({ groupId: true, alias: true }).extend({
	alias: z.string().max(200, 'too_long').default(''),
	own: z.string().trim().max(200, 'too_long').default('')
});
