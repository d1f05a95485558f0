import * as measures from '#lib/measures/server/measures.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
	entries: await measures.offered(ctx),
	now: ctx.now()
});
