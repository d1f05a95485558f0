const here = 'https://own.invalid';
const longest = 300;

/**
 * Where to go next, when it is a page of ours: a link may name it, and must not lead anywhere else.
 * Anything doubtful becomes `otherwise`.
 */
export function ownPath(next: unknown, otherwise = '/home'): string {
	if (typeof next !== 'string' || next.length > longest || !next.startsWith('/')) return otherwise;
	// A backslash is a slash to browsers, and control characters vanish from addresses.
	if (/[\\\p{Cc}]/u.test(next) || !URL.canParse(next, here)) return otherwise;
	const url = new URL(next, here);
	// `/.//elsewhere` is ours, but what is left of it once the dots are gone is not.
	const isOurs = url.origin === here && !url.pathname.startsWith('//');
	return isOurs ? url.pathname + url.search : otherwise;
}
