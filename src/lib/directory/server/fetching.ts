import http from 'node:http';
import https from 'node:https';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Duplex, Readable } from 'node:stream';
import { minute, second } from '#server/clock.ts';
import { FeedRefused } from './errors.ts';
import { publicAddressOf } from './public-address.ts';

export interface FetchLimits {
	/** Of the body as it comes, and again of what it unpacks to. */
	bytes: number;
	/** All of it, redirects included, in milliseconds. */
	whole: number;
	/** Between two pieces, in milliseconds. */
	idle: number;
	redirects: number;
	/** Which addresses may be connected to: those of the open internet, but in tests. */
	isAllowed?: (address: string) => boolean;
}
export const usualLimits: FetchLimits = {
	...{ bytes: 2 * 1024 ** 3, whole: 10 * minute, idle: 30 * second, redirects: 5 }
};

/** How a server names the answer that it gave, to be asked later whether it would give another. */
export interface Mark {
	/** Where it came from in the end: elsewhere the same name can mean another answer. */
	url: string;
	etag: string | null;
	modified: string | null;
}
export interface FetchOptions {
	limits?: FetchLimits;
	/** Of an answer that was read to its end. */
	seen?: Mark | null;
	/** Told once the server begins to answer; null when it names its answers in no way that can be trusted. */
	onMark?: (mark: Mark | null) => void;
}

/** The server says that its answer is still the one that was seen. */
export class NotModified extends Error {}

/**
 * The bytes behind an http or https address, unpacked. Every host, after redirects as well, is looked up
 * once, checked, and connected to by the very address that was checked, so that a name cannot mean another
 * machine a moment later.
 * @throws FeedRefused with a code, when it is opened or while it is read; NotModified before any byte
 */
export async function* fetchFeed(
	address: string,
	{ limits = usualLimits, seen = null, onMark }: FetchOptions = {}
): AsyncGenerator<Uint8Array> {
	const clock = new AbortController();
	const timer = setTimeout(() => clock.abort(new FeedRefused('too_slow')), limits.whole);
	try {
		const { response, url } = await follow(address, limits, clock.signal, seen);
		onMark?.(markOf(response, url));
		yield* bounded(unpacked(response), limits, clock.signal);
	} catch (error) {
		if (clock.signal.aborted) throw clock.signal.reason;
		if (error instanceof FeedRefused || error instanceof NotModified) throw error;
		throw new FeedRefused('connection_lost');
	} finally {
		clearTimeout(timer);
		clock.abort();
	}
}

/** Longer names than this are not kept. */
const longestName = 500;
/** What changed in the same minute as it was read may have changed again in it: a time is no name for that. */
const settled = minute;

function markOf({ headers }: http.IncomingMessage, url: URL): Mark | null {
	const { etag = null, 'last-modified': modified = null, date } = headers;
	const isSettled = modified !== null && Date.parse(date ?? '') - Date.parse(modified) >= settled;
	const mark = { url: url.href, etag, modified: isSettled ? modified : null };
	const isShort = `${mark.etag ?? ''}${mark.modified ?? ''}`.length <= longestName;
	return isShort && (mark.etag ?? mark.modified) ? mark : null;
}

/** The questions whether the answer is still the one that was seen; none at another address. */
function conditions(url: URL, seen: Mark | null): Record<string, string> {
	if (seen?.url !== url.href) return {};
	return {
		...(seen.etag && { 'if-none-match': seen.etag }),
		...(seen.modified && { 'if-modified-since': seen.modified })
	};
}

async function follow(
	address: string,
	limits: FetchLimits,
	signal: AbortSignal,
	seen: Mark | null
): Promise<{ response: http.IncomingMessage; url: URL }> {
	let url = checked(address);
	for (let hop = 0; hop <= limits.redirects; hop++) {
		const asked = conditions(url, seen);
		const response = await request(url, limits, signal, asked);
		const status = response.statusCode ?? 0;
		if (status === 200) return { response, url };
		response.destroy();
		if (status === 304 && Object.keys(asked).length > 0) throw new NotModified();
		const next = response.headers.location;
		if (status < 300 || status >= 400 || !next) throw new FeedRefused(whyOf(status));
		if (!URL.canParse(next, url)) throw new FeedRefused('redirect_broken');
		const target = checked(new URL(next, url).href);
		if (url.protocol === 'https:' && target.protocol !== 'https:')
			throw new FeedRefused('redirect_insecure');
		url = target;
	}
	throw new FeedRefused('redirects_many');
}

function checked(address: string): URL {
	if (!URL.canParse(address)) throw new FeedRefused('url');
	const url = new URL(address);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FeedRefused('url_scheme');
	if (url.username !== '' || url.password !== '') throw new FeedRefused('url_secret');
	return url;
}

function whyOf(status: number): string {
	if (status === 404 || status === 410) return 'answer_gone';
	if (status === 401 || status === 403) return 'answer_closed';
	if (status === 429 || status >= 500) return 'answer_busy';
	return 'answer_odd';
}

async function request(
	url: URL,
	limits: FetchLimits,
	signal: AbortSignal,
	asked: Record<string, string>
): Promise<http.IncomingMessage> {
	const aborted = new Promise<never>((_, reject) =>
		signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
	);
	// Whoever loses the race must not be an unhandled rejection.
	aborted.catch(() => {});
	const to = await Promise.race([publicAddressOf(url.hostname, limits.isAllowed), aborted]);
	const { request: open } = url.protocol === 'https:' ? https : http;
	return new Promise((resolve, reject) => {
		const sent = open(url, {
			agent: false,
			signal,
			timeout: limits.idle,
			maxHeaderSize: 32 * 1024,
			headers: {
				accept: 'application/json, text/csv;q=0.9, */*;q=0.5',
				'accept-encoding': 'gzip, br, deflate',
				'user-agent': 'holdspace-directory',
				...asked
			},
			// The address that was checked, whatever the name would say now.
			lookup: (_host, options, answer) => {
				if (options.all) answer(null, [to]);
				else answer(null, to.address, to.family);
			}
		});
		sent.once('response', (response) => {
			// From here on the idle time of the body counts.
			sent.setTimeout(0);
			resolve(response);
		});
		sent.once('timeout', () => sent.destroy(new FeedRefused('too_slow')));
		sent.once('error', (error) =>
			reject(error instanceof FeedRefused ? error : new FeedRefused('connection_failed'))
		);
		sent.end();
	});
}

function unpacked(response: http.IncomingMessage): [Readable, Duplex?] {
	const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
	if (encoding === 'identity' || encoding === '') return [response];
	const open = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress };
	const make = encoding === 'deflate' ? createInflate : open[encoding as keyof typeof open];
	if (!make) {
		response.destroy();
		throw new FeedRefused('encoding_unknown');
	}
	return [response, make()];
}

/** The bytes of the last stream, with both counted: a small body can unpack to a very large one. */
async function* bounded(
	[source, unpacker]: [Readable, Duplex?],
	limits: FetchLimits,
	signal: AbortSignal
): AsyncGenerator<Uint8Array> {
	const last = unpacker ?? source;
	const fail = (error: Error) => last.destroy(error);
	const onAbort = () => fail(signal.reason as Error);
	signal.addEventListener('abort', onAbort, { once: true });
	if (unpacker) {
		let packed = 0;
		source.on('data', (piece: Buffer) => {
			packed += piece.length;
			if (packed > limits.bytes) fail(new FeedRefused('too_big'));
		});
		source.once('error', fail);
		source.once('aborted', () => fail(new FeedRefused('connection_lost')));
		source.pipe(unpacker);
	}
	let idle: NodeJS.Timeout | undefined;
	const wait = () => {
		clearTimeout(idle);
		idle = setTimeout(() => fail(new FeedRefused('too_slow')), limits.idle);
	};
	try {
		let size = 0;
		wait();
		for await (const piece of last as AsyncIterable<Buffer>) {
			// The reader's own time is not the sender's.
			clearTimeout(idle);
			size += piece.length;
			if (size > limits.bytes) throw new FeedRefused('too_big');
			yield piece;
			wait();
		}
	} finally {
		clearTimeout(idle);
		signal.removeEventListener('abort', onAbort);
		source.destroy();
		last.destroy();
	}
}
