import type { IncomingMessage, ServerResponse } from 'node:http';
import { withNoise } from './noise.ts';
import { pack, packedOf, type Reader } from './packing.ts';

const SMALLEST = 1024;

/**
 * Compresses whole pages: for everybody without a cookie, and for somebody who came from our own pages or
 * by themselves, to an address that brings nothing along. The length of a compressed page tells what is
 * repeated in it; so a page of somebody's is sent as it is whenever another site could have asked for it, or
 * could have a hand in what it says (docs/decisions/0002).
 */
export function compressPages(request: IncomingMessage, response: ServerResponse): void {
	const reader = readerOf(request);
	if (!reader) return;
	const encoding = packedOf(request.headers['accept-encoding'], reader);
	const writeHead = response.writeHead.bind(response) as (status: number) => ServerResponse;
	const end = response.end.bind(response) as (body?: unknown) => ServerResponse;
	const send = response.write.bind(response) as (chunk: unknown) => boolean;
	let gathered: Buffer[] | undefined;

	response.writeHead = ((status: number, ...more: []) => {
		if (isWholePage(response, status)) {
			response.appendHeader('vary', 'accept-encoding');
			if (encoding) gathered = [];
		}
		return gathered ? response : writeHead(status, ...more);
	}) as ServerResponse['writeHead'];

	response.write = ((chunk: Uint8Array | string) => {
		if (!gathered) return send(chunk);
		gathered.push(bytesOf(chunk));
		return true;
	}) as ServerResponse['write'];

	response.end = ((chunk?: Uint8Array | string) => {
		if (!gathered || !encoding) return end(chunk);
		if (chunk !== undefined) gathered.push(bytesOf(chunk));
		const page = Buffer.concat(reader === 'somebody' ? withNoise(gathered) : gathered);
		const sent = (packed: Buffer) => {
			if (response.destroyed) return;
			response.setHeader('content-encoding', encoding);
			response.setHeader('content-length', packed.byteLength);
			weaken(response);
			writeHead(200);
			end(packed);
		};
		pack(encoding, reader, page, sent);
		return response;
	}) as ServerResponse['end'];
}

/** Whom a page would be compressed for; null when it goes out as it is. */
function readerOf({ method, headers, url = '' }: IncomingMessage): Reader | null {
	if (method !== 'GET') return null;
	if (headers.cookie === undefined) return 'everybody';
	const from = headers['sec-fetch-site'];
	const isOwnVisit = from === 'same-origin' || from === 'none';
	return isOwnVisit && !url.includes('?') ? 'somebody' : null;
}

const bytesOf = (chunk: Uint8Array | string): Buffer =>
	typeof chunk === 'string'
		? Buffer.from(chunk)
		: Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

function isWholePage(response: ServerResponse, status: number): boolean {
	return (
		status === 200 &&
		String(response.getHeader('content-type') ?? '').startsWith('text/html') &&
		// Without a length it is a stream, which must not wait for its end.
		Number(response.getHeader('content-length') ?? 0) >= SMALLEST &&
		!response.hasHeader('content-encoding') &&
		!response.hasHeader('set-cookie')
	);
}

/** The bytes differ from the uncompressed page, the meaning does not: that is a weak tag. */
function weaken(response: ServerResponse): void {
	const tag = response.getHeader('etag');
	if (typeof tag === 'string' && tag.startsWith('"')) response.setHeader('etag', `W/${tag}`);
}
