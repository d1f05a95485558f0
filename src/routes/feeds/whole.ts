import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as directory from '#lib/directory/server/directory.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { isKnownTag } from '../public-answer.ts';

const types = { json: 'application/json', csv: 'text/csv; charset=utf-8; header=present' };

/** A whole feed, packed for whoever can unpack it, or 304 when nothing changed since the reader's copy. */
export async function whole(
	{ locals: { ctx }, request, url }: RequestEvent,
	form: keyof typeof types
): Promise<Response> {
	const { tag, packed } = await directory.wholeFeed(ctx, form, url.origin);
	const headers = {
		'access-control-allow-origin': '*',
		'cache-control': 'public, max-age=300',
		'content-type': types[form],
		vary: 'accept-encoding',
		// The same words in another dress.
		etag: `W/${tag}`
	};
	if (isKnownTag(request, tag)) return new Response(null, { status: 304, headers });
	if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get('accept-encoding') ?? '')) {
		const plain = Readable.from([packed]).pipe(createGunzip());
		return new Response(Readable.toWeb(plain) as ReadableStream, { headers });
	}
	return new Response(new Uint8Array(packed), {
		headers: { ...headers, 'content-encoding': 'gzip' }
	});
}
