import { sql } from 'kysely';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { isId } from '#server/ids.ts';
import type { Answer, GroupsNext, MeetingStatus } from '../meetings.ts';

interface Row {
	meeting_id: string;
	planned_start: Date;
	minutes: number;
	status: string;
	leads: string[];
	my_answer: string | null;
}

/**
 * The next meeting of a group of mine: when it is, who leads it, and what I said. One statement, which asks by
 * itself whether the group is mine. Null when there is none, and for everybody else.
 */
export async function next(ctx: Ctx, groupId: string): Promise<GroupsNext | null> {
	if (!isId(groupId)) return null;
	return inTransaction(ctx, async (tx) => {
		const { rows } = await sql<Row>`
			select meeting_id, planned_start, minutes, status, leads, my_answer
			from next_meeting(${groupId}, ${tx.now()})`.execute(tx.db);
		return rows[0] ? present(rows[0]) : null;
	});
}

const present = (row: Row): GroupsNext => ({
	meetingId: row.meeting_id,
	start: row.planned_start.toISOString(),
	minutes: row.minutes,
	status: row.status as MeetingStatus,
	leads: row.leads,
	myAnswer: row.my_answer as Answer | null
});
