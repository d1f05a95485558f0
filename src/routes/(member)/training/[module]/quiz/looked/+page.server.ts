import * as training from '#lib/training/server/training.ts';
import { nrOf } from '#lib/training/training.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
	looked: await training.looked(ctx, nrOf(params.module))
});
