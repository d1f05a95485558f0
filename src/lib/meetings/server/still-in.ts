import { sql } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Role } from '../room.ts';

/** Somebody who is connected: a membership, the meeting it came to, and as what. */
export interface Came {
	id: string;
	meetingId: string;
	role: Role;
}
interface Leader {
	membership_id: string;
	account_id: string;
	planned_start: Date;
}

/**
 * Which of these may be in no longer, asked for many open sockets at once and several times in a few seconds:
 * so only what changed is answered. They are those whose membership ended, rests or changed its role, and whoever
 * came to lead and may not any more, because a certificate was withdrawn or a role ended.
 */
export async function gone(ctx: Ctx, came: readonly Came[]): Promise<ReadonlySet<string>> {
	if (came.length === 0) return new Set();
	return asSystem(ctx, 'meeting:still-in', async (tx) => {
		const ids = came.map(({ id }) => id);
		const { rows } = await sql<{ id: string }>`
			select came.id
			from unnest(${ids}::uuid[], ${came.map(({ meetingId }) => meetingId)}::uuid[],
				${came.map(({ role }) => role)}::text[]) as came(id, meeting_id, role)
			where not exists (
				select from membership s join meeting m on m.meeting_id = came.meeting_id
				where s.membership_id = came.id and s.ended_at is null and s.suspended_until is null
					and s.role = came.role
					and (s.only_meeting is null or s.only_meeting = m.meeting_id))`.execute(tx.db);
		const leaders = came.filter(({ role }) => role === 'facilitator');
		return new Set([...rows.map(({ id }) => id), ...(await mayNotLead(tx, leaders))]);
	});
}

const dayOf = ({ planned_start: start }: Leader): string => start.toISOString().slice(0, 10);

/** Certificates cover days: those of one day are asked for together. */
async function mayNotLead(tx: Ctx, leaders: readonly Came[]): Promise<string[]> {
	if (leaders.length === 0) return [];
	const { rows } = await sql<Leader>`
		select s.membership_id, s.account_id, m.planned_start
		from unnest(${leaders.map(({ id }) => id)}::uuid[],
			${leaders.map(({ meetingId }) => meetingId)}::uuid[]) as came(id, meeting_id)
		join membership s on s.membership_id = came.id
		join meeting m on m.meeting_id = came.meeting_id`.execute(tx.db);
	const not: string[] = [];
	for (const those of Map.groupBy(rows, dayOf).values()) {
		const accountIds = [...new Set(those.map((row) => row.account_id))];
		const start = those[0]!.planned_start;
		const current = new Set(await accounts.currentFacilitators(tx, start, accountIds));
		for (const row of those) if (!current.has(row.account_id)) not.push(row.membership_id);
	}
	return not;
}
