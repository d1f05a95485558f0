import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { ANSWERS_KEPT, type Answer, type Said } from '../meetings.ts';
import { askForCover } from './cover-asked.ts';
import { tooLateToSay } from './errors.ts';
import { answerRows, lockMeeting } from './answer-rows.ts';
import { canAnswer, canSeeAnswers } from './policy.ts';
import { presentSaid } from './present.ts';
import { unremind } from './reminders.ts';
import { seen } from './seen.ts';

/**
 * Says whether I come to a meeting of one of my groups; said again, it replaces what was said before.
 * @throws not_found, too_late_to_say
 */
export async function answer(
	ctx: Ctx,
	given: { meetingId: string; answer: Answer }
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const { meeting_id, group_id, membership_id, role } = await seen(tx, given.meetingId);
		const meeting = await lockMeeting(tx, meeting_id);
		allow(canAnswer(meeting, tx.now()), tooLateToSay);
		const said = { answer: given.answer, for_start: meeting.start, answered_at: tx.now() };
		await tx.db
			.insertInto('meeting_answer')
			.values({ meeting_id, group_id, membership_id, ...said })
			.onConflict((on) => on.columns(['meeting_id', 'membership_id']).doUpdateSet(said))
			.execute();
		const accountId = accountOf(tx);
		if (given.answer === 'not' && accountId)
			await asSystem(tx, 'meeting:unremind', (system) => unremind(system, meeting_id, accountId));
		if (role === 'facilitator')
			await asSystem(tx, 'meeting:ask-for-cover', (system) => askForCover(system, meeting_id));
	});
}

/** Who said what about a meeting. Facilitators of its group. @throws not_found */
export async function answers(ctx: Ctx, meetingId: string): Promise<Said> {
	return inTransaction(ctx, async (tx) => {
		const row = await seen(tx, meetingId);
		allow(canSeeAnswers(row));
		return presentSaid(await answerRows(tx, row.meeting_id));
	});
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
