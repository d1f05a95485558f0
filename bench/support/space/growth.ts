import type { Client } from 'pg';

/** What a share, and what a reply, of a few sentences takes when it is encrypted. */
const [shareBytes, replyBytes] = [360, 150];

/**
 * Adds older shares until the group has so many, each with a reply and a response: rows as large as real
 * ones, in whose boxes nothing is. Nobody opens them; they are what a page has to be found among.
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
		from share s where group_id = $1 and not exists (select from reply r where r.share_id = s.share_id)`,
		[groupId, replyBytes]
	);
	await owner.query(
		`insert into response (share_id, membership_id, group_id, kind, responded_at)
		select share_id, membership_id, group_id, 'hear', shared_at
		from share s where group_id = $1 and not exists (select from response r where r.share_id = s.share_id)`,
		[groupId]
	);
	// As autovacuum leaves the tables after a while.
	await owner.query('vacuum analyze share, reply, response');
}
