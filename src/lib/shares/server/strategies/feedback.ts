import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, conflict, notFound } from '#server/errors.ts';
import type { FeedbackInput } from '../../strategy-inputs.ts';
import { withinLimits } from '../limited.ts';
import { mayWrite, myKey, slow } from '../place.ts';
import { canChange } from '../policy.ts';
import { belonging } from '../reading.ts';
import { sealFeedback } from './boxes.ts';
import { canGiveFeedback } from './policy.ts';
import { strategyIn } from './rows.ts';

interface Place {
	groupId: string;
	strategyId: string;
}

/**
 * Says to whoever shared a strategy what I think of it, where they asked for that. Said again, it takes the place
 * of what I said before. @throws not_found, group_closed, feedback_not_asked, writing_limited, too_many
 */
export async function giveFeedback(
	ctx: Ctx,
	{ groupId, strategyId }: Place,
	{ once: feedbackId, ...said }: FeedbackInput
): Promise<void> {
	await slow(ctx, 'reply');
	await withinLimits(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const { row } = await strategyIn(tx, here, strategyId);
		const { membershipId } = here.me;
		const theirs = { authorId: row.membership_id, asksFeedback: row.asks_feedback };
		// It is not one's own to say something of.
		allow(!canChange(here.me, theirs.authorId));
		allow(canGiveFeedback(here.me, here, theirs), () => conflict('feedback_not_asked'));
		const key = myKey(here);
		const mine = await tx.db
			.selectFrom('strategy_feedback')
			.select('feedback_id')
			.where('strategy_id', '=', strategyId)
			.where('membership_id', '=', membershipId)
			.executeTakeFirst();
		if (mine) {
			const box = sealFeedback(key, mine.feedback_id, said);
			await tx.db
				.updateTable('strategy_feedback')
				.set({ box, edited_at: tx.now() })
				.where('feedback_id', '=', mine.feedback_id)
				.execute();
			return;
		}
		const done = await tx.db
			.insertInto('strategy_feedback')
			.values({
				...{ feedback_id: feedbackId, strategy_id: strategyId, group_id: groupId },
				...{ membership_id: membershipId, given_at: tx.now() },
				box: sealFeedback(key, feedbackId, said)
			})
			// Sent twice at once: the other one stands. One that a decision hides is not replaced.
			.onConflict((on) => on.doNothing())
			.returning('feedback_id')
			.executeTakeFirst();
		if (!done && !(await isThere(tx, strategyId, membershipId))) throw notFound();
	});
}

async function isThere(tx: Ctx, strategyId: string, membershipId: string): Promise<boolean> {
	const row = await tx.db
		.selectFrom('strategy_feedback')
		.select('feedback_id')
		.where('strategy_id', '=', strategyId)
		.where('membership_id', '=', membershipId)
		.executeTakeFirst();
	return row !== undefined;
}

/** Takes back for good what I said of a strategy. @throws not_found */
export async function takeBackFeedback(ctx: Ctx, { groupId, strategyId }: Place): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		await strategyIn(tx, here, strategyId);
		const { numDeletedRows } = await tx.db
			.deleteFrom('strategy_feedback')
			.where('strategy_id', '=', strategyId)
			.where('membership_id', '=', here.me.membershipId)
			.executeTakeFirst();
		allow(numDeletedRows === 1n);
	});
}
