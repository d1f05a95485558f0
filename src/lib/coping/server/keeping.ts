import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound, signInFirst } from '#server/errors.ts';

/** As the table takes them. */
const canBeKept = /^[a-z0-9-]{1,60}$/;

/** My own list of practices, oldest first, by their ids. @throws sign_in_first */
export async function kept(ctx: Ctx): Promise<string[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	const rows = await inTransaction(ctx, (tx) =>
		tx.db
			.selectFrom('kept_practice')
			.select('practice')
			.where('account_id', '=', accountId)
			.orderBy('kept_at')
			.orderBy('practice')
			.execute()
	);
	return rows.map(({ practice }) => practice);
}

/**
 * Puts a practice on my own list; again changes nothing. The list does not say from where.
 * @throws sign_in_first, not_found for what can be no practice
 */
export async function keep(ctx: Ctx, practice: string): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	if (!canBeKept.test(practice)) throw notFound();
	await inTransaction(ctx, (tx) =>
		tx.db
			.insertInto('kept_practice')
			.values({ account_id: accountId, practice, kept_at: tx.now() })
			.onConflict((on) => on.doNothing())
			.execute()
	);
}

/** Takes a practice off my own list; again changes nothing. @throws sign_in_first */
export async function drop(ctx: Ctx, practice: string): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await inTransaction(ctx, (tx) =>
		tx.db
			.deleteFrom('kept_practice')
			.where('account_id', '=', accountId)
			.where('practice', '=', practice)
			.execute()
	);
}
