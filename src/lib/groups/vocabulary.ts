import { languageTags } from '#lib/org/org.ts';

/**
 * The controlled words that describe a group. Codes are neutral and stay the same in every language;
 * what people read is in the message catalogue (`groups.experience.<code>` and so on).
 */
export const experiences = [
	'any',
	'sexual_violence',
	'violence_at_home',
	'childhood',
	'combat',
	'bereavement',
	'forced_flight',
	'first_responders',
	'disaster',
	'substance_use',
	'mental_health',
	'illness',
	'carers'
] as const;
export type Experience = (typeof experiences)[number];

/** Who a group is for, beside what they lived through. An empty list means anyone. */
export const audiences = [
	'women',
	'men',
	'lgbtq',
	'young_adults',
	'older_adults',
	'parents',
	'veterans',
	'refugees',
	'bereaved',
	'first_responders',
	'trans',
	'people_of_colour',
	'indigenous',
	'newcomers',
	'professionals',
	'carers',
	'deaf',
	'blind'
] as const;
export type Audience = (typeof audiences)[number];

export const accessNeeds = [
	'step_free',
	'quiet_room',
	'captions',
	'sign_language',
	'text_only',
	'no_camera',
	'child_care'
] as const;
export type AccessNeed = (typeof accessNeeds)[number];

export const waysToMeet = ['online', 'in_person', 'hybrid'] as const;
export type Meets = (typeof waysToMeet)[number];

export const costs = ['free', 'donation', 'paid'] as const;
export type Cost = (typeof costs)[number];

export const leaders = ['peer', 'professional', 'both'] as const;
export type LedBy = (typeof leaders)[number];

/** How people come in: at once, after a facilitator's yes, or with a code only. */
export const entries = ['request', 'open', 'invitation'] as const;
export type Entry = (typeof entries)[number];

/** Languages offered in forms, the same as everywhere in the product. */
export const languages = languageTags;
export type Language = (typeof languages)[number];

const names = new Intl.DisplayNames('en', { type: 'language' });
/** "Arabic" for `ar`. */
export const sayLanguage = (code: string): string => names.of(code) ?? code;

/** Structured responses a group offers under a share, unless it chooses others. */
export const defaultResponses = ['hear', 'believe', 'with', 'thank'] as const;

/** Facilitators of a group: with fewer no meeting opens. */
export const facilitatorsOfGroup = { least: 2, most: 4 };
/** Members beside the facilitators. */
export const capacity = { least: 3, most: 16, usual: 10 };
/** So many seats or fewer are "a few seats left". */
export const fewSeats = 3;
export type Seats = 'open' | 'few' | 'full';

export function seatsLeft(capacity: number, members: number): Seats {
	const left = capacity - members;
	if (left <= 0) return 'full';
	return left <= fewSeats ? 'few' : 'open';
}

/** Days that a code for joining can be used. */
export const codeDays = 14;
/** Meetings are put into the calendar this far ahead. */
export const weeksAhead = 8;
/** Days that a declined or withdrawn request is kept. */
export const requestDays = 30;
/** Days after closing in which members can still read. */
export const closedDays = 30;

export type GroupRole = 'member' | 'facilitator';
