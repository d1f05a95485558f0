import { randomInt } from 'node:crypto';
import aliasWords from '#content/groups/alias-words.json' with { type: 'json' };
import * as accounts from '#lib/accounts/server/accounts.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import { skeleton } from '#server/look-alike.ts';
import type { AliasOffer } from '../aliases.ts';
import { refuseUnknown } from './known.ts';
import { markFor, takenIn } from './membership-rows.ts';
import { canJoin } from './policy.ts';

const offered = Object.values(aliasWords).flat();
const six = 6;

/**
 * Six aliases that nobody in the group has or could be mistaken for, other ones each time, each with the
 * mark it would come with. @throws sign_in_first, not_found
 */
export async function aliasSuggestions(ctx: Ctx, groupId: string): Promise<AliasOffer[]> {
	idOrNotFound(groupId);
	allow(canJoin(ctx.actor), signInFirst);
	const accountId = accountOf(ctx)!;
	return asSystem(ctx, 'groups: aliases that are free', async (system) => {
		await refuseUnknown(system, groupId, ctx.actor);
		return freeAliases(system, groupId, accountId);
	});
}

/** The same for an account that the features above know may come in. */
export async function freeAliases(
	system: Ctx,
	groupId: string,
	accountId: string
): Promise<AliasOffer[]> {
	const taken = await takenIn(system, groupId, accountId);
	const marks = new Set(taken.marks);
	const offers: AliasOffer[] = [];
	for (const alias of shuffled(offered)) {
		if (offers.length === six) break;
		if (taken.keys.has(skeleton(alias))) continue;
		if (await accounts.givesNameAway(system, accountId, alias)) continue;
		const mark = markFor(alias, marks);
		marks.add(mark);
		offers.push({ alias, mark });
	}
	return offers;
}

function shuffled<T>(list: readonly T[]): T[] {
	const copy = [...list];
	for (let i = copy.length - 1; i > 0; i--) {
		const j = randomInt(i + 1);
		[copy[i], copy[j]] = [copy[j]!, copy[i]!];
	}
	return copy;
}
