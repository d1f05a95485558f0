import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocal } from '../config.ts';
import { partsOf } from './own-origin.ts';

/**
 * On one's own machine a browser may come by 127.0.0.1 where localhost is meant. Sign-in cookies and
 * the proof that a form is ours belong to one address, so such a visit is led to that one. Elsewhere
 * a proxy may use any name inside, and must not be sent in a circle.
 */
export function ledToOwnAddress(
	request: IncomingMessage,
	response: ServerResponse,
	publicOrigin: string
): boolean {
	const { hostname, host } = partsOf(publicOrigin);
	const asked = request.headers.host?.toLowerCase();
	if (!isLocal(hostname) || asked === undefined || asked === host) return false;
	if (request.method !== 'GET' || request.headers['sec-fetch-mode'] !== 'navigate') return false;
	response
		.writeHead(307, { location: publicOrigin + (request.url ?? '/'), 'cache-control': 'no-store' })
		.end();
	return true;
}
