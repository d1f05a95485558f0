import type { Client } from 'pg';

/** What a share, and what a reply, of a few sentences takes when it is encrypted. */
const [shareBytes, replyBytes] = [360, 150];

/**
 * Adds older shares until the group has so many, each with a reply and a response: rows as large as real
 * ones, in whose boxes nothing is. Nobody opens them; they are what a page has to be found among.
 *
 * Which shares have none yet is asked once, as an array: asked share by share, the answer would be looked for
 * among all rows that the same statement has just written.
 */
export async function growTo(owner: Client, groupId: string, many: number): Promise<void> {
	await owner.query(
		`insert into share (share_id, group_id, membership_id, need, box, shared_at)
		select gen_random_uuid(), $1, ids[1 + n % cardinality(ids)], 'listen',
			decode(repeat('5a', $3), 'hex'), first - n * interval '1 minute'
		from (select array_agg(membership_id order by membership_id) as ids from membership where group_id = $1) as people,
			(select count(*)::int as there, min(shared_at) as first from share where group_id = $1) as now,
			generate_series(1, $2::int - there) as n`,
		[groupId, many, shareBytes]
	);
	await owner.query(
		`insert into reply (reply_id, share_id, group_id, membership_id, box, replied_at)
		select gen_random_uuid(), share_id, group_id, membership_id, decode(repeat('5a', $2), 'hex'), shared_at
		from share where group_id = $1 and share_id <> all (array(select share_id from reply where group_id = $1))`,
		[groupId, replyBytes]
	);
	await owner.query(
		`insert into response (share_id, membership_id, group_id, kind, responded_at)
		select share_id, membership_id, group_id, 'hear', shared_at
		from share where group_id = $1 and share_id <> all (array(select share_id from response where group_id = $1))`,
		[groupId]
	);
	// As autovacuum leaves the tables after a while.
	await owner.query('vacuum analyze share, reply, response');
}
