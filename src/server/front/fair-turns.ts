import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { say } from '#lib/words/words.ts';
import { networkOf } from '../limits.ts';
import { ADDRESS_HEADER } from './forwarded.ts';
import { openTurns } from './turns.ts';

/** Of one network; a page takes about 15 ms of the one processor, so a stranger waits behind six at most. */
const atOnce = 6;
/** A whole ward behind one address, each pressing twice, is far from this. */
const mostWaiting = 250;
const secondsToWait = 5;
const framed = "default-src 'none'; frame-ancestors *";

/**
 * What never waits in the line of the directory: ways out and to help, the files of the pages, and where
 * members are, who have limits of their own. Everything else does, however its address is written.
 */
const apart =
	/^\/(?:_app|groups|health|help|home|leave|meetings|programme|questions|recover|set-up|settings|sign-in|sign-up|staff)(?:\/[\w-][\w.-]*)*\/?(?:\?|$)/;

const WORDS = say('errors.all_at_once');
const HEADING = say('errors.all_at_once.title');
const problem = { code: 'too_many', message: WORDS };
/** The last page of all (src/error.html), with the ways out and to help, and these words. */
const PAGE = readFileSync(new URL('../../error.html', import.meta.url), 'utf8')
	.replace(/<h1>[^<]*/, `<h1>${HEADING}`)
	.replace('%sveltekit.error.message%', WORDS);
const FRAMED = `<!doctype html><html lang="en"><title>${HEADING}</title><p>${WORDS}</p></html>`;

/** Does the work of a request when it is the turn of whoever asks, and says when it is done. */
export type FairTurns = (
	request: IncomingMessage,
	response: ServerResponse,
	work: () => Promise<void>
) => Promise<void>;

/**
 * Fair turns for what anybody may ask (docs/decisions/0048): a network has six requests in hand at once, and
 * the rest of its requests wait behind each other, not before anybody else's. Nothing is kept of a network
 * of which nothing is under way, and nothing of it is written anywhere.
 */
export function openFairTurns(): FairTurns {
	const turns = openTurns({ atOnce, mostWaiting });
	return async (request, response, work) => {
		if (apart.test(request.url ?? '')) return work();
		const asker = networkOf(String(request.headers[ADDRESS_HEADER]));
		const turn = turns.take(asker);
		if (turn === false) return refuse(request, response);
		if (turn !== true) await turn;
		let isOver = false;
		const over = () => {
			if (isOver) return;
			isOver = true;
			turns.end(asker);
		};
		// Whoever went away meanwhile needs no answer.
		if (response.destroyed) return over();
		// The work is done when the answer begins: who reads slowly holds up nobody.
		const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
		response.writeHead = ((...given: unknown[]) => {
			over();
			return writeHead(...given);
		}) as ServerResponse['writeHead'];
		try {
			await work();
		} finally {
			over();
		}
	};
}

function refuse({ headers, url = '' }: IncomingMessage, response: ServerResponse): void {
	const isFramed = url.startsWith('/embed');
	const isPage = isFramed || headers.accept?.includes('text/html') === true;
	// A form that a script sends reads its answer in this shape.
	const isForm = headers['x-sveltekit-action'] !== undefined;
	const json = isForm ? { type: 'error', status: 429, error: problem } : problem;
	if (isFramed) response.setHeader('content-security-policy', framed);
	// Pages of other sites may read why they have to wait; nothing here depends on who asks.
	response.setHeader('access-control-allow-origin', '*');
	response.setHeader('cache-control', 'no-store');
	response.setHeader('retry-after', secondsToWait);
	response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'application/json');
	response.writeHead(429).end(isFramed ? FRAMED : isPage ? PAGE : JSON.stringify(json));
}
