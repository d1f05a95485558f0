import * as directory from '#lib/directory/server/directory.ts';
import type { RequestHandler } from './$types';

/** As many as are kept of one reading (`mostProblems`). */
const all = 5000;

/** The report as a file: the figures of the reading, and in `rows` every remark that is kept. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const {
		list,
		hasMore: _,
		...head
	} = await directory.report(locals.ctx, params.run, {
		size: all
	});
	return new Response(`${JSON.stringify({ ...head, rows: list }, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="report-${head.beganAt.toISOString().slice(0, 10)}.json"`
		}
	});
};
