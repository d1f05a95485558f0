import * as training from '#lib/training/server/training.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
	modules: await training.modules(ctx),
	scenarios: await training.scenarios(ctx),
	hasReplies: training.prompts(ctx).length > 0
});
