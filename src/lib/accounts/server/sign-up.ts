import { asSystem, type Ctx } from '#server/ctx.ts';
import { conflict, invalid } from '#server/errors.ts';
import { hashPassphrase } from '#server/passphrase.ts';
import { readName, readPassphrase, type NewLogin } from '../accounts.ts';
import { findByName, insertAccount } from './account-rows.ts';
import { nameGone } from './errors.ts';
import { beginLogin } from './logins.ts';
import { isOffered, makeOffer, newName, newPassphrase } from './names.ts';
import { passphraseProblem } from './passphrase-rules.ts';
import { replaceCodes } from './recovery-codes.ts';
import { slowSignUps } from './throttles.ts';

export interface Suggestion {
	name: string;
	/** Goes back with the name at sign-up: only offered names can be taken. */
	offer: string;
	passphrase: string;
}

/** A free sign-in name of three words, good for a day, and a passphrase of six. Nothing is kept. */
export async function suggest(ctx: Ctx): Promise<Suggestion> {
	for (let tries = 0; tries < 10; tries++) {
		const name = newName();
		if (await findByName(ctx, name)) continue;
		return { name, offer: makeOffer(ctx.keys, name, ctx.now()), passphrase: newPassphrase() };
	}
	throw conflict('name_gone');
}

export interface SignUp {
	name: string;
	offer: string;
	passphrase: string;
	adult: true;
	/** Whether the new login is on the person's own private device. */
	privateDevice?: boolean;
	address: string;
}

/**
 * Makes an account and signs it in. The five recovery codes are in the answer and nowhere else.
 * A name that was taken meanwhile and one that we never offered get the same answer after the same work.
 * @throws too_many, invalid {passphrase}, name_gone
 */
export async function signUp(
	ctx: Ctx,
	input: SignUp
): Promise<{ accountId: string; name: string; recoveryCodes: string[]; login: NewLogin }> {
	await slowSignUps(ctx, input.address);
	const name = readName(input.name);
	const problem = passphraseProblem(input.passphrase, name);
	if (problem) throw invalid({ passphrase: problem });
	const passphraseHash = await hashPassphrase(readPassphrase(input.passphrase), ctx.keys.pepper);
	return asSystem(ctx, 'accounts: sign-up, there is no account yet', async (tx) => {
		const isOurs = isOffered(ctx.keys, name, input.offer, ctx.now());
		const accountId = isOurs ? await insertAccount(tx, { name, passphraseHash }) : null;
		if (!accountId) throw nameGone();
		const recoveryCodes = await replaceCodes(tx, accountId);
		const login = await beginLogin(tx, accountId, input.privateDevice ?? false);
		return { accountId, name, recoveryCodes, login };
	});
}
