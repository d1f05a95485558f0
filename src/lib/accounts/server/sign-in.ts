import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { pretendToVerify, verifyPassphrase } from '#server/passphrase.ts';
import { readName, readPassphrase, type NewLogin } from '../accounts.ts';
import { findByName } from './account-rows.ts';
import { noMatch } from './errors.ts';
import { beginLogin } from './logins.ts';
import { isSignedIn } from './policy.ts';
import { slowPassphrases } from './throttles.ts';

export interface SignIn {
	name: string;
	passphrase: string;
	privateDevice: boolean;
	address: string;
}

/**
 * Begins a login. A wrong passphrase and a name that does not exist get the same answer after the same
 * work: one Argon2id.
 * @throws too_many, no_match
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<NewLogin> {
	const name = readName(input.name);
	await slowPassphrases(ctx, name, input.address);
	const passphrase = readPassphrase(input.passphrase);
	const found = await findByName(ctx, name);
	if (!found) {
		await pretendToVerify(passphrase, ctx.keys.pepper);
		throw noMatch();
	}
	if (!(await verifyPassphrase(passphrase, found.passphraseHash, ctx.keys.pepper))) throw noMatch();
	return asSystem(ctx, 'accounts: the passphrase was right', async (tx) => {
		await refuseWhenChanged(tx, found.accountId, found.passphraseHash);
		return beginLogin(tx, found.accountId, input.privateDevice);
	});
}

/**
 * Gives the passphrase again, for ten minutes of sensitive changes with this login.
 * @throws sign_in_first, too_many, no_match
 */
export async function prove(
	ctx: Ctx,
	input: { passphrase: string; address: string }
): Promise<void> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) throw signInFirst();
	await slowPassphrases(ctx, actor.accountId, input.address);
	const hash = await hashOf(ctx, actor.accountId);
	const passphrase = readPassphrase(input.passphrase);
	if (!hash || !(await verifyPassphrase(passphrase, hash, ctx.keys.pepper))) throw noMatch();
	await asSystem(ctx, 'accounts: the passphrase was right', async (tx) => {
		await refuseWhenChanged(tx, actor.accountId, hash);
		await tx.db
			.updateTable('login')
			.set({ proved_at: ctx.now() })
			.where('login_id', '=', actor.loginId)
			.where('account_id', '=', actor.accountId)
			.execute();
	});
}

async function hashOf(ctx: Ctx, accountId: string): Promise<string | null> {
	const row = await inTransaction(ctx, (tx) =>
		tx.db
			.selectFrom('account')
			.select('passphrase_hash')
			.where('account_id', '=', accountId)
			.executeTakeFirst()
	);
	return row?.passphrase_hash ?? null;
}

/** The passphrase was changed, or the account ended, while we looked at the old one. */
async function refuseWhenChanged(tx: Ctx, accountId: string, hash: string): Promise<void> {
	const same = await tx.db
		.selectFrom('account')
		.select('account_id')
		.where('account_id', '=', accountId)
		.where('passphrase_hash', '=', hash)
		.forShare()
		.executeTakeFirst();
	if (!same) throw noMatch();
}
