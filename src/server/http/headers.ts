/** What every answer carries. The content policy of pages is in vite.config.ts, with their nonces. */
export const always: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'cross-origin-embedder-policy': 'require-corp',
	'x-frame-options': 'DENY',
	// Where somebody is may be asked by Find alone, when they press “Near me”; pages follow each other
	// without new headers, so the answer has to be the same for all.
	'permissions-policy': [
		'geolocation=(self)',
		...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture'],
		...['gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer'],
		...['microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking']
	]
		.map((feature) => (feature.includes('=') ? feature : `${feature}=()`))
		.join(', ')
};

/** Whether this content policy lets other sites frame the page; the one that does is in routes/embed. */
export const letsBeFramed = (policy: string): boolean => policy.includes('frame-ancestors *');

/** Adds the headers of every answer; over https also that it stays https. */
export function secure(response: Response, https: boolean): Response {
	for (const [name, value] of Object.entries(always)) response.headers.set(name, value);
	if (letsBeFramed(response.headers.get('content-security-policy') ?? '')) {
		response.headers.delete('x-frame-options');
		response.headers.set('cross-origin-resource-policy', 'cross-origin');
	}
	if (https) response.headers.set('strict-transport-security', 'max-age=63072000');
	// Nothing stays in a shared or private cache unless its route says so.
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
	if (!response.headers.has('content-security-policy'))
		response.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
	return response;
}
