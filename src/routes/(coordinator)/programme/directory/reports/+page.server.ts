import * as directory from '#lib/directory/server/directory.ts';
import { pageOf } from '../paging.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, url }) => {
	const page = pageOf(url.searchParams);
	const sourceId = url.searchParams.get('source') ?? undefined;
	return {
		...(await directory.reports(ctx, { page, ...(sourceId ? { sourceId } : {}) })),
		...{ page, sourceId, now: ctx.now(), timeZone }
	};
};
