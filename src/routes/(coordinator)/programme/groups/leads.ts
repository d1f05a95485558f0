import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Ctx } from '#server/ctx.ts';

/** Facilitators to choose from, by the label coordinators gave them. */
export const leadChoices = async (ctx: Ctx) =>
	(await accounts.facilitators(ctx)).map(({ accountId, label }) => ({ value: accountId, label }));
