import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Actor, Ctx } from '#server/ctx.ts';
import type { LoginPair } from './cookies.ts';

/** Who a pair of cookies belongs to, and which logins hold no longer. Tests bring their own. */
export interface Logins {
	identify(ctx: Ctx, pair: LoginPair): Promise<(Actor & { kind: 'account' }) | null>;
	/** Being in a meeting counts as being there: it keeps these logins from ending for idleness. */
	endedAmong(ctx: Ctx, loginIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export const logins: Logins = {
	async identify(ctx, pair) {
		const known = await accounts.identifyAtDoor(ctx, pair);
		return (
			known && {
				kind: 'account',
				accountId: known.accountId,
				loginId: known.loginId,
				roles: known.roles
			}
		);
	},
	endedAmong: accounts.endedAmong
};
