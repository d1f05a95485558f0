import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { skeleton } from '#server/look-alike.ts';
import { hashPassphrase } from '#server/passphrase.ts';
import { readPassphrase } from '../accounts.ts';
import { openName } from './account-rows.ts';
import { proveAgain } from './errors.ts';
import { endAll } from './logins.ts';
import { isProved, isSignedIn } from './policy.ts';
import { refuseBadPassphrase, setPassphrase } from './recover.ts';
import { replaceCodes } from './recovery-codes.ts';
import { slowChanges } from './throttles.ts';

/** Who asks, when they gave their passphrase within the last ten minutes with this very login. */
export async function provedAccount(ctx: Ctx): Promise<{ accountId: string; loginId: string }> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) throw signInFirst();
	const proved = await hasProved(ctx);
	allow(proved, proveAgain);
	return actor;
}

/** Whether a sensitive change would be taken now without asking for the passphrase again. */
export async function hasProved(ctx: Ctx): Promise<boolean> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) return false;
	const row = await inTransaction(ctx, (tx) =>
		tx.db
			.selectFrom('login')
			.select('proved_at')
			.where('login_id', '=', actor.loginId)
			.where('account_id', '=', actor.accountId)
			.executeTakeFirst()
	);
	return row !== undefined && isProved(row.proved_at, ctx.now());
}

/** The person's own sign-in name. @throws prove_again */
export async function showName(ctx: Ctx): Promise<string> {
	const { accountId } = await provedAccount(ctx);
	const name = await inTransaction(ctx, (tx) => openName(tx, accountId));
	if (name === null) throw signInFirst();
	return name;
}

/**
 * Whether an alias holds one of the words of an account's sign-in name, or one that looks like it: an
 * alias must not give it away. For the features that let people choose what others see.
 */
export async function givesNameAway(ctx: Ctx, accountId: string, alias: string): Promise<boolean> {
	const name = await asSystem(ctx, 'accounts: does an alias give a name away', (tx) =>
		openName(tx, accountId)
	);
	const parts = new Set(name?.split(' ').map(skeleton));
	return [alias, ...alias.split(/[\s'-]+/u)].some((part) => parts.has(skeleton(part)));
}

/**
 * Sets a new passphrase and ends every other login. Answers how many ended.
 * @throws prove_again, too_many, invalid {passphrase}
 */
export async function changePassphrase(
	ctx: Ctx,
	input: { passphrase: string }
): Promise<{ ended: number }> {
	await slowChanges(ctx);
	const { accountId, loginId } = await provedAccount(ctx);
	refuseBadPassphrase(input.passphrase, await showName(ctx));
	const hash = await hashPassphrase(readPassphrase(input.passphrase), ctx.keys.pepper);
	return asSystem(ctx, 'accounts: an own new passphrase', async (tx) => {
		await setPassphrase(tx, accountId, hash);
		return { ended: await endAll(tx, accountId, loginId) };
	});
}

/** Makes five new recovery codes; the old ones stop working. @throws prove_again, too_many */
export async function reissueCodes(ctx: Ctx): Promise<{ name: string; recoveryCodes: string[] }> {
	await slowChanges(ctx);
	const { accountId } = await provedAccount(ctx);
	const name = await showName(ctx);
	const recoveryCodes = await asSystem(ctx, 'accounts: own new recovery codes', async (tx) => {
		await lock(tx, accountId);
		return replaceCodes(tx, accountId);
	});
	return { name, recoveryCodes };
}

/** Two requests at the same moment take turns, so that an account never has ten codes. */
async function lock(tx: Ctx, accountId: string): Promise<void> {
	await tx.db
		.selectFrom('account')
		.select('account_id')
		.where('account_id', '=', accountId)
		.forUpdate()
		.execute();
}
