import { accessNeeds as groupAccess } from '#lib/groups/groups.ts';

export {
	audiences,
	costs,
	experiences,
	leaders,
	type Audience as ListingAudience,
	type Cost,
	type Experience as ListingExperience,
	type LedBy
} from '#lib/groups/groups.ts';

/**
 * The controlled words of a listing. They are those of our own groups, and of needs a few more, which other
 * directories say of theirs. Words for people are in the catalogue (`groups.experience.<code>` …); how other
 * formats say the same is in `content/directory/`.
 */
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
