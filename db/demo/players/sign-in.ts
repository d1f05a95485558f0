import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groupsOf from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { SignIn } from '../players-file.ts';

/** One of the people who play, signed in as anybody is. */
export interface SignedIn {
	ctx: Ctx;
	loginId: string;
	membershipId: string;
	/** What a browser would send along. */
	cookie: string;
}

/** Signs somebody in; null when they are not in the group any more. */
export async function signIn(
	system: Ctx,
	groupId: string,
	{ name, passphrase }: SignIn
): Promise<SignedIn | null> {
	const login = await accounts.signIn(system, {
		...{ name, passphrase, privateDevice: true, address: 'demonstration' }
	});
	const known = await accounts.identify(system.db, system.keys, login, system.now());
	if (!known) throw new Error('a login that has just begun is not known');
	const { accountId, loginId, roles } = known;
	const ctx: Ctx = { ...system, actor: { kind: 'account', accountId, loginId, roles } };
	const membership = await inTransaction(ctx, (tx) => groupsOf.membershipIn(tx, groupId));
	if (!membership) {
		await accounts.signOut(ctx);
		return null;
	}
	const cookie = `__Host-hs_login=${login.token}; __Host-hs_here=${login.here}`;
	return { ctx, loginId, membershipId: membership.membershipId, cookie };
}
