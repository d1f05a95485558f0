/**
 * The read path of the space: one statement brings shares, replies, responses and the reader's choices together,
 * whatever its size. The database sorts and bounds; nothing loops.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Inside } from '#lib/groups/server/groups.ts';
import type { Ctx } from '#server/ctx.ts';
import type { Cursor } from './cursor.ts';

/** One line of a page: a share, one of its replies, or all who said one thing under it. */
export type Row =
	| ShareRow
	| (Words & { what: 'reply' })
	| { what: 'mine'; share_id: null; id: string; box: Buffer }
	| {
			what: 'said';
			share_id: string;
			id: string;
			kind: string;
			members: string[];
	  };
export interface ShareRow extends Words {
	what: 'share';
	kind: string;
	need: string | null;
	audience: string;
	responses_only: boolean;
}
export interface Words {
	share_id: string;
	id: string;
	membership_id: string;
	box: Buffer;
	at: Date;
	edited_at: Date | null;
}

/** Who reads, and where. */
type Reader = Pick<Inside, 'groupId' | 'me'>;

/** A page of shares, newest first, from `before` on; one more than `limit` when there are more. */
export async function pageOf(
	tx: Ctx,
	{ groupId, me }: Reader,
	page: { before: Cursor | null; limit: number; replies: number; isCalm: boolean }
): Promise<Row[]> {
	const { before, limit, replies, isCalm } = page;
	const calm = isCalm ? sql`and kind in ('strategy', 'win')` : sql``;
	const from = before
		? sql`and (shared_at, share_id) < (${before.at}::timestamptz, ${before.id}::uuid)`
		: sql``;
	return rowsOf(
		tx,
		me.membershipId,
		sql`select * from share where group_id = ${groupId} ${calm} ${from}
			order by shared_at desc, share_id desc limit ${limit + 1}`,
		sql`select * from reply where share_id = p.share_id
			order by replied_at, reply_id limit ${replies + 1}`
	);
}

/** One share with its replies from `after` on; one more than `limit` when there are more. */
export async function one(
	tx: Ctx,
	{ groupId, me }: Reader,
	shareId: string,
	page: { after: Cursor | null; limit: number }
): Promise<Row[]> {
	const { after, limit } = page;
	const from = after
		? sql`and (replied_at, reply_id) > (${after.at}::timestamptz, ${after.id}::uuid)`
		: sql``;
	return rowsOf(
		tx,
		me.membershipId,
		sql`select * from share where share_id = ${shareId} and group_id = ${groupId}`,
		sql`select * from reply where share_id = p.share_id ${from}
			order by replied_at, reply_id limit ${limit + 1}`
	);
}

/** Some replies under a share, which later ones quote. */
export async function repliesIn(
	tx: Ctx,
	shareId: string,
	ids: readonly string[]
): Promise<Words[]> {
	const { rows } = await sql<Words>`
		select share_id, reply_id as id, membership_id, box, replied_at as at, edited_at
		from reply where share_id = ${shareId} and reply_id = any(${[...ids]}::uuid[])`.execute(tx.db);
	return rows;
}

async function rowsOf(
	tx: Ctx,
	me: string,
	shares: RawBuilder<unknown>,
	replies: RawBuilder<unknown>
) {
	const { rows } = await sql<Row>`
		with p as materialized (${shares})
		select 'share' as what, share_id, share_id as id, membership_id, kind, box,
			shared_at as at, edited_at, null::uuid[] as members, 1 as part,
			need, audience, responses_only
		from p
		union all
		select 'reply', r.share_id, r.reply_id, r.membership_id, null, r.box,
			r.replied_at, r.edited_at, null, 2, null, null, null
		from p cross join lateral (${replies}) r
		union all
		select 'said', s.share_id, s.share_id, null, s.kind, null, min(s.responded_at), null,
			array_agg(s.membership_id order by s.responded_at, s.membership_id), 3, null, null, null
		from p join response s on s.share_id = p.share_id
		group by s.share_id, s.kind
		union all
		select 'mine', null, membership_id, null, null, box, null, null, null, 0, null, null, null
		from space_choice where membership_id = ${me}
		order by part, at, id`.execute(tx.db);
	return rows;
}
