import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import type { MyAnswer, MyGroup, MyRequest } from '../mine.ts';
import { requestDays, type GroupRole } from '../vocabulary.ts';
import { openReason } from './keys.ts';
import { endingOf } from './leaving.ts';
import { reasonOf } from './requests.ts';
import { endedWait } from './waiting-people.ts';

/** My groups by name, what I wait for, and what I was told in the last 30 days. @throws sign_in_first */
export async function mine(
	ctx: Ctx
): Promise<{ groups: MyGroup[]; requests: MyRequest[]; answers: MyAnswer[] }> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async (tx) => ({
		groups: await myGroups(tx, accountId),
		requests: await myRequests(tx, accountId),
		answers: await myAnswers(tx, accountId)
	}));
}

/** My groups whose space is open to me now. @throws sign_in_first */
export async function spaces(ctx: Ctx): Promise<MyGroup[]> {
	const { groups } = await mine(ctx);
	return groups.filter(({ suspendedUntil }) => suspendedUntil === null);
}

async function myGroups(tx: Ctx, accountId: string): Promise<MyGroup[]> {
	const { rows } = await sql<{
		group_id: string;
		name: string;
		membership_id: string;
		role: GroupRole;
		alias: string;
		mark: string;
		closed_at: Date | null;
		suspended_until: Date | null;
		waiting: number | null;
	}>`
		select g.group_id, g.name, m.membership_id, m.role, m.alias, m.mark, g.closed_at, m.suspended_until,
			case when m.role = 'facilitator' then
				(select count(*) from join_request r where r.group_id = m.group_id and r.status = 'waiting')
			end as waiting
		from membership m join peer_group g using (group_id)
		where m.account_id = ${accountId} and m.ended_at is null and m.only_meeting is null
		order by g.name, g.group_id
		limit 100`.execute(tx.db);
	return rows.map((row) => ({
		groupId: row.group_id,
		name: row.name,
		membershipId: row.membership_id,
		role: row.role,
		alias: row.alias,
		mark: row.mark,
		isClosed: row.closed_at !== null,
		suspendedUntil: row.suspended_until,
		waiting: row.waiting
	}));
}

async function myRequests(tx: Ctx, accountId: string): Promise<MyRequest[]> {
	const rows = await tx.db
		.selectFrom('join_request as r')
		.innerJoin('peer_group as g', 'g.group_id', 'r.group_id')
		.select(['r.request_id', 'r.group_id', 'g.name', 'r.alias', 'r.asked_at'])
		.where('r.account_id', '=', accountId)
		.where('r.status', '=', 'waiting')
		.orderBy('r.asked_at')
		.limit(100)
		.execute();
	return rows.map((row) => ({
		requestId: row.request_id,
		groupId: row.group_id,
		name: row.name,
		alias: row.alias,
		askedAt: row.asked_at
	}));
}

/** The newest answer of each group, unless the person is in that group again or asks again. */
async function myAnswers(tx: Ctx, accountId: string): Promise<MyAnswer[]> {
	const since = after(tx.now(), -requestDays * day);
	const { rows } = await sql<{
		kind: MyAnswer['kind'];
		id: string;
		group_id: string;
		name: string;
		at: Date;
		box: Buffer | null;
		group_key: Buffer;
		kek_id: string;
	}>`
		select distinct on (a.group_id) a.*, g.name, g.group_key, g.kek_id from (
			select 'declined' as kind, request_id as id, group_id, decided_at as at, reason_box as box
			from join_request where account_id = ${accountId} and status = 'declined'
			union all
			select 'removed', membership_id, group_id, ended_at, ended_box
			from membership where account_id = ${accountId} and ended_why = 'removed'
			union all
			select 'let_go', waiting_id, group_id, ended_at, reason_box
			from waiting where account_id = ${accountId} and status in ('declined', 'closed')
		) a join peer_group g using (group_id)
		where a.at > ${since}
			and not exists (select from membership m
				where m.group_id = a.group_id and m.account_id = ${accountId} and m.ended_at is null)
			and not exists (select from join_request r
				where r.group_id = a.group_id and r.account_id = ${accountId} and r.status = 'waiting')
			and not exists (select from waiting w
				where w.group_id = a.group_id and w.account_id = ${accountId} and w.ended_at is null)
		order by a.group_id, a.at desc
		limit 20`.execute(tx.db);
	return rows.map(({ kind, id, group_id: groupId, name, at, box, group_key: wrapped, kek_id }) => {
		const about = { declined: reasonOf, removed: endingOf, let_go: endedWait }[kind](id);
		const group = { groupId, key: { kekId: kek_id, wrapped } };
		return { kind, groupId, name, at, reason: openReason(tx, group, about, box) };
	});
}
