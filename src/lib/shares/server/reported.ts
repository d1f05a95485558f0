import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { openShare, openWords } from './boxes.ts';
import { sayFeedback, sayWhole } from '../strategy-sentences.ts';
import { belonging } from './reading.ts';
import { openFeedback, openStrategy } from './strategies/boxes.ts';

/** What somebody can write in a space. */
type WrittenOf = 'share' | 'reply' | 'strategy' | 'feedback';

/** Something somebody wrote, as who reads it sees it now. */
export interface Written {
	/** Where it stands, in its group. */
	path: string;
	membershipId: string;
	alias: string;
	isMe: boolean;
	/** With what its author noted on it; null when nothing opens it any more. */
	text: string | null;
	at: Date;
}

interface Row {
	/** The share or strategy it is, or stands under. */
	on_id: string;
	membership_id: string;
	box: Buffer;
	at: Date;
}

/** A share, a reply, a strategy or feedback by its id, for somebody who reads the group. @throws not_found */
export async function written(
	tx: Ctx,
	groupId: string,
	{ of, id }: { of: WrittenOf; id: string }
): Promise<Written> {
	const here = await belonging(tx, groupId);
	if (!isId(id)) throw notFound();
	const { rows } = await sql<Row>`
		select on_id, membership_id, box, at from (${tables[of]}) w
		where id = ${id} and group_id = ${groupId}`.execute(tx.db);
	const row = rows[0];
	allow(row !== undefined);
	const { on_id: onId, membership_id: membershipId, box, at } = row!;
	const { alias = '' } = here.members.get(membershipId) ?? {};
	const isMe = membershipId === here.me.membershipId;
	const path = `${of === 'share' || of === 'reply' ? 'shares' : 'strategies'}/${onId}`;
	return {
		...{ path, membershipId, alias, isMe, at },
		text: textOf(of, here.keyOf(membershipId), id, box)
	};
}

const tables = {
	share: sql`select share_id as id, share_id as on_id, group_id, membership_id, box, shared_at as at from share`,
	reply: sql`select reply_id as id, share_id as on_id, group_id, membership_id, box, replied_at as at from reply`,
	strategy: sql`select strategy_id as id, strategy_id as on_id, group_id, membership_id, box, shared_at as at
		from group_strategy`,
	feedback: sql`select feedback_id as id, strategy_id as on_id, group_id, membership_id, box, given_at as at
		from strategy_feedback`
};

/** All of the words, for whoever has to read them as they stand. */
export function textOf(of: WrittenOf, key: Buffer | null, id: string, box: Buffer): string | null {
	if (of === 'reply') return openWords(key, 'reply', id, box);
	if (of === 'strategy') return sayWhole(openStrategy(key, id, box));
	if (of === 'feedback') return sayFeedback(openFeedback(key, id, box));
	const { text, about } = openShare(key, id, box);
	return about.note && text !== null ? `${about.note}\n\n${text}` : text;
}
