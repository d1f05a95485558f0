import * as groups from '#lib/groups/server/groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	group: await groups.publicPage(ctx, params.id),
	now: ctx.now(),
	timeZone
});
