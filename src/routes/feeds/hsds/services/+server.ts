import * as directory from '#lib/directory/server/directory.ts';
import { answer } from '../../../public-answer.ts';
import type { RequestHandler } from './$types';

/** Services, a page at a time. */
export const GET: RequestHandler = ({ locals: { ctx }, request, url }) =>
	answer(() => directory.hsdsServices(ctx, Object.fromEntries(url.searchParams), url.origin), {
		request,
		isKept: true,
		tag: () => directory.feedTag(ctx)
	});
