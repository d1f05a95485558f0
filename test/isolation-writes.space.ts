import { sql, type RawBuilder } from 'kysely';
import type { twoGroups } from './support/two-groups.ts';

/** What somebody keeps for themselves in a group's space, and who is there for whom there: who tries to change it, and how. */
export const aroundTheSpace = ({
	harbour,
	here,
	removed,
	removedShare
}: Awaited<ReturnType<typeof twoGroups>>): [string, string, RawBuilder<unknown>][] => [
	[
		'move my reply under another share',
		'member',
		sql`update reply set share_id = ${removedShare} where reply_id = ${here.replyId}`
	],
	[
		'keep a draft for somebody else',
		'facilitator',
		sql`insert into share_draft (membership_id, group_id, box, kept_at)
				values (${here.other.membershipId}, ${harbour.groupId}, 'x', now())`
	],
	['write over what I answered of a measure', 'author', sql`update answer_set set box = 'y'`],
	[
		'write what somebody left half filled',
		'facilitator',
		sql`update answer_draft set box = 'y' where account_id = ${here.author.accountId}`
	],
	[
		'answer a measure for somebody else',
		'member',
		sql`insert into answer_set (set_id, account_id, once, box, written_at)
				values (uuidv7(), ${here.author.accountId}, uuidv7(), 'x', now())`
	],
	['throw away what somebody else keeps', 'facilitator', sql`delete from share_draft`],
	[
		'choose what somebody else meets',
		'facilitator',
		sql`update space_choice set box = 'y' where membership_id = ${here.author.membershipId}`
	],
	[
		'say that somebody else likes to welcome',
		'facilitator',
		sql`insert into welcoming (membership_id, group_id, said_at) values (${here.author.membershipId}, ${harbour.groupId}, now())`
	],
	['say that somebody welcomes no more', 'facilitator', sql`delete from welcoming`],
	[
		'make myself somebody’s buddy',
		'member',
		sql`insert into buddy (newcomer_id, buddy_id, group_id, began_at)
				values (${removed.membershipId}, ${here.other.membershipId}, ${harbour.groupId}, now())`
	],
	['end what is between two others', 'facilitator', sql`update buddy set ended_at = now()`],
	[
		'take it up again after it ended',
		'member',
		sql`update buddy set ended_at = null where buddy_id = ${here.other.membershipId}`
	]
];
