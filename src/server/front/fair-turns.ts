import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { say } from '#lib/words/words.ts';
import { networkOf } from '../limits.ts';
import { ADDRESS_HEADER } from './forwarded.ts';
import { openTurns, type NoTurn, type TurnBounds } from './turns.ts';

/**
 * Of one network: a page takes about 15 ms of the one processor, so a stranger waits behind six at most; and
 * a whole ward behind one address, each pressing twice, is far from 250. Of all: behind those in hand and one
 * of each other network, which is ten seconds when all of them ask for pages.
 */
const bounds: TurnBounds = {
	...{ atOnce: 6, mostWaiting: 250 },
	inAll: { atOnce: 240, askers: 400, waiting: 5000, fewWaiting: 12 }
};
const secondsToWait = { line_full: 5, all_full: 10 };
const framed = "default-src 'none'; frame-ancestors *";

/**
 * What never waits in the line of the directory: ways out and to help, the files of the pages, and where
 * members are, who have limits of their own. Everything else does, however its address is written.
 */
const apart =
	/^\/(?:_app|answering|groups|health|help|home|how-i-am|leave|library\/mine|meetings|plan|my-words|programme|questions|recover|saved|search|set-up|settings|sign-in|sign-up|staff|training)(?:\/[\w-][\w.-]*)*\/?(?:\?|$)/;

const LAST_PAGE = readFileSync(new URL('../../error.html', import.meta.url), 'utf8');

function refusal(status: number, code: string, words: string, heading: string) {
	return {
		...{ status, problem: { code, message: words } },
		/** The last page of all (src/error.html), with the ways out and to help, and these words. */
		page: LAST_PAGE.replace(/<h1>[^<]*/, `<h1>${heading}`).replace(
			'%sveltekit.error.message%',
			words
		),
		framed: `<!doctype html><html lang="en"><title>${heading}</title><p>${words}</p></html>`
	};
}
const heading = say('errors.all_at_once.title');
const refusals: Record<NoTurn, ReturnType<typeof refusal>> = {
	line_full: refusal(429, 'too_many', say('errors.all_at_once'), heading),
	all_full: refusal(503, 'very_many_here', say('errors.very_many_here'), heading)
};

/** Does the work of a request when it is the turn of whoever asks, and says when it is done. */
export type FairTurns = (
	request: IncomingMessage,
	response: ServerResponse,
	work: () => Promise<void>
) => Promise<void>;

/**
 * Fair turns for what anybody may ask (docs/decisions/0048): a network has six requests in hand at once, and
 * the rest of its requests wait behind each other, not before anybody else's. When very many networks ask,
 * places go round from one to the next, and a network too many is asked to come again. Nothing is kept of a network
 * of which nothing is under way, and nothing of it is written anywhere.
 */
export function openFairTurns(): FairTurns {
	const turns = openTurns(bounds);
	return async (request, response, work) => {
		if (apart.test(request.url ?? '')) return work();
		const asker = networkOf(String(request.headers[ADDRESS_HEADER]));
		const turn = turns.take(asker);
		if (typeof turn === 'string') return refuse(request, response, turn);
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

function refuse(
	{ headers, url = '' }: IncomingMessage,
	response: ServerResponse,
	why: NoTurn
): void {
	const { status, problem, page, framed: inFrame } = refusals[why];
	const isFramed = url.startsWith('/embed');
	const isPage = isFramed || headers.accept?.includes('text/html') === true;
	// A form that a script sends reads its answer in this shape.
	const isForm = headers['x-sveltekit-action'] !== undefined;
	const json = isForm ? { type: 'error', status, error: problem } : problem;
	if (isFramed) response.setHeader('content-security-policy', framed);
	// Pages of other sites may read why they have to wait; nothing here depends on who asks.
	response.setHeader('access-control-allow-origin', '*');
	response.setHeader('cache-control', 'no-store');
	response.setHeader('retry-after', secondsToWait[why]);
	response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'application/json');
	response.writeHead(status).end(isFramed ? inFrame : isPage ? page : JSON.stringify(json));
}
