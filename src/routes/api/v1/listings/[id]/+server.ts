import * as directory from '#lib/directory/server/directory.ts';
import { answer } from '../../../../public-answer.ts';
import type { RequestHandler } from './$types';

/** One listing. */
export const GET: RequestHandler = ({ locals: { ctx }, params, request }) =>
	answer(async () => directory.listingAnswer(await directory.listing(ctx, params.id)), {
		request,
		isKept: true
	});
