import type { Inside } from '#lib/groups/server/groups.ts';
import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import type { StrategyWords } from '../../strategies.ts';
import { openStrategy } from './boxes.ts';

export interface StrategyRow {
	strategy_id: string;
	membership_id: string;
	box: Buffer;
	asks_feedback: boolean;
	shared_at: Date;
	edited_at: Date | null;
}
export const columns = [
	...(['strategy_id', 'membership_id', 'box'] as const),
	...(['asks_feedback', 'shared_at', 'edited_at'] as const)
] as const;

/** A strategy of this very group, with its words, while somebody can still open them. @throws not_found */
export async function strategyIn(
	tx: Ctx,
	here: Inside,
	strategyId: string
): Promise<{ row: StrategyRow; words: StrategyWords }> {
	const row = isId(strategyId)
		? await tx.db
				.selectFrom('group_strategy')
				.select(columns)
				.where('strategy_id', '=', strategyId)
				.where('group_id', '=', here.groupId)
				.executeTakeFirst()
		: undefined;
	const words = row && openStrategy(here.keyOf(row.membership_id), strategyId, row.box);
	// Whoever left and took their words along took it along as well.
	if (!row || !words) throw notFound();
	return { row, words };
}
