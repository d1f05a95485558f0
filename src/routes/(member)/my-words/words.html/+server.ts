import * as shares from '#lib/shares/server/shares.ts';
import type { RequestHandler } from './$types';

/** Piece by piece as it is read; the name of the file says nothing. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const groupId = url.searchParams.get('group') ?? '';
	const pieces = await shares.exportOwn(locals.ctx, { groupId });
	const text = shares.asHtml(pieces, locals.timeZone);
	return new Response(shares.streamOf(text), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-disposition': 'attachment; filename="notes.html"'
		}
	});
};
