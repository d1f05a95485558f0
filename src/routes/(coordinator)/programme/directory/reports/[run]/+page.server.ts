import * as directory from '#lib/directory/server/directory.ts';
import { pageOf } from '../../paging.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params, url }) => {
	const page = pageOf(url.searchParams);
	return {
		report: await directory.report(ctx, params.run, { page }),
		...{ page, now: ctx.now(), timeZone }
	};
};
