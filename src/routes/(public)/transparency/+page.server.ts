import * as impact from '#lib/impact/server/impact.ts';
import { readHalf } from '../../asked-half.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
	page: await impact.transparency(ctx, { audience: 'outside', half: readHalf(url) })
});
