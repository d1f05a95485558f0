import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { openShare, openWords } from './boxes.ts';
import { belonging } from './reading.ts';

/** Something somebody wrote, as who reads it sees it now. */
export interface Written {
	shareId: string;
	membershipId: string;
	alias: string;
	isMe: boolean;
	/** With what its author noted on it; null when nothing opens it any more. */
	text: string | null;
	at: Date;
}

/** One share or reply by its id, for somebody who reads the group. @throws not_found */
export async function written(
	tx: Ctx,
	groupId: string,
	{ of, id }: { of: 'share' | 'reply'; id: string }
): Promise<Written> {
	const here = await belonging(tx, groupId);
	if (!isId(id)) throw notFound();
	const { rows } = await sql<{ share_id: string; membership_id: string; box: Buffer; at: Date }>`
		${
			of === 'share'
				? sql`select share_id, membership_id, box, shared_at as at from share
					where share_id = ${id} and group_id = ${groupId}`
				: sql`select share_id, membership_id, box, replied_at as at from reply
					where reply_id = ${id} and group_id = ${groupId}`
		}`.execute(tx.db);
	const row = rows[0];
	allow(row !== undefined);
	const { share_id: shareId, membership_id: membershipId, box, at } = row!;
	const key = here.keyOf(membershipId);
	const { alias = '' } = here.members.get(membershipId) ?? {};
	const isMe = membershipId === here.me.membershipId;
	return { ...{ shareId, membershipId, alias, isMe, at }, text: textOf() };

	function textOf(): string | null {
		if (of === 'reply') return openWords(key, 'reply', id, box);
		const { text, about } = openShare(key, id, box);
		return about.note && text !== null ? `${about.note}\n\n${text}` : text;
	}
}
