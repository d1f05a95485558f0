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

/**
 * The bytes behind an http or https address, unpacked. Every host, after redirects as well, is looked up
 * once, checked, and connected to by the very address that was checked, so that a name cannot mean another
 * machine a moment later. @throws FeedRefused with a code, when it is opened or while it is read
 */
export async function* fetchFeed(
	address: string,
	limits: FetchLimits = usualLimits
): AsyncGenerator<Uint8Array> {
	const clock = new AbortController();
	const timer = setTimeout(() => clock.abort(new FeedRefused('too_slow')), limits.whole);
	try {
		const response = await follow(address, limits, clock.signal);
		yield* bounded(unpacked(response), limits, clock.signal);
	} catch (error) {
		if (clock.signal.aborted) throw clock.signal.reason;
		if (error instanceof FeedRefused) throw error;
		throw new FeedRefused('connection_lost');
	} finally {
		clearTimeout(timer);
		clock.abort();
	}
}

async function follow(
	address: string,
	limits: FetchLimits,
	signal: AbortSignal
): Promise<http.IncomingMessage> {
	let url = checked(address);
	for (let hop = 0; hop <= limits.redirects; hop++) {
		const response = await request(url, limits, signal);
		const status = response.statusCode ?? 0;
		if (status === 200) return response;
		response.destroy();
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
	signal: AbortSignal
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
				'user-agent': 'holdspace-directory'
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
