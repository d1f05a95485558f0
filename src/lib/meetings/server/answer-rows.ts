import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Answer, MeetingStatus } from '../meetings.ts';
import type { Role } from '../room.ts';

/** Locks a meeting, so that what is said about it and what is done with it come one after the other. */
export async function lockMeeting(tx: Ctx, meetingId: string) {
	return asSystem(tx, 'meeting:lock', async ({ db }) => {
		const row = await db
			.selectFrom('meeting')
			.select(['meeting_id', 'group_id', 'planned_start', 'minutes', 'status'])
			.where('meeting_id', '=', meetingId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		return { ...row, start: row.planned_start, status: row.status as MeetingStatus };
	});
}

/**
 * Nobody of a group leaves it in the middle of being told: what they were told before goes with them, what came a
 * moment later would stay and tell whoever holds their phone.
 */
export const holdMembers = (system: Ctx, groupId: string) =>
	sql`select from membership where group_id = ${groupId} and ended_at is null
		order by membership_id for share`.execute(system.db);

export interface AnswerRow {
	membership_id: string;
	account_id: string;
	role: Role;
	alias: string;
	mark: string;
	answer: Answer | null;
	/** Leads this one meeting of a group that is not theirs. */
	steps_in: boolean;
}

/** Everybody who is in the group now, and who steps in, with what they said of the meeting at the time it has, or at `start`. */
export async function answerRows(
	tx: Ctx,
	meetingId: string,
	start: Date | null = null
): Promise<AnswerRow[]> {
	const { rows } = await sql<AnswerRow>`
		select s.membership_id, s.account_id, s.role, s.alias, s.mark, a.answer, i.stand_in_id is not null as steps_in
		from meeting m
		join membership s on s.group_id = m.group_id and s.ended_at is null and s.suspended_until is null
			and (s.only_meeting is null or s.only_meeting = m.meeting_id)
		left join meeting_answer a on a.meeting_id = m.meeting_id
			and a.membership_id = s.membership_id and a.for_start = coalesce(${start}::timestamptz, m.planned_start)
		left join stand_in i on i.meeting_id = m.meeting_id and i.membership_id = s.membership_id
			and i.ended_at is null
		where m.meeting_id = ${meetingId}
		order by s.joined_at, s.membership_id`.execute(tx.db);
	return rows;
}

/** Those who said they step in and have no place in the group yet: it begins half an hour before. */
export async function standInsToCome(system: Ctx, meetingId: string) {
	const rows = await system.db
		.selectFrom('stand_in')
		.select(['stand_in_id', 'alias'])
		.where('meeting_id', '=', meetingId)
		.where('membership_id', 'is', null)
		.where('ended_at', 'is', null)
		.orderBy('agreed_at')
		.execute();
	return rows.map((row) => ({ id: row.stand_in_id, alias: row.alias, mark: '', stepsIn: true }));
}
