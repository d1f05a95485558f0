import { newKey, open, seal } from '#server/crypto.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { readName } from '../accounts.ts';

const keyBound = (accountId: string) => `account:${accountId}`;
const nameBound = (accountId: string) => `account-name:${accountId}`;

/** What an account is looked up by; the name itself is kept only in its encrypted box. */
export const nameMac = (ctx: Ctx, name: string): Buffer =>
	ctx.keys.mac('sign-in-name', readName(name));

export interface Found {
	accountId: string;
	passphraseHash: string;
}

/** The living account with this name, or null. */
export async function findByName(ctx: Ctx, name: string): Promise<Found | null> {
	const row = await asSystem(ctx, 'accounts: nobody is signed in yet', (tx) =>
		tx.db
			.selectFrom('account')
			.select(['account_id', 'passphrase_hash'])
			.where('name_mac', '=', nameMac(ctx, name))
			.executeTakeFirst()
	);
	if (!row?.passphrase_hash) return null;
	return { accountId: row.account_id, passphraseHash: row.passphrase_hash };
}

/** Writes a new account with a key of its own. Answers its id, or null when the name was taken. */
export async function insertAccount(
	tx: Ctx,
	account: { name: string; passphraseHash: string }
): Promise<string | null> {
	const accountId = newId(tx.now());
	const key = newKey();
	const { kekId, wrapped } = tx.keys.wrap(key, keyBound(accountId));
	const row = await tx.db
		.insertInto('account')
		.values({
			account_id: accountId,
			name_mac: nameMac(tx, account.name),
			name_box: seal(key, nameBound(accountId), readName(account.name)),
			passphrase_hash: account.passphraseHash,
			account_key: wrapped,
			kek_id: kekId,
			adult_confirmed_at: tx.now(),
			created_at: tx.now()
		})
		.onConflict((conflict) => conflict.column('name_mac').doNothing())
		.returning('account_id')
		.executeTakeFirst();
	return row?.account_id ?? null;
}

/** The sign-in name, opened with the account's own key. Null for an account that ended. */
export async function openName(tx: Ctx, accountId: string): Promise<string | null> {
	const row = await tx.db
		.selectFrom('account')
		.select(['name_box'])
		.where('account_id', '=', accountId)
		.executeTakeFirst();
	const key = await accountKeyOf(tx, accountId);
	if (!row?.name_box || !key) return null;
	return open(key, nameBound(accountId), row.name_box).toString();
}

/** The account's own key. Null for an account that ended. */
export async function accountKeyOf(tx: Ctx, accountId: string): Promise<Buffer | null> {
	const row = await tx.db
		.selectFrom('account')
		.select(['account_key', 'kek_id'])
		.where('account_id', '=', accountId)
		.executeTakeFirst();
	if (!row?.account_key || !row.kek_id) return null;
	return tx.keys.unwrap({ kekId: row.kek_id, wrapped: row.account_key }, keyBound(accountId));
}
