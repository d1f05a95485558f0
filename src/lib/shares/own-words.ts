import { z } from 'zod';
import type { About, Author, Need, ShareKind } from './shares.ts';

/** What somebody can write in a space. */
const ownKinds = ['share', 'reply', 'strategy', 'feedback'] as const;
const id = z.uuid('invalid');
/** Empty for all my groups. */
const groupId = z.union([z.literal(''), z.uuid('choose')]).default('');

export const SaveInput = z.object({
	...{ groupId: id, shareId: id },
	wanted: z.enum(['yes', 'no'], 'choose').transform((word) => word === 'yes'),
	/** Where to go back to. */
	from: z.enum(['share', 'saved'], 'invalid').default('saved')
});
export const RemoveOwnInput = z.object({
	...{ groupId: id, shareId: id },
	of: z.enum(ownKinds, 'invalid').default('share'),
	/** Empty for the share itself. */
	replyId: z.union([z.literal(''), id]).default('')
});
export const RemoveAllInput = z.object({ groupId, sure: z.literal('yes', 'sure') });

export interface SavedShare {
	shareId: string;
	groupId: string;
	groupName: string;
	author: Author;
	/** Null when its author took the key along. */
	beginning: string | null;
	sharedAt: Date;
	savedAt: Date;
}

/** One thing I wrote. */
export interface OwnWords {
	of: (typeof ownKinds)[number];
	id: string;
	/** The share or strategy it is, or stands under. */
	shareId: string;
	groupId: string;
	groupName: string;
	/** Whom the group knows me as. */
	alias: string;
	text: string | null;
	/** Null for all but shares. */
	share: { kind: ShareKind; need: Need | null; about: About } | null;
	at: Date;
	isEdited: boolean;
}
export interface OwnWordsPage {
	/** My groups, by name. */
	groups: { groupId: string; name: string }[];
	/** The newest first. */
	words: OwnWords[];
	next: string | null;
}
/** On one page, and at once into a file. */
export const ownPage = { shown: 20, exported: 200 };
