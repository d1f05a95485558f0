import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { planned } from '#lib/groups/groups.ts';
import type { Ahead, MeetingStatus } from '../meetings.ts';
import { answerRows, standInsToCome } from './answer-rows.ts';
import { canAnswer, canSeeAnswers } from './policy.ts';
import { presentLeads, presentSaid } from './present.ts';
import { partsFor } from './run-of-show.ts';
import { seen } from './seen.ts';

/**
 * What somebody of the group wants to know before a meeting: what will happen, who leads, and whether they
 * said they come; for facilitators what everybody said.
 * @throws not_found
 */
export async function ahead(ctx: Ctx, meetingId: string): Promise<Ahead> {
	return inTransaction(ctx, async (tx) => {
		const row = await seen(tx, meetingId);
		// A member may not read what others said, but may know who leads: those who did not say no.
		const [rows, toCome] = await asSystem(tx, 'meeting:who-leads', async (system) => [
			await answerRows(system, row.meeting_id),
			await standInsToCome(system, row.meeting_id)
		]);
		const mine = rows.find(({ membership_id: id }) => id === row.membership_id);
		const when = { start: row.planned_start, status: row.status as MeetingStatus };
		return {
			parts: planned(partsFor(row)).map(({ part, from }) => ({ ...part, begins: from })),
			leads: [...presentLeads(rows), ...toCome],
			myAnswer: mine?.answer ?? null,
			canAnswer: canAnswer(when, tx.now()),
			said: canSeeAnswers(row) ? presentSaid(rows) : null
		};
	});
}
