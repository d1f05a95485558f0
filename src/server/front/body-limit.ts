import type { IncomingMessage, ServerResponse } from 'node:http';
import { minute, second } from '../clock.ts';

/** No form and no API call needs more. Kit counts bodies that do not announce their length. */
export const BODY_LIMIT = 64 * 1024;

/** The one address that takes a file; its page alone reads it, as it comes (src/server/http/upload.ts). */
const takesFile = /^\/programme\/directory\/upload\/?(?:\?|$)/;
/** The largest file that is taken. */
export const FILE_LIMIT = 20 * 1024 * 1024;
/** Up to this a file that is too large is still read to its end: a browser shows no answer before. */
export const READ_LIMIT = 4 * FILE_LIMIT;

const formTime = 30 * second;
/** 20 MB at half a megabit a second. */
export const fileTime = 5 * minute;

const WORDS = 'What you sent is too long. Please make it shorter and send it again.';
const FILE_WORDS = 'This file is far too large. A file may have up to 20 MB.';
const page = (words: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Too long</title></head>
<body><main><h1>That was too long to send</h1><p>${words} Going back in your browser may bring back what you wrote.</p></main></body>
</html>
`;

const isFile = ({ method, url = '' }: IncomingMessage) => method === 'POST' && takesFile.test(url);

/**
 * Answers a body that announces itself as too large, before a byte of it is read. A file is hidden from the
 * framework, whose limit is that of forms for every page; whoever wants it takes it from the connection.
 */
export function refusedAsTooLarge(request: IncomingMessage, response: ServerResponse): boolean {
	const announced = Number(request.headers['content-length'] ?? 0);
	const limit = isFile(request) ? READ_LIMIT : BODY_LIMIT;
	if (announced > limit) {
		refuse(request, response, isFile(request) ? FILE_WORDS : WORDS);
		return true;
	}
	if (isFile(request)) {
		delete request.headers['content-length'];
		delete request.headers['transfer-encoding'];
	}
	return false;
}

/** A body that does not arrive in time takes its connection with it. */
export function endInTime(request: IncomingMessage, response: ServerResponse): void {
	if (request.complete) return;
	const giveUp = () => {
		if (!request.complete) request.destroy();
	};
	let timer = setTimeout(giveUp, isFile(request) ? fileTime : formTime);
	// Nobody waits for the rest of what was answered already.
	response.once('finish', () => {
		clearTimeout(timer);
		if (!request.complete) timer = setTimeout(giveUp, formTime);
	});
	request.once('close', () => clearTimeout(timer));
}

function refuse(request: IncomingMessage, response: ServerResponse, words: string): void {
	const html = request.headers.accept?.includes('text/html') === true;
	const answer = html
		? page(words)
		: JSON.stringify({ error: { code: 'too_large', message: words } });
	response
		.writeHead(413, {
			'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
			'content-security-policy': "default-src 'none'",
			'cache-control': 'no-store',
			// The rest of the body is not read, so the connection cannot carry another request.
			connection: 'close'
		})
		.end(answer);
}
