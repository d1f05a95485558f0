import * as impact from '#lib/impact/server/impact.ts';
import { readHalf } from '../../../asked-half.ts';
import type { RequestHandler } from './$types';

/** What the page shows, as a file. */
export const GET: RequestHandler = async ({ locals: { ctx }, url }) => {
	const page = await impact.transparency(ctx, { audience: 'outside', half: readHalf(url) });
	return new Response(impact.transparencyCsv(page), {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': 'attachment; filename="figures.csv"',
			'cache-control': 'public, max-age=300'
		}
	});
};
