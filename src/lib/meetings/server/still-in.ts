import { sql } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Role } from '../room.ts';

/** Somebody who is connected: a membership, and the meeting it came to. */
export interface Came {
	id: string;
	meetingId: string;
}
interface Row {
	membership_id: string;
	account_id: string;
	role: Role;
	planned_start: Date;
}

/**
 * Which of these memberships are still current, and with which role: for sockets that are open. Whoever came to
 * lead and may lead no longer, because a certificate was withdrawn or a role ended, is not among them.
 */
export async function stillIn(ctx: Ctx, came: readonly Came[]): Promise<Map<string, Role>> {
	if (came.length === 0) return new Map();
	return asSystem(ctx, 'meeting:still-in', async (tx) => {
		const ids = came.map(({ id }) => id);
		const meetings = came.map(({ meetingId }) => meetingId);
		const { rows } = await sql<Row>`
			select s.membership_id, s.account_id, s.role, m.planned_start
			from unnest(${ids}::uuid[], ${meetings}::uuid[]) as a(membership_id, meeting_id)
			join membership s on s.membership_id = a.membership_id and s.ended_at is null
			join meeting m on m.meeting_id = a.meeting_id
				and (s.only_meeting is null or s.only_meeting = m.meeting_id)`.execute(tx.db);
		const may = await mayLeadToday(tx, rows);
		return new Map(rows.filter(may).map((row) => [row.membership_id, row.role]));
	});
}

const dayOf = ({ planned_start: start }: Row): string => start.toISOString().slice(0, 10);

/** Certificates cover days: those of one day are asked for together. */
async function mayLeadToday(tx: Ctx, rows: readonly Row[]): Promise<(row: Row) => boolean> {
	const leaders = rows.filter(({ role }) => role === 'facilitator');
	const current = new Map<string, ReadonlySet<string>>();
	for (const [day, those] of Map.groupBy(leaders, dayOf)) {
		const ids = [...new Set(those.map((row) => row.account_id))];
		const start = those[0]!.planned_start;
		current.set(day, new Set(await accounts.currentFacilitators(tx, start, ids)));
	}
	return (row) =>
		row.role !== 'facilitator' || (current.get(dayOf(row))?.has(row.account_id) ?? false);
}
