import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { ANSWERS_KEPT, type Answer, type MeetingStatus, type Said } from '../meetings.ts';
import type { Role } from '../room.ts';
import { tooLateToSay } from './errors.ts';
import { canAnswer, canSeeAnswers } from './policy.ts';
import { presentSaid } from './present.ts';
import { seen } from './seen.ts';

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
 * Says whether I come to a meeting of one of my groups; said again, it replaces what was said before.
 * @throws not_found, too_late_to_say
 */
export async function answer(
	ctx: Ctx,
	given: { meetingId: string; answer: Answer }
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const { meeting_id, group_id, membership_id } = await seen(tx, given.meetingId);
		const meeting = await lockMeeting(tx, meeting_id);
		allow(canAnswer(meeting, tx.now()), tooLateToSay);
		const said = { answer: given.answer, for_start: meeting.start, answered_at: tx.now() };
		await tx.db
			.insertInto('meeting_answer')
			.values({ meeting_id, group_id, membership_id, ...said })
			.onConflict((on) => on.columns(['meeting_id', 'membership_id']).doUpdateSet(said))
			.execute();
	});
}

/** Who said what about a meeting. Facilitators of its group. @throws not_found */
export async function answers(ctx: Ctx, meetingId: string): Promise<Said> {
	return inTransaction(ctx, async (tx) => {
		const row = await seen(tx, meetingId);
		allow(canSeeAnswers(row));
		return presentSaid(await answerRows(tx, row));
	});
}

export interface AnswerRow {
	membership_id: string;
	account_id: string;
	role: Role;
	alias: string;
	mark: string;
	answer: Answer | null;
}

/** Everybody who is in the group now, with what they said about the meeting at the time it has now. */
export async function answerRows(
	tx: Ctx,
	meeting: { meeting_id: string; group_id: string }
): Promise<AnswerRow[]> {
	const { rows } = await sql<AnswerRow>`
		select s.membership_id, s.account_id, s.role, s.alias, s.mark, a.answer
		from meeting m
		join membership s on s.group_id = m.group_id and s.ended_at is null
		left join meeting_answer a on a.meeting_id = m.meeting_id
			and a.membership_id = s.membership_id and a.for_start = m.planned_start
		where m.meeting_id = ${meeting.meeting_id}
		order by s.joined_at, s.membership_id`.execute(tx.db);
	return rows;
}

/** Forgets what people said about meetings of last week and before. */
export async function forgetAnswers(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'meeting:forget-answers', ({ db, now }) =>
		sql`
			delete from meeting_answer a using meeting m
			where m.meeting_id = a.meeting_id
				and m.planned_start + make_interval(mins => m.minutes) < ${after(now(), -ANSWERS_KEPT * day)}`.execute(
			db
		)
	);
}
