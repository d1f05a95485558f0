/**
 * The read path of the space: one statement brings shares, replies and responses of a page together,
 * whatever its size. The database sorts and bounds; nothing loops.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import type { Cursor } from './cursor.ts';

/** One line of a page: a share, one of its replies, or all who said one thing under it. */
export type Row =
	| (Words & { what: 'share'; kind: string })
	| (Words & { what: 'reply'; kind: null })
	| {
			what: 'said';
			share_id: string;
			kind: string;
			members: string[];
	  };
export interface Words {
	share_id: string;
	id: string;
	membership_id: string;
	box: Buffer;
	at: Date;
	is_edited: boolean;
}

/** A page of shares, newest first, from `before` on; one more than `limit` when there are more. */
export async function pageOf(
	tx: Ctx,
	groupId: string,
	page: { before: Cursor | null; limit: number; replies: number }
): Promise<Row[]> {
	const { before, limit, replies } = page;
	const from = before
		? sql`and (shared_at, share_id) < (${before.at}::timestamptz, ${before.id}::uuid)`
		: sql``;
	return rowsOf(
		tx,
		sql`select * from share where group_id = ${groupId} ${from}
			order by shared_at desc, share_id desc limit ${limit + 1}`,
		sql`select * from reply where share_id = p.share_id
			order by replied_at, reply_id limit ${replies + 1}`
	);
}

/** One share with its replies from `after` on; one more than `limit` when there are more. */
export async function one(
	tx: Ctx,
	groupId: string,
	shareId: string,
	page: { after: Cursor | null; limit: number }
): Promise<Row[]> {
	const { after, limit } = page;
	const from = after
		? sql`and (replied_at, reply_id) > (${after.at}::timestamptz, ${after.id}::uuid)`
		: sql``;
	return rowsOf(
		tx,
		sql`select * from share where share_id = ${shareId} and group_id = ${groupId}`,
		sql`select * from reply where share_id = p.share_id ${from}
			order by replied_at, reply_id limit ${limit + 1}`
	);
}

async function rowsOf(tx: Ctx, shares: RawBuilder<unknown>, replies: RawBuilder<unknown>) {
	const { rows } = await sql<Row>`
		with p as materialized (${shares})
		select 'share' as what, share_id, share_id as id, membership_id, need as kind, box,
			shared_at as at, edited_at is not null as is_edited, null::uuid[] as members, 1 as part
		from p
		union all
		select 'reply', r.share_id, r.reply_id, r.membership_id, null, r.box,
			r.replied_at, r.edited_at is not null, null, 2
		from p cross join lateral (${replies}) r
		union all
		select 'said', s.share_id, s.share_id, null, s.kind, null, min(s.responded_at), null,
			array_agg(s.membership_id order by s.responded_at, s.membership_id), 3
		from p join response s on s.share_id = p.share_id
		group by s.share_id, s.kind
		order by part, at, id`.execute(tx.db);
	return rows;
}
