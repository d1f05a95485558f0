/** What the author asks of those who read. */
export const needs = ['listen', 'believe', 'ideas', 'practical'] as const;
export type Need = (typeof needs)[number];

/** In characters. */
export const longest = { share: 5000, reply: 2000 };
/** Shares on one page. */
export const pageSize = 20;
/** Replies under a share in the group's space; the rest are on the share's own page. */
export const repliesShown = 5;
/** Replies on one page of a share. */
export const repliesPage = 100;

/** Whoever wrote or said something, as the group knows them. */
export interface Author {
	membershipId: string;
	alias: string;
	mark: string;
	isFacilitator: boolean;
	isMe: boolean;
}

export interface ReplyView {
	replyId: string;
	author: Author;
	/** Null when its author took the key along: nothing opens it any more. */
	text: string | null;
	repliedAt: Date;
	isEdited: boolean;
	can: { change: boolean };
}

/** One thing that was said under a share, and by whom; never how many. */
export interface Said {
	kind: string;
	/** In the order they said it; I come last. */
	aliases: string[];
	byMe: boolean;
}

export interface ShareView {
	shareId: string;
	author: Author;
	need: Need;
	text: string | null;
	sharedAt: Date;
	isEdited: boolean;
	said: Said[];
	replies: ReplyView[];
	/** There are replies that are not shown here. */
	hasMore: boolean;
	can: { answer: boolean; change: boolean };
}

export interface SpaceView {
	groupId: string;
	groupName: string;
	me: Author;
	/** How many people can read this, the reader among them. */
	readers: number;
	facilitators: Author[];
	/** The responses this group offers. */
	responses: string[];
	shares: ShareView[];
	/** Where the next page begins, or null at the end. */
	next: string | null;
	isFirst: boolean;
	can: { share: boolean };
}

export interface OneShareView {
	groupId: string;
	groupName: string;
	me: Author;
	readers: number;
	responses: string[];
	share: ShareView;
	/** Where the later replies begin, or null. */
	next: string | null;
}
