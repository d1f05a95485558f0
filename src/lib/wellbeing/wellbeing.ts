import { z } from 'zod';
import measure from '#content/measures/open-change-ratings.json' with { type: 'json' };

/** "Compared with when you started coming to this group": the honest source of "reporting a change". */
export const changeRating = measure;
export const instrument = measure.id;

export const itemKeys = [
	'resilience',
	'coping',
	'belonging',
	'isolation',
	'trust',
	'self_stigma',
	'agency'
] as const;
export type ItemKey = (typeof itemKeys)[number];

/** -2 much worse … 2 much better; null is "doesn't apply, or rather not say". */
export type Answer = -2 | -1 | 0 | 1 | 2 | null;
export type Answers = Record<ItemKey, Answer>;

/** The version of the words a member agrees to when their answers may be counted. */
export const consentVersion = 1;

const given = ['-2', '-1', '0', '1', '2'] as const;
/** As a form sends it: `none`, nothing, or one of the five. */
const answer = z
	.union([z.enum(given), z.literal('none'), z.literal('')], 'choose')
	.optional()
	.transform((text): Answer => (text && text !== 'none' ? (Number(text) as Answer) : null));

export const AnswersInput = z.object({
	/** Made with the form, so that sending it twice stores it once. */
	once: z.uuid('invalid'),
	consent: z.literal('give', 'choose').optional(),
	...(Object.fromEntries(itemKeys.map((key) => [key, answer])) as Record<ItemKey, typeof answer>)
});
export type AnswersInput = z.output<typeof AnswersInput>;
export const ChoiceInput = z.object({ choice: z.enum(['later', 'never', 'again'], 'choose') });
/** What was stored, as it is read back. */
export const StoredAnswers = z.object(
	Object.fromEntries(
		itemKeys.map((key) => [key, z.number().int().min(-2).max(2).nullable()])
	) as Record<ItemKey, z.ZodType<Answer>>
);

export const RatingInput = z.object({ ratingId: z.uuid('invalid') });
/** Sent by the consent switch: what the person wants from now on. */
export const ConsentInput = z.object({ consent: z.enum(['give', 'revoke'], 'choose') });

/** Kindly: a choice, not a task. */
export interface Offer {
	membershipId: string;
	groupId: string;
	groupName: string;
	alias: string;
}

export interface OwnRating {
	ratingId: string;
	ratedAt: Date;
	/** Null when the key that opens them was destroyed. */
	answers: Answers | null;
}

export interface Consent {
	isGiven: boolean;
	givenAt: Date | null;
	/** The words it was given to are not the current ones any more. */
	isOutdated: boolean;
}

export interface Questions {
	membershipId: string;
	groupId: string;
	groupName: string;
	alias: string;
	/** What the member chose about being asked; null when nothing. */
	choice: 'later' | 'never' | null;
	own: OwnRating[];
	consent: Consent;
}
