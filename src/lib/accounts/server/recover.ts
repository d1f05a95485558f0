import { asSystem, type Ctx } from '#server/ctx.ts';
import { invalid } from '#server/errors.ts';
import { hashPassphrase } from '#server/passphrase.ts';
import { readPassphrase, type NewLogin } from '../accounts.ts';
import { openName } from './account-rows.ts';
import { codeUnknown } from './errors.ts';
import { beginLogin, endAll } from './logins.ts';
import { newPassphrase } from './names.ts';
import { passphraseProblem } from './passphrase-rules.ts';
import { replaceCodes, useCode } from './recovery-codes.ts';
import { slowCodes } from './throttles.ts';

export interface Recovered {
	accountId: string;
	/** Shown once, because the person may have forgotten it too. */
	name: string;
	recoveryCodes: string[];
	login: NewLogin;
}

/** Six words to offer where a passphrase is chosen again. */
export const suggestPassphrase = (): string => newPassphrase();

/**
 * Comes in with one recovery code alone: sets a new passphrase, makes five new codes, ends every other
 * login. A code works once; unknown and used ones get the same answer after the same work. Bad words
 * for a passphrase do not use the code up.
 * @throws too_many, invalid {passphrase}, invalid {code}
 */
export async function recover(
	ctx: Ctx,
	input: { code: string; passphrase: string; privateDevice: boolean; address: string }
): Promise<Recovered> {
	await slowCodes(ctx, input.address);
	refuseBadPassphrase(input.passphrase);
	const passphraseHash = await hashPassphrase(readPassphrase(input.passphrase), ctx.keys.pepper);
	return asSystem(ctx, 'accounts: a recovery code, nobody is signed in', async (tx) => {
		const accountId = await useCode(tx, input.code);
		const name = accountId && (await openName(tx, accountId));
		if (!accountId || !name) throw codeUnknown();
		refuseBadPassphrase(input.passphrase, name);
		await setPassphrase(tx, accountId, passphraseHash);
		const recoveryCodes = await replaceCodes(tx, accountId);
		await endAll(tx, accountId);
		const login = await beginLogin(tx, accountId, input.privateDevice);
		return { accountId, name, recoveryCodes, login };
	});
}

/** Throws `invalid` when a passphrase cannot be taken. */
export function refuseBadPassphrase(passphrase: string, name?: string): void {
	const problem = passphraseProblem(passphrase, name);
	if (problem) throw invalid({ passphrase: problem });
}

export async function setPassphrase(tx: Ctx, accountId: string, hash: string): Promise<void> {
	await tx.db
		.updateTable('account')
		.set({ passphrase_hash: hash })
		.where('account_id', '=', accountId)
		.where('ended_at', 'is', null)
		.execute();
}
