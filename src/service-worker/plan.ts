/** What the service worker does with a request, and what it keeps: decided here, without a browser. */

/** The pages kept on the device. They are public and the same for everybody. */
export const cardPage = '/help/offline';
export const libraryPage = '/library/offline';
export const awayPage = '/help/away';

export type Plan =
	/** The browser does as if there were no service worker. */
	| 'leave alone'
	/** The page from the network; the crisis card when that fails or takes too long. */
	| 'card'
	/** The page from the network; all public strategies in one when that fails or takes too long. */
	| 'library'
	/** The page from the network; a calm page with the card when that fails. */
	| 'away'
	/** A style or font of the kept pages. */
	| 'kept file';

export interface Asked {
	method: string;
	/** "navigate" for a page. */
	mode: string;
	/** What the browser will use it for: "style", "font", "image" … */
	destination: string;
	path: string;
}

export function planFor({ method, mode, destination, path }: Asked): Plan {
	// A post passed on by a service worker loses the origin that the server asks for. And a form that
	// could not be sent belongs to the browser, which offers to send it again.
	if (method !== 'GET' || path === '/leave') return 'leave alone';
	if (mode === 'navigate') {
		if (path === '/help' || path === cardPage) return 'card';
		const isPublic = path === '/library' || /^\/library\/(?!mine$)/.test(path);
		return isPublic ? 'library' : 'away';
	}
	const isPart = path.startsWith('/_app/immutable/') && /^(style|font)$/.test(destination);
	return isPart ? 'kept file' : 'leave alone';
}

/** The style sheets a page names. */
export function stylesOf(html: string, page: string): string[] {
	const links = html.match(/<link\b[^>]*>/g) ?? [];
	return links
		.filter((link) => /\brel="stylesheet"/.test(link))
		.flatMap((link) => /\bhref="([^"]+)"/.exec(link)?.[1] ?? [])
		.map((href) => pathOf(href, page));
}

/** The fonts needed for Latin letters that a style sheet names; the others come from the device. */
export function fontsOf(css: string, sheet: string): string[] {
	const urls = [...css.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, url = '']) => url);
	const latin = urls.filter((url) => /-latin-(?:wght|500)-normal[^/]*\.woff2$/.test(url));
	return [...new Set(latin)].map((url) => pathOf(url, sheet));
}

const pathOf = (href: string, from: string) =>
	new URL(href, `https://here.invalid${from}`).pathname;
