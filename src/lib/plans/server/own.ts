import * as accounts from '#lib/accounts/server/accounts.ts';
import { minute } from '#server/clock.ts';
import { open, seal } from '#server/crypto.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import { emptyPlan, PlanInput, type Plan } from '../plans.ts';
import { isSomebody } from './policy.ts';

const pace = { what: 'plans.write', burst: 30, every: minute };
/** Boxes are filled up to whole steps: their length must not tell how much somebody wrote. */
const STEP = 4096;

const bound = (accountId: string) => `plan:${accountId}`;

export function myself({ actor }: Ctx): string {
	if (!isSomebody(actor)) throw signInFirst();
	return actor.accountId;
}

export function filledUp(text: string): string {
	const bytes = Buffer.byteLength(text);
	return text + ' '.repeat(Math.ceil(bytes / STEP) * STEP - bytes);
}

/** My plan; an empty one when I wrote none. @throws sign_in_first */
export async function plan(ctx: Ctx): Promise<{ plan: Plan; writtenAt: Date | null }> {
	const accountId = myself(ctx);
	return inTransaction(ctx, async (tx) => {
		const row = await tx.db
			.selectFrom('plan')
			.select(['box', 'written_at'])
			.where('account_id', '=', accountId)
			.executeTakeFirst();
		if (!row) return { plan: emptyPlan, writtenAt: null };
		const text = open(await accounts.ownKey(tx, 'plan'), bound(accountId), row.box).toString();
		return { plan: PlanInput.parse(JSON.parse(text)), writtenAt: row.written_at };
	});
}

/**
 * Keeps my plan in place of the one before, encrypted so that it opens only with my own key. An empty one is
 * not kept at all. What I showed of the one before stays as it was until I show it again.
 * @throws sign_in_first, too_many
 */
export async function write(ctx: Ctx, input: Plan): Promise<void> {
	const accountId = myself(ctx);
	await take(ctx, pace, accountKey(ctx, accountId));
	if (isEmpty(input)) return forget(ctx);
	await inTransaction(ctx, async (tx) => {
		const key = await accounts.ownKey(tx, 'plan');
		const row = {
			box: seal(key, bound(accountId), filledUp(JSON.stringify(input))),
			written_at: tx.now()
		};
		await tx.db
			.insertInto('plan')
			.values({ account_id: accountId, ...row })
			.onConflict((on) => on.column('account_id').doUpdateSet(row))
			.execute();
	});
}

const isEmpty = (input: Plan): boolean =>
	JSON.stringify({ ...input, country: '' }) === JSON.stringify(emptyPlan);

/** Deletes my plan, and what I show of it, at once. Again changes nothing. @throws sign_in_first */
export async function forget(ctx: Ctx): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, async (tx) => {
		await tx.db.deleteFrom('plan').where('account_id', '=', accountId).execute();
		await tx.db
			.deleteFrom('plan_shown')
			.where('membership_id', 'in', (from) =>
				from.selectFrom('membership').select('membership_id').where('account_id', '=', accountId)
			)
			.execute();
	});
}
