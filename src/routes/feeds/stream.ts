import * as directory from '#lib/directory/server/directory.ts';
import type { RequestEvent } from '@sveltejs/kit';

const types = { json: 'application/json', csv: 'text/csv; charset=utf-8; header=present' };

/** A whole feed while it is read, or 304 when nothing changed since the reader's copy. */
export async function stream(
	{ locals: { ctx }, request, url }: RequestEvent,
	form: keyof typeof types
): Promise<Response> {
	const etag = await directory.feedTag(ctx);
	const headers = {
		'access-control-allow-origin': '*',
		'cache-control': 'public, max-age=300',
		'content-type': types[form],
		etag
	};
	if (request.headers.get('if-none-match') === etag)
		return new Response(null, { status: 304, headers });
	const { chunks } = await directory.meetingGuide(ctx, form, url.origin);
	const text = chunks[Symbol.asyncIterator]();
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			// Small pieces go together: each crossing costs more than the piece.
			let piece = '';
			while (piece.length < 32_768) {
				const { value, done } = await text.next();
				if (done) break;
				piece += value;
			}
			if (piece === '') controller.close();
			else controller.enqueue(encoder.encode(piece));
		},
		cancel: async () => void (await text.return?.())
	});
	return new Response(body, { headers });
}
