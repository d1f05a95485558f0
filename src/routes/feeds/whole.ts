import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as directory from '#lib/directory/server/directory.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { AppError } from '#server/errors.ts';
import { answerWith, isKnownTag } from '../public-answer.ts';

const types = { json: 'application/json', csv: 'text/csv; charset=utf-8; header=present' };

/** Sent in pieces of this size, straight from what is kept: nobody who reads slowly holds a copy. */
const pieceLength = 65_536;

/**
 * A whole feed, packed for whoever can unpack it, or 304 when nothing changed since the reader's copy; 429
 * while one that is too large to be kept cannot be written again.
 */
export async function whole(event: RequestEvent, form: keyof typeof types): Promise<Response> {
	let seconds = 0;
	const answer = await answerWith(() =>
		answered(event, form).catch((error: unknown) => {
			if (error instanceof AppError) seconds = Number(error.values?.seconds ?? 0);
			throw error;
		})
	);
	if (seconds > 0) answer.headers.set('retry-after', String(seconds));
	return answer;
}

async function answered(
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
		const plain = Readable.from(piecesOf(packed)).pipe(createGunzip());
		return new Response(Readable.toWeb(plain) as ReadableStream, { headers });
	}
	const length = String(packed.length);
	return new Response(Readable.toWeb(Readable.from(piecesOf(packed))) as ReadableStream, {
		headers: { ...headers, 'content-encoding': 'gzip', 'content-length': length }
	});
}

function* piecesOf(packed: Buffer): Generator<Buffer> {
	for (let at = 0; at < packed.length; at += pieceLength)
		yield packed.subarray(at, at + pieceLength);
}
