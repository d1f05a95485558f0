import { createHash } from 'node:crypto';
import { minute, second } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { accountKey, networkKey, take, type Limit } from '#server/limits.ts';

/** Many people may share one network: a shelter, a clinic, a phone company. */
const network: Limit = { what: 'accounts.network', burst: 40, every: 10 * second };
const signUps: Limit = { what: 'accounts.sign-up', burst: 30, every: 2 * minute };
/** One name from one network: somebody else's tries elsewhere leave the owner's own untouched. */
const nameHere: Limit = { what: 'accounts.name-here', burst: 8, every: 30 * second };
/** One name from everywhere: a flood from many networks gets at most a few thousand tries a day. */
const nameAnywhere: Limit = { what: 'accounts.name-anywhere', burst: 100, every: 10 * second };
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
	await take(ctx, network, from);
	await take(ctx, nameHere, createHash('sha256').update(from).update(who).digest());
	await take(ctx, nameAnywhere, who);
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
