import type { ServerResponse } from 'node:http';
import { always, letsBeFramed } from '../http/headers.ts';

/**
 * Whatever made an answer, it leaves with the headers that keep pages apart from others: the framework
 * answers some requests by itself, before or after our hooks. What a page set stays as it is.
 */
export function completeHeaders(response: ServerResponse): void {
	const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
	response.writeHead = ((status: number, ...more: unknown[]) => {
		const given = Object.keys((more.at(-1) as object | undefined) ?? {});
		const isThere = (name: string) =>
			response.hasHeader(name) || given.some((each) => each.toLowerCase() === name);
		const add = (name: string, value: string) => {
			if (!isThere(name)) response.setHeader(name, value);
		};
		const isFramed = letsBeFramed(String(response.getHeader('content-security-policy') ?? ''));
		for (const [name, value] of Object.entries(always))
			if (!isFramed || name !== 'x-frame-options') add(name, value);
		// Files of the build say themselves how long they last, and which of them are scripts.
		if (status !== 200 || isText(response)) {
			add('cache-control', 'no-store');
			add('content-security-policy', FROM_NOWHERE);
		}
		return writeHead(status, ...more);
	}) as ServerResponse['writeHead'];
}

/** The last page, for when our own cannot be made (src/error.html), has this sheet inside; nothing else may load. */
export const LAST_PAGE_SHEET = 'sha256-jNSpMZ92joEUdAaaYGsPLwY4QHvuFk3qLqDBE6+XdY8=';
const FROM_NOWHERE = `default-src 'none'; style-src '${LAST_PAGE_SHEET}'; form-action 'self'; frame-ancestors 'none'`;

const isText = (response: ServerResponse) =>
	/^(text\/(html|plain)|application\/json)/.test(String(response.getHeader('content-type') ?? ''));
