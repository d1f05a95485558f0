import { isQuarter } from '#lib/impact/impact.ts';
import * as impact from '#lib/impact/server/impact.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const wanted = url.searchParams.get('quarter');
	const quarter = isQuarter(wanted) ? wanted : undefined;
	return { programme: await impact.programme(locals.ctx, { quarter }) };
};
