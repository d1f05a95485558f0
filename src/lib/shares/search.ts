import { z } from 'zod';
import type { Author } from './shares.ts';

/** What is looked through: of each group the newest shares, and under each its first replies. */
export const lookedAt = { shares: 500, replies: 30 };
/** Places that are shown, the newest. */
export const mostFound = 50;
/** Words of one search, and the shortest that is looked for. */
export const searchWords = { most: 6, shortest: 2 };

export const SearchWordsInput = z.object({
	words: z.string('required').trim().min(searchWords.shortest, 'required').max(100, 'too_long'),
	/** One of my groups; empty for all. */
	groupId: z.union([z.literal(''), z.uuid('choose')]).default('')
});

/** Text around what was found, and in it, every second one, the words that were looked for. */
export type Excerpt = string[];

export interface Found {
	groupId: string;
	groupName: string;
	shareId: string;
	/** Null when it stands in the share itself. */
	replyId: string | null;
	author: Author;
	at: Date;
	excerpt: Excerpt;
}

export interface SearchAnswer {
	/** The newest first; nothing else orders them. */
	found: Found[];
	/** There is more than is shown. */
	hasMore: boolean;
	/** Names of groups of which older words were not looked through. */
	bounded: string[];
	/** It took too long: the rest was not looked through. */
	isCut: boolean;
}
