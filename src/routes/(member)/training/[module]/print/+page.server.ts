import * as training from '#lib/training/server/training.ts';
import { nrOf } from '#lib/training/training.ts';
import type { PageServerLoad } from './$types';

/** Without the frame: what is printed names no product. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
	bare: true,
	module: await training.module(ctx, nrOf(params.module))
});
