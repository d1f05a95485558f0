import type { Ctx } from '#server/ctx.ts';

/**
 * Those whom a facilitator removed from a group, under whichever membership they ever had there: being led in
 * anew, or leading one meeting of it since, does not undo that; nor does leaving undo that a place rests. For the
 * system, for one account or all.
 */
export async function removedFrom(
	system: Ctx,
	groupId: string,
	accountId?: string
): Promise<ReadonlySet<string>> {
	const rows = await system.db
		.selectFrom('membership')
		.select('account_id')
		.distinct()
		.where('group_id', '=', groupId)
		.where((is) => is.or([is('ended_why', '=', 'removed'), is('suspended_until', 'is not', null)]))
		.$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
		.execute();
	return new Set(rows.map((row) => row.account_id));
}
