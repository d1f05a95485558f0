/** Being kept apart from somebody. Safe for the browser. */

/** So many people somebody can ask to be kept apart from, in one group and everywhere. */
export const mostApart = 30;

/** What somebody asked for, as they know it. */
export interface Apart {
	apartId: string;
	/** As the other was called where they met. */
	alias: string;
	groupName: string;
	groupId: string;
	/** The other’s place in that group. */
	membershipId: string;
	/** In each group and everything else, or in this group alone. */
	isEverywhere: boolean;
}
