import type { Shape } from './shape.ts';

/** What the author asks of those who read. */
export const needs = ['listen', 'believe', 'ideas', 'practical'] as const;
export type Need = (typeof needs)[number];

/**
 * What kind of share it is: what happened to me today, something I need, something that helped, a small win,
 * or words for the facilitators.
 */
export const kinds = ['share', 'ask', 'strategy', 'win', 'facilitators'] as const;
export type ShareKind = (typeof kinds)[number];
/** A win and what helped ask for nothing. */
export const hasNeed = (kind: ShareKind): boolean => kind !== 'strategy' && kind !== 'win';

/** Who can read it. Everybody who belongs to the group, or its facilitators and the author. */
export const audiences = ['group', 'facilitators'] as const;
export type Audience = (typeof audiences)[number];

/** What can be said with one press; each group offers some of it. */
export const responseKinds = ['hear', 'believe', 'with', 'thank', 'know', 'strength'] as const;
export type ResponseKind = (typeof responseKinds)[number];

/** In characters. */
export const longest = { share: 5000, reply: 2000, note: 120, quote: 300 };
/** Feelings and topics of one share. */
export const most = { feelings: 3, topics: 5, ownWords: 12, ownWord: 40 };
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

/** Some words of the share, or of another reply under it, as they stand there now. */
export interface Quote {
	/** The share or the reply. */
	of: string;
	author: Author;
	text: string;
}

export interface ReplyView {
	replyId: string;
	author: Author;
	/** Null when its author took the key along: nothing opens it any more. */
	text: string | null;
	/** Null for words without marks. */
	shape: Shape | null;
	/** Null also when what it quoted was taken back, hidden or changed since, or is folded away for the reader. */
	quote: Quote | null;
	cover: Cover | null;
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

/** What an author adds to their words. It is sealed with them. */
export interface About {
	/** Words of the list in `feelings.ts`. */
	feelings: string[];
	/** What it mentions, in the author's words; empty when they wrote none. */
	note: string;
	/** Codes of `topics.ts`. */
	topics: string[];
}
export const nothingMore: About = { feelings: [], note: '', topics: [] };

/** Everything of a share that its author writes. */
export interface Written extends About {
	kind: ShareKind;
	/** Null for the kinds that ask for nothing. */
	need: Need | null;
	text: string;
	audience: Audience;
	/** Nobody writes under it; what can be said with one press stays open. */
	responsesOnly: boolean;
}

/** What somebody would rather not meet in one group's space. It is theirs alone. */
export interface SpaceChoices {
	/** Codes of `topics.ts`. */
	topics: string[];
	/** In their own words. */
	words: string[];
	/** Folded away until they open it, or left out of the list. */
	how: 'fold' | 'hide';
	/** Memberships whose words are folded away. */
	people: string[];
	/** Somebody who was new wants to be told no more of it. */
	isSettled: boolean;
}
export const howToMeet = ['fold', 'hide'] as const;

/** Why something is folded away for the reader. */
export type Cover = { by: 'person' } | { by: 'words'; words: string[] };

export interface ShareView {
	shareId: string;
	author: Author;
	kind: ShareKind;
	need: Need | null;
	audience: Audience;
	responsesOnly: boolean;
	text: string | null;
	shape: Shape | null;
	about: About;
	cover: Cover | null;
	sharedAt: Date;
	isEdited: boolean;
	said: Said[];
	replies: ReplyView[];
	/** There are replies that are not shown here. */
	hasMore: boolean;
	can: { answer: boolean; reply: boolean; change: boolean };
}

/** Which new shares a page would show. */
export const lists = ['all', 'calm', 'none'] as const;
/** What an open page asks about itself. */
export interface Looking {
	/** When it was read. */
	since: Date;
	/** Shares and replies that stand on it with their words. */
	shown: string[];
	list: (typeof lists)[number];
}
/** The header by which a page says that it looks by itself: that is no sign of its person. */
export const UNATTENDED = 'x-unattended';
/** Shares and replies on one page, at most. */
export const mostShown = pageSize * (1 + repliesShown);

/** What has happened to it. */
export interface Lately {
	/** Of what is shown, what was taken back or hidden since. */
	gone: string[];
	/** Others wrote, said or changed something. */
	isNew: boolean;
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
	/** The reader asked for wins and what helped alone. */
	isCalm: boolean;
	/** Some of this page are left out, as the reader asked. */
	isLeftOut: boolean;
	/** Where the next page begins, or null at the end. */
	next: string | null;
	isFirst: boolean;
	/** What the reader keeps closed, in words. */
	closed: string[];
	/** The reader came lately, and has not said that they have settled in. */
	isNew: boolean;
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
