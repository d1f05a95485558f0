import * as training from '#lib/training/server/training.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { ctx } }) => ({ prompts: training.prompts(ctx) });
