import * as groups from '#lib/groups/server/groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	groups: await groups.all(ctx),
	now: ctx.now(),
	timeZone
});
