const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something came from our own pages. Browsers send `Origin` with every
 * post; `Sec-Fetch-Site` tells as well where a proxy strips it. A request with neither is not a browser
 * acting for somebody, but it has no business posting here with cookies either.
 */
export function isOwnRequest(
	request: { method: string; headers: Headers },
	ownOrigin: string
): boolean {
	if (safe.has(request.method)) return true;
	const origin = request.headers.get('origin');
	// Our pages send no referrer; browsers may then write the origin of a form post as "null".
	if (origin !== null && origin !== 'null') return origin === ownOrigin;
	return request.headers.get('sec-fetch-site') === 'same-origin';
}
