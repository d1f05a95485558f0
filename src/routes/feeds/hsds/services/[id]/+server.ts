import * as directory from '#lib/directory/server/directory.ts';
import { answer } from '../../../../public-answer.ts';
import type { RequestHandler } from './$types';

/** One service with all that belongs to it. */
export const GET: RequestHandler = ({ locals: { ctx }, params, request, url }) =>
	answer(() => directory.hsdsService(ctx, params.id, url.origin), {
		request,
		isKept: true,
		tag: () => directory.feedTag(ctx)
	});
