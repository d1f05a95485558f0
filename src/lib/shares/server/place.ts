import type { Inside } from '#lib/groups/server/groups.ts';
import { minute, second } from '#server/clock.ts';
import { accountOf, type Ctx } from '#server/ctx.ts';
import { allow, conflict, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import { canWrite } from './policy.ts';
import { belonging } from './reading.ts';

/** Room to write freely; a flood is slowed. */
const pace = {
	share: { what: 'shares.share', burst: 12, every: 2 * minute },
	strategy: { what: 'shares.strategy', burst: 20, every: minute },
	reply: { what: 'shares.reply', burst: 30, every: 20 * second },
	respond: { what: 'shares.respond', burst: 60, every: 2 * second },
	choose: { what: 'shares.choose', burst: 30, every: 20 * second },
	keep: { what: 'shares.keep', burst: 20, every: 30 * second }
};

export async function slow(ctx: Ctx, what: keyof typeof pace): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw notFound();
	await take(ctx, pace[what], accountKey(ctx, accountId));
}

/** The group, for somebody who may write in it. @throws not_found, group_closed */
export async function mayWrite(tx: Ctx, groupId: string): Promise<Inside> {
	const here = await belonging(tx, groupId);
	allow(canWrite(here.me, here), () => conflict('group_closed'));
	return here;
}

/** The key to my own words. Somebody who belongs has one; without it nothing they write could be read. */
export function myKey(here: Inside): Buffer {
	const key = here.keyOf(here.me.membershipId);
	if (!key) throw notFound();
	return key;
}

/** A share of this very group that I can read. @throws not_found */
export async function shareIn(tx: Ctx, here: Inside, shareId: string) {
	const row = isId(shareId)
		? await tx.db
				.selectFrom('share')
				.select(['membership_id as authorId', 'kind', 'need', 'audience'])
				.select('responses_only as responsesOnly')
				.where('share_id', '=', shareId)
				.where('group_id', '=', here.groupId)
				.executeTakeFirst()
		: undefined;
	if (!row) throw notFound();
	return row;
}

/**
 * Nothing was written, because the id is taken: fine when it is my own from a moment ago.
 * @throws already_done, not_found
 */
export async function wasMine(
	tx: Ctx,
	what: 'share' | 'reply',
	id: string,
	membershipId: string
): Promise<void> {
	const rows =
		what === 'share'
			? await tx.db.selectFrom('share').select('membership_id').where('share_id', '=', id).execute()
			: await tx.db
					.selectFrom('reply')
					.select('membership_id')
					.where('reply_id', '=', id)
					.execute();
	// Nothing of that name: what it should hang on was taken back or hidden at that very moment.
	if (!rows[0]) throw notFound();
	allow(rows[0].membership_id === membershipId, () => conflict('already_done'));
}
