import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, conflict, notFound } from '#server/errors.ts';
import { mostStrategies, type StrategyWords } from '../../strategies.ts';
import type { StrategyInput } from '../../strategy-inputs.ts';
import { withinLimits } from '../limited.ts';
import { mayWrite, myKey, slow } from '../place.ts';
import { canChange } from '../policy.ts';
import { belonging } from '../reading.ts';
import { sealStrategy } from './boxes.ts';
import { strategyIn } from './rows.ts';

interface Place {
	groupId: string;
	strategyId: string;
}

/**
 * Shares a way to cope with the group. The same `once` again shares nothing and answers the same.
 * @throws not_found, group_closed, strategies_full, writing_limited, too_many
 */
export async function share(
	ctx: Ctx,
	groupId: string,
	{ once: strategyId, asksFeedback, ...words }: StrategyInput
): Promise<{ strategyId: string }> {
	await slow(ctx, 'strategy');
	return withinLimits(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const { membershipId } = here.me;
		const all = await tx.db
			.selectFrom('group_strategy')
			.select('strategy_id')
			.where('group_id', '=', groupId)
			.limit(mostStrategies)
			.execute();
		const isThere = all.some((one) => one.strategy_id === strategyId);
		if (all.length >= mostStrategies && !isThere) throw conflict('strategies_full');
		const done = await tx.db
			.insertInto('group_strategy')
			.values({
				...{ strategy_id: strategyId, group_id: groupId, membership_id: membershipId },
				box: sealStrategy(myKey(here), strategyId, words),
				...{ asks_feedback: asksFeedback, shared_at: tx.now() }
			})
			.onConflict((on) => on.column('strategy_id').doNothing())
			.returning('strategy_id')
			.executeTakeFirst();
		if (!done) {
			const { row } = await strategyIn(tx, here, strategyId);
			allow(row.membership_id === membershipId, () => conflict('already_done'));
		}
		return { strategyId };
	});
}

/**
 * Changes my own strategy, for example after feedback, which stays. @throws not_found, group_closed, too_many
 */
export async function change(
	ctx: Ctx,
	{ groupId, strategyId }: Place,
	{ asksFeedback, ...words }: StrategyWords & { asksFeedback: boolean }
): Promise<void> {
	await slow(ctx, 'strategy');
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const { row } = await strategyIn(tx, here, strategyId);
		allow(canChange(here.me, row.membership_id));
		const { numUpdatedRows } = await tx.db
			.updateTable('group_strategy')
			.set({
				...{ box: sealStrategy(myKey(here), strategyId, words), edited_at: tx.now() },
				asks_feedback: asksFeedback
			})
			.where('strategy_id', '=', strategyId)
			.executeTakeFirst();
		// Taken back meanwhile, on another page.
		allow(numUpdatedRows === 1n);
	});
}

/** Asks for feedback on my own strategy, or no more; what was said stays. @throws not_found, group_closed */
export async function ask(ctx: Ctx, { groupId, strategyId }: Place, asks: boolean): Promise<void> {
	await slow(ctx, 'choose');
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const { row } = await strategyIn(tx, here, strategyId);
		allow(canChange(here.me, row.membership_id));
		const { numUpdatedRows } = await tx.db
			.updateTable('group_strategy')
			.set({ asks_feedback: asks })
			.where('strategy_id', '=', strategyId)
			.executeTakeFirst();
		if (numUpdatedRows !== 1n) throw notFound();
	});
}

/** Takes my own strategy back for good, with its week and what others said of it. @throws not_found */
export async function remove(ctx: Ctx, { groupId, strategyId }: Place): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { row } = await strategyIn(tx, here, strategyId);
		allow(canChange(here.me, row.membership_id));
		await tx.db.deleteFrom('group_strategy').where('strategy_id', '=', strategyId).execute();
	});
}
