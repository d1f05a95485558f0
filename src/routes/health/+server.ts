import { json } from '@sveltejs/kit';
import { sql } from 'kysely';
import type { RequestHandler } from './$types';

/** For whoever watches over the server: whether pages can be served now. */
export const GET: RequestHandler = async ({ locals }) => {
	const began = performance.now();
	await sql`select 1`.execute(locals.ctx.db);
	const milliseconds = Math.round((performance.now() - began) * 10) / 10;
	return json({ status: 'ok', database: { milliseconds } });
};
