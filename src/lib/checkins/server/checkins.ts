import { minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import { MOST_READ, type CheckIn, type CheckInInput } from '../checkins.ts';
import { keyOf, openCheckIn, sealSaid } from './box.ts';
import { isSomebody } from './policy.ts';

const pace = { what: 'checkins.check_in', burst: 12, every: 20 * minute };

function myself({ actor }: Ctx): string {
	if (!isSomebody(actor)) throw signInFirst();
	return actor.accountId;
}

/**
 * Keeps how I say I am, encrypted so that it opens only with my own key. The same form sent twice is kept once.
 * Nobody is told, and nothing of it is counted anywhere.
 * @throws sign_in_first, too_many
 */
export async function checkIn(ctx: Ctx, input: CheckInInput): Promise<void> {
	const accountId = myself(ctx);
	await take(ctx, pace, accountKey(ctx, accountId));
	const { once: checkInId, ...said } = input;
	await inTransaction(ctx, async (tx) => {
		await tx.db
			.insertInto('check_in')
			.values({
				...{ check_in_id: checkInId, account_id: accountId, checked_in_at: tx.now() },
				box: sealSaid(await keyOf(tx), checkInId, said)
			})
			.onConflict((on) => on.doNothing())
			.execute();
	});
}

/**
 * How I said I was from one moment until before another one, newest first: the newest 2,000 when there are more.
 * @throws sign_in_first
 */
export async function between(ctx: Ctx, from: Date, until: Date): Promise<CheckIn[]> {
	const accountId = myself(ctx);
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('check_in')
			.select(['check_in_id', 'box', 'checked_in_at'])
			.where('account_id', '=', accountId)
			.where('checked_in_at', '>=', from)
			.where('checked_in_at', '<', until)
			.orderBy('checked_in_at', 'desc')
			.orderBy('check_in_id', 'desc')
			.limit(MOST_READ)
			.execute();
		if (rows.length === 0) return [];
		const key = await keyOf(tx);
		return rows.map((row) => openCheckIn(key, row));
	});
}

/** Deletes one of my check-ins; again, or somebody else's, changes nothing. @throws sign_in_first */
export async function forget(ctx: Ctx, checkInId: string): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, (tx) =>
		tx.db
			.deleteFrom('check_in')
			.where('check_in_id', '=', checkInId)
			.where('account_id', '=', accountId)
			.execute()
	);
}

/** Deletes all of them at once. Again changes nothing. @throws sign_in_first */
export async function forgetAll(ctx: Ctx): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, (tx) =>
		tx.db.deleteFrom('check_in').where('account_id', '=', accountId).execute()
	);
}
