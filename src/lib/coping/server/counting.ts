import * as accounts from '#lib/accounts/server/accounts.ts';
import { BoxError } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';
import { strategyOf } from '../coping.ts';
import type { CountedTry } from '../practices.ts';
import { openTry, PURPOSE, type Stored } from './box.ts';

/**
 * What one person tried by themselves from `from` up to `until`, as far as it can be counted: a strategy of the
 * library, what it was for, and both numbers. Whoever calls has seen that they agreed; nothing else of it
 * leaves. For the system only.
 */
export async function countable(
	system: Ctx,
	accountId: string,
	{ from, until }: { from: Date; until: Date }
): Promise<CountedTry[]> {
	const key = await accounts.ownKeyFor(system, accountId, PURPOSE);
	if (!key) return [];
	const rows = await system.db
		.selectFrom('practice')
		.select(['practice_id', 'box', 'tried_at'])
		.where('account_id', '=', accountId)
		.where('tried_at', '>=', from)
		.where('tried_at', '<', until)
		.orderBy('tried_at')
		.orderBy('practice_id')
		.execute();
	return rows.flatMap((row) => {
		const stored = openedBy(key, row);
		if (!stored) return [];
		const { strategy, symptom, before, after } = stored;
		// A group’s own strategy would name the group.
		if (!symptom || before === null || after === null || !strategyOf(strategy)) return [];
		return [{ accountId, strategy, symptom, before, after, triedAt: row.tried_at }];
	});
}

function openedBy(key: Buffer, row: { practice_id: string; box: Buffer }): Stored | null {
	try {
		return openTry(key, row);
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
