import measure from '#content/measures/open-change-ratings.json' with { type: 'json' };

export type { AnswersInput } from './inputs.ts';

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

/** What somebody can agree to have counted, with the version of the words they agree to. */
export const consentVersions = {
	/** How it goes compared with when they joined, in the programme’s figures. */
	programme_figures: 1,
	/** What they tried by themselves, in what helped people here. */
	what_helped: 1
};
export type Purpose = keyof typeof consentVersions;

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
