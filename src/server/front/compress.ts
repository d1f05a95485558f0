import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

type Encoding = 'br' | 'gzip';

const SMALLEST = 1024;

/**
 * Compresses pages that hold nothing of anyone's: HTML for a request without a cookie, itself
 * setting none. The length of a compressed page tells what is repeated in it, so a page that mixes
 * members' words with anything a link can bring is sent as it is (docs/decisions/0002).
 */
export function compressPublicHtml(request: IncomingMessage, response: ServerResponse): void {
	if (request.method !== 'GET' || request.headers.cookie !== undefined) return;
	const encoding = best(request.headers['accept-encoding']);
	const writeHead = response.writeHead.bind(response) as (status: number) => ServerResponse;
	const end = response.end.bind(response) as (body?: unknown) => ServerResponse;
	const send = response.write.bind(response) as (chunk: unknown) => boolean;
	let gathered: Buffer[] | undefined;

	response.writeHead = ((status: number, ...more: []) => {
		if (isPublicHtml(response, status)) {
			response.appendHeader('vary', 'accept-encoding');
			if (encoding) gathered = [];
		}
		return gathered ? response : writeHead(status, ...more);
	}) as ServerResponse['writeHead'];

	response.write = ((chunk: Uint8Array | string) => {
		if (!gathered) return send(chunk);
		gathered.push(Buffer.from(chunk as Uint8Array));
		return true;
	}) as ServerResponse['write'];

	response.end = ((chunk?: Uint8Array | string) => {
		if (!gathered || !encoding) return end(chunk);
		if (chunk !== undefined) gathered.push(Buffer.from(chunk as Uint8Array));
		const page = Buffer.concat(gathered);
		void pack(encoding, page).then((packed) => {
			if (response.destroyed) return;
			response.setHeader('content-encoding', encoding);
			response.setHeader('content-length', packed.byteLength);
			weaken(response);
			writeHead(200);
			end(packed);
		});
		return response;
	}) as ServerResponse['end'];
}

function isPublicHtml(response: ServerResponse, status: number): boolean {
	return (
		status === 200 &&
		String(response.getHeader('content-type') ?? '').startsWith('text/html') &&
		// Without a length it is a stream, which must not wait for its end.
		Number(response.getHeader('content-length') ?? 0) >= SMALLEST &&
		!response.hasHeader('content-encoding') &&
		!response.hasHeader('set-cookie')
	);
}

function best(accepted: string | string[] | undefined): Encoding | undefined {
	const names = String(accepted ?? '')
		.toLowerCase()
		.split(',')
		.filter((entry) => !/;\s*q=0(\.0*)?\s*$/.test(entry))
		.map((entry) => entry.split(';')[0]?.trim());
	if (names.includes('br')) return 'br';
	return names.includes('gzip') ? 'gzip' : undefined;
}

const brotli = promisify((page: Buffer, done: (error: Error | null, packed: Buffer) => void) =>
	brotliCompress(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, done)
);
const fastGzip = promisify((page: Buffer, done: (error: Error | null, packed: Buffer) => void) =>
	gzip(page, { level: 1 }, done)
);

const pack = (encoding: Encoding, page: Buffer) =>
	encoding === 'br' ? brotli(page) : fastGzip(page);

/** The bytes differ from the uncompressed page, the meaning does not: that is a weak tag. */
function weaken(response: ServerResponse): void {
	const tag = response.getHeader('etag');
	if (typeof tag === 'string' && tag.startsWith('"')) response.setHeader('etag', `W/${tag}`);
}
