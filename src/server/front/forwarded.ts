import type { IncomingMessage } from 'node:http';
import { partsOf } from './own-origin.ts';
import { clientAddress, type TrustedProxy } from './trusted-proxy.ts';

/** What the web app reads; nobody outside can set them, because they are overwritten here. */
export const PROTOCOL_HEADER = 'x-holdspace-protocol';
export const HOST_HEADER = 'x-holdspace-host';
export const ADDRESS_HEADER = 'x-holdspace-address';

const FROM_PROXIES = /^(x-forwarded-|x-holdspace-|forwarded$|x-real-ip$|via$)/;

/**
 * Makes a request's own story about itself harmless: whatever it says about its host, protocol and
 * address is replaced by what the operator set and what the socket shows.
 */
export function overwriteForwarded(
	request: IncomingMessage,
	{ publicOrigin, trustedProxy }: { publicOrigin: string; trustedProxy: TrustedProxy }
): void {
	const { headers } = request;
	const address = clientAddress(
		request.socket.remoteAddress,
		headers['x-forwarded-for'],
		trustedProxy
	);
	for (const name of Object.keys(headers)) {
		if (FROM_PROXIES.test(name)) delete headers[name];
	}
	const { protocol, host } = partsOf(publicOrigin);
	headers[PROTOCOL_HEADER] = protocol.slice(0, -1);
	headers[HOST_HEADER] = host;
	headers[ADDRESS_HEADER] = address;
}
