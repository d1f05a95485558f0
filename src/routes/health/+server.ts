import { json } from '@sveltejs/kit';
import { answersIn } from '#server/db/answers.ts';
import type { RequestHandler } from './$types';

/** For whoever watches over the server: whether pages can be served now. */
export const GET: RequestHandler = async ({ locals }) => {
	const milliseconds = await answersIn(locals.ctx.db);
	return json({ status: 'ok', database: { milliseconds } });
};
