import {
	accessNeeds as groupAccess,
	audiences as groupAudiences,
	experiences as groupExperiences
} from '#lib/groups/groups.ts';

export { costs, leaders, type Cost, type LedBy } from '#lib/groups/groups.ts';

/**
 * The controlled words of a listing. They begin with those of our own groups and add what other
 * directories say of theirs. Words for people are in the catalogue (`directory.experience.<code>` …);
 * how other formats say the same is in `content/directory/`.
 */
export const experiences = [
	...groupExperiences,
	'substance_use',
	'mental_health',
	'illness',
	'carers'
] as const;
export type ListingExperience = (typeof experiences)[number];

export const audiences = [
	...groupAudiences,
	'trans',
	'people_of_colour',
	'indigenous',
	'newcomers',
	'professionals',
	'carers',
	'deaf',
	'blind'
] as const;
export type ListingAudience = (typeof audiences)[number];

export const accessNeeds = [...groupAccess, 'phone_dial_in', 'braille', 'hearing_loop'] as const;
export type ListingAccess = (typeof accessNeeds)[number];

/** How people meet. Where and when are independent of each other. */
export const modes = ['in_person', 'online', 'hybrid', 'phone'] as const;
export type Mode = (typeof modes)[number];

/** `request`: after somebody's yes. `closed`: with an invitation, or only for those it is for. */
export const opennesses = ['open', 'request', 'closed'] as const;
export type Openness = (typeof opennesses)[number];

/** How much of a place is told. A confidential one has no coordinates and no street anywhere. */
export const precisions = ['exact', 'approximate', 'confidential'] as const;
export type Precision = (typeof precisions)[number];

/** The source of our own groups. */
export const ownSource = 'own';

/** Days after which a listing says that nobody confirmed it, and after which it is hidden. */
export const staleDays = { said: 180, hidden: 365 };
