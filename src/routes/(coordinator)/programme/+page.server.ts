import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { isQuarter } from '#lib/impact/impact.ts';
import * as impact from '#lib/impact/server/impact.ts';
import type { Ctx } from '#server/ctx.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const wanted = url.searchParams.get('quarter');
	const quarter = isQuarter(wanted) ? wanted : undefined;
	return {
		programme: await impact.programme(locals.ctx, { quarter }),
		nextStep: await nextStep(locals.ctx)
	};
};

/** Two people lead a group. */
const needed = 2;

/** What a new coordinator does next; null once there is a group. */
async function nextStep(ctx: Ctx): Promise<'invite' | 'group' | null> {
	const all = await groups.all(ctx);
	if (all.length > 0) return null;
	const { people } = await accounts.staff(ctx);
	const leads = people.filter(({ roles }) => roles.includes('facilitator'));
	return leads.length < needed ? 'invite' : 'group';
}
