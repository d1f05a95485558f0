/** Being new in a group, and who is there for somebody who is. */
import type { Author } from './shares.ts';

/** For so many days somebody is new in a group; so long a buddy is there. */
export const newFor = 28;
/** For so many days after somebody became a buddy they are not asked again. */
export const notAgainFor = 14;

export interface WelcomeView {
	groupId: string;
	groupName: string;
	me: Author;
	isNew: boolean;
	/** They want to be told no more that they are new. */
	isSettled: boolean;
	facilitators: Author[];
	/** Who is there for me. */
	buddy: Author | null;
	/** Whom I am there for. */
	newcomer: Author | null;
	/** I said that I like to welcome. */
	welcomes: boolean;
	/** Who said so, for those who look after the group; null for everybody else. */
	offering: Author[] | null;
	can: { ask: boolean; welcome: boolean };
}
