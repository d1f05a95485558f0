import * as accounts from '#lib/accounts/server/accounts.ts';
import { facilitatorsOfGroup } from '#lib/groups/groups.ts';
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
		clock: await impact.answerClock(locals.ctx),
		nextStep: await nextStep(locals.ctx),
		now: locals.ctx.now(),
		timeZone: locals.timeZone
	};
};

/** What a new coordinator does next; null once there is a group. */
async function nextStep(ctx: Ctx): Promise<'invite' | 'group' | null> {
	const all = await groups.all(ctx);
	if (all.length > 0) return null;
	const leads = await accounts.facilitators(ctx);
	return leads.length < facilitatorsOfGroup.least ? 'invite' : 'group';
}
