import type { IncomingMessage, ServerResponse } from 'node:http';

/** No form and no API call needs more. Kit counts bodies that do not announce their length. */
export const BODY_LIMIT = 64 * 1024;

const WORDS = 'What you sent is too long. Please make it shorter and send it again.';
const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Too long</title></head>
<body><main><h1>That was too long to send</h1><p>${WORDS} Going back in your browser may bring back what you wrote.</p></main></body>
</html>
`;

/** Answers a body that announces itself as too large, before a byte of it is read. */
export function refusedAsTooLarge(request: IncomingMessage, response: ServerResponse): boolean {
	if (Number(request.headers['content-length'] ?? 0) <= BODY_LIMIT) return false;
	const html = request.headers.accept?.includes('text/html') === true;
	const answer = html ? PAGE : JSON.stringify({ error: { code: 'too_large', message: WORDS } });
	response
		.writeHead(413, {
			'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
			'content-security-policy': "default-src 'none'",
			'cache-control': 'no-store',
			// The rest of the body is not read, so the connection cannot carry another request.
			connection: 'close'
		})
		.end(answer);
	return true;
}
