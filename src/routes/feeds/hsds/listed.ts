import { Readable } from 'node:stream';
import type { RequestEvent } from '@sveltejs/kit';
import * as directory from '#lib/directory/server/directory.ts';
import { minute } from '#server/clock.ts';
import { tooMany, type AppError } from '#server/errors.ts';
import { networkOf } from '#server/limits.ts';
import { answer, answerWith } from '../../public-answer.ts';

type Asked = directory.HsdsInput;
type Fields = Record<string, unknown>;
type Lines = Iterable<Fields> | AsyncIterable<Fields>;

/** Lists that are sent whole at this moment, one for each network: a line is sent when its reader wants it. */
const sending = new Set<string>();
const most = { atOnce: 8, time: 15 * minute };
const secondsToWait = 60;
const pieceLength = 65_536;

/** A list of the Open Referral API: a page of it, or with `format=ndjson` all of it, a line for each. */
export function listed(
	{ locals: { ctx, address = '' }, request, url }: RequestEvent,
	page: (asked: Asked) => unknown,
	lines: (asked: Asked) => Lines | Promise<Lines>
): Promise<Response> {
	const asked = Object.fromEntries(url.searchParams) as Asked;
	if (asked.format !== 'ndjson')
		return answer(() => page(asked), { request, isKept: true, tag: () => directory.feedTag(ctx) });
	const network = networkOf(address);
	const isFull = sending.has(network) || sending.size >= most.atOnce;
	return answerWith(async () => {
		if (isFull) throw tooMany(secondsToWait);
		sending.add(network);
		try {
			const stream = Readable.from(pieces(await lines(asked)));
			const timer = setTimeout(() => stream.destroy(), most.time).unref();
			stream.once('close', () => {
				clearTimeout(timer);
				sending.delete(network);
			});
			const headers = {
				...{ 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
				'access-control-allow-origin': '*'
			};
			return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
		} catch (error) {
			sending.delete(network);
			throw error as AppError;
		}
	}).then((sent) => {
		if (isFull) sent.headers.set('retry-after', String(secondsToWait));
		return sent;
	});
}

async function* pieces(lines: Lines): AsyncGenerator<Buffer> {
	let piece = '';
	for await (const line of lines) {
		piece += `${JSON.stringify(line)}\n`;
		if (piece.length < pieceLength) continue;
		yield Buffer.from(piece);
		piece = '';
	}
	if (piece) yield Buffer.from(piece);
}
