import { createHash } from 'node:crypto';
import { day, minute, second } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { AppError } from '#server/errors.ts';
import { accountKey, networkKey, take, type Limit } from '#server/limits.ts';

/** Many people may share one network: a shelter, a clinic, a phone company. */
const network: Limit = { what: 'accounts.network', burst: 40, every: 10 * second };
const signUps: Limit = { what: 'accounts.sign-up', burst: 30, every: 2 * minute };
/** One name from one network: somebody else's tries elsewhere leave the owner's own untouched. */
const nameHere: Limit = { what: 'accounts.name-here', burst: 8, every: 30 * second };
/**
 * One name from everywhere: a flood from many networks gets at most nine thousand tries a day. Half of
 * them are for networks that have not tried this name today, three each. So strangers who use up what
 * there is leave the owner's own way in open, unless they have thousands of networks for this one name.
 */
const nameFirst: Limit = { what: 'accounts.name-first', burst: 50, every: 20 * second };
const nameAgain: Limit = { what: 'accounts.name-again', burst: 50, every: 20 * second };
const firstHere: Limit = { what: 'accounts.first-here', burst: 3, every: day };
const codes: Limit = { what: 'accounts.code', burst: 10, every: minute };
const sensitive: Limit = { what: 'accounts.sensitive', burst: 20, every: minute };

/**
 * Before a passphrase is looked at. The owner who meets a flood can always come in with a recovery
 * code, which no name's bucket stops.
 */
export async function slowPassphrases(ctx: Ctx, name: string, address: string): Promise<void> {
	if (isExempt(ctx)) return;
	const from = await networkKey(ctx, address);
	const who = accountKey(ctx, name);
	const at = (place: Buffer) => createHash('sha256').update(place).update(who).digest();
	await take(ctx, network, from);
	await take(ctx, nameHere, at(from));
	const isFirst = await isLeft(ctx, firstHere, at(await networkKey(ctx, address, 48)));
	await take(ctx, isFirst ? nameFirst : nameAgain, who);
}

async function isLeft(ctx: Ctx, limit: Limit, key: Buffer): Promise<boolean> {
	try {
		await take(ctx, limit, key);
		return true;
	} catch (error) {
		if (error instanceof AppError && error.code === 'too_many') return false;
		throw error;
	}
}

/** Before a new account is made. */
export async function slowSignUps(ctx: Ctx, address: string): Promise<void> {
	if (isExempt(ctx)) return;
	await take(ctx, signUps, await networkKey(ctx, address));
}

/** Before any code (recovery, invitation, set-up) is looked at. */
export async function slowCodes(ctx: Ctx, address: string): Promise<void> {
	if (isExempt(ctx)) return;
	await take(ctx, codes, await networkKey(ctx, address));
}

/** Before a change of one's own account or of staff. */
export async function slowChanges(ctx: Ctx): Promise<void> {
	if (ctx.actor.kind !== 'account') return;
	await take(ctx, sensitive, accountKey(ctx, ctx.actor.accountId));
}

/** The command line and the demonstration come from no network. */
const isExempt = (ctx: Ctx): boolean => ctx.actor.kind === 'system';
