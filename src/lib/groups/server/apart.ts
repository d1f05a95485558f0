import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Ctx } from '#server/ctx.ts';

/** Everybody whom a newcomer would meet: who is in, who leads one meeting of it, who is held a seat. */
async function peopleIn({ db }: Ctx, groupId: string): Promise<string[]> {
	const members = await db
		.selectFrom('membership')
		.select('account_id')
		.where('group_id', '=', groupId)
		.where('ended_at', 'is', null)
		.execute();
	const held = await db
		.selectFrom('waiting')
		.select('account_id')
		.where('group_id', '=', groupId)
		.where('status', '=', 'offered')
		.execute();
	return [...new Set([...members, ...held].map((row) => row.account_id))];
}

/**
 * Whether somebody in a group, or held a seat in it, is kept apart from this person. It is told to nobody: they
 * wait, as for a seat. For the system, with the group locked.
 */
export async function meetsSomebody(
	system: Ctx,
	groupId: string,
	accountId: string
): Promise<boolean> {
	const people = await peopleIn(system, groupId);
	return (await accounts.apartFrom(system, accountId, people)).size > 0;
}

/** Whether a facilitator looks before somebody comes in, as it happens to some whom it does not concern. */
export async function isLookedAt(
	system: Ctx,
	groupId: string,
	accountId: string
): Promise<boolean> {
	const meets = await meetsSomebody(system, groupId, accountId);
	const isAnyway = await accounts.looksFirst(system, accountId, groupId);
	return meets || isAnyway;
}

/**
 * The first so many of those who wait who are kept apart from nobody there, nor from each other. The others stay
 * where they are on the list.
 */
export async function withoutThoseApart<T extends { account_id: string }>(
	system: Ctx,
	groupId: string,
	inOrder: readonly T[],
	most: number
): Promise<T[]> {
	if (inOrder.length === 0 || !(await accounts.anybodyApart(system))) return inOrder.slice(0, most);
	const people = await peopleIn(system, groupId);
	const next: T[] = [];
	for (const one of inOrder) {
		if (next.length === most) break;
		if ((await accounts.apartFrom(system, one.account_id, people)).size > 0) continue;
		next.push(one);
		people.push(one.account_id);
	}
	return next;
}

/** Those of these accounts who are kept apart from somebody in a group, or of those who come as well. For the features above, as the system. */
export async function keptOut(
	system: Ctx,
	groupId: string,
	accountIds: readonly string[],
	alsoThere: readonly string[] = []
): Promise<ReadonlySet<string>> {
	if (accountIds.length === 0 || !(await accounts.anybodyApart(system))) return new Set();
	const people = [...(await peopleIn(system, groupId)), ...alsoThere];
	const pairs = accountIds.flatMap((one) => people.map((other) => ({ one, other })));
	const are = await accounts.areApart(system, pairs);
	return new Set(pairs.filter((_, index) => are[index]).map(({ one }) => one));
}
