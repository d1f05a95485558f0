import type { Inside } from '#lib/groups/server/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { isId } from '#server/ids.ts';
import { openStrategy } from './boxes.ts';

/**
 * What strategies of my groups are called, by id, with the group they are in: those that I can read now. Others
 * are left out, as is what is no id.
 */
export async function titles(
	ctx: Ctx,
	ids: readonly string[]
): Promise<Map<string, { title: string; groupId: string }>> {
	const wanted = [...new Set(ids.filter(isId))];
	if (wanted.length === 0) return new Map();
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('group_strategy')
			.select(['strategy_id', 'group_id', 'membership_id', 'box'])
			.where('strategy_id', 'in', wanted)
			.execute();
		const places = new Map<string, Inside | null>();
		const known = new Map<string, { title: string; groupId: string }>();
		for (const { strategy_id: id, group_id: groupId, membership_id: author, box } of rows) {
			if (!places.has(groupId)) places.set(groupId, await groups.inside(tx, groupId));
			const words = openStrategy(places.get(groupId)?.keyOf(author) ?? null, id, box);
			if (words) known.set(id, { title: words.title, groupId });
		}
		return known;
	});
}
