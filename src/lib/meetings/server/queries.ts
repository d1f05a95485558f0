import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import type { Answer } from '../ahead.ts';
import type { Role } from '../room.ts';

export interface MeetingRow {
	meeting_id: string;
	group_id: string;
	planned_start: Date;
	minutes: number;
	status: string;
}

export interface MembershipRow {
	membership_id: string;
	role: Role;
	alias: string;
	mark: string;
	group_name: string;
}

/** How this meeting goes, and how all of its group do. */
export interface PlanRow {
	minutes: number;
	own_run: unknown;
	group_run: unknown;
}

/** A meeting that somebody asks for. */
export interface AskedFor {
	meetingId: string;
	accountId: string;
}
export type SeenRow = MeetingRow &
	MembershipRow &
	PlanRow & {
		responses: string[];
		/** Other memberships of that account in that group, newest first. */
		earlier: string[];
	};

/** The meeting with the account's current membership in its group, or undefined. */
export const meetingWithMembership = async (tx: Ctx, meetingId: string, accountId: string) =>
	(await meetingsWithMemberships(tx, [{ meetingId, accountId }]))[0];

/** The same for many who ask at the same moment, in their order: one statement, also outside a transaction. */
export async function meetingsWithMemberships(
	{ db }: Pick<Ctx, 'db'>,
	asked: readonly AskedFor[]
): Promise<(SeenRow | undefined)[]> {
	const meetingIds = asked.map(({ meetingId }) => meetingId);
	const accountIds = asked.map(({ accountId }) => accountId);
	const { rows } = await sql<SeenRow & { nr: number }>`
		select * from meetings_at_door(${meetingIds}::uuid[], ${accountIds}::uuid[])`.execute(db);
	const found = new Map(rows.map(({ nr, ...row }) => [nr, row]));
	return asked.map((_, index) => found.get(index + 1));
}

/** Meetings of a group that are live or still to come, soonest first. */
export async function upcomingOf(
	tx: Ctx,
	groupId: string,
	now: Date,
	limit: number
): Promise<MeetingRow[]> {
	const { rows } = await sql<MeetingRow>`
		select meeting_id, group_id, planned_start, minutes, status
		from meeting
		where group_id = ${groupId}
			and status in ('planned', 'open', 'running', 'paused')
			and (status <> 'planned' or planned_start + make_interval(mins => minutes + 15) > ${now})
		order by planned_start
		limit ${limit}`.execute(tx.db);
	return rows;
}

/** The account's meetings in all its groups that are live or still to come, soonest first. */
export async function upcomingFor(tx: Ctx, accountId: string, now: Date, limit: number) {
	const { rows } = await sql<MeetingRow & MembershipRow & { answer: Answer | null }>`
		select m.meeting_id, m.group_id, m.planned_start, m.minutes, m.status,
			s.membership_id, s.role, s.alias, s.mark, g.name as group_name, a.answer
		from membership s
		join meeting m using (group_id)
		join peer_group g using (group_id)
		left join meeting_answer a on a.meeting_id = m.meeting_id
			and a.membership_id = s.membership_id and a.for_start = m.planned_start
		where s.account_id = ${accountId} and s.ended_at is null and s.suspended_until is null
			and (s.only_meeting is null or s.only_meeting = m.meeting_id)
			and m.status in ('planned', 'open', 'running', 'paused')
			and (m.status <> 'planned' or m.planned_start + make_interval(mins => m.minutes + 15) > ${now})
		order by m.planned_start
		limit ${limit}`.execute(tx.db);
	return rows;
}

/** How a meeting goes, whoever asks. For the system. */
export async function planOf(system: Ctx, meetingId: string) {
	const { rows } = await sql<PlanRow & { planned_start: Date }>`
		select m.planned_start, m.minutes, m.run_of_show as own_run, g.run_of_show as group_run
		from meeting m join peer_group g using (group_id)
		where m.meeting_id = ${meetingId}`.execute(system.db);
	if (!rows[0]) throw notFound();
	return rows[0];
}
