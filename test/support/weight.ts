import type { BrowserContext, Request } from 'playwright-core';

/** What a page takes to arrive, in requests and in bytes as they go over the wire, without their headers. */
export interface Weight {
	requests: number;
	html: number;
	css: number;
	js: number;
	all: number;
	/** Each answer with its bytes, the largest first. */
	parts: { path: string; kind: string; bytes: number }[];
}

/** What the first visit of somebody with this context asks for, until the page is awake and asks no more. */
export async function weigh(context: BrowserContext, url: string): Promise<Weight> {
	const page = await context.newPage();
	const asked: Request[] = [];
	page.on('request', (request) => {
		if (!request.url().startsWith('data:')) asked.push(request);
	});
	await page.goto(url);
	await page.waitForFunction(() => document.documentElement.dataset.awake === 'yes');
	await page.waitForLoadState('networkidle');
	const parts = await Promise.all(
		asked.map(async (request) => ({
			path: new URL(request.url()).pathname,
			kind: request.resourceType(),
			bytes: (await request.sizes()).responseBodySize
		}))
	);
	await page.close();
	const of = (...kinds: string[]) =>
		parts.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { bytes }) => sum + bytes, 0);
	return {
		...{ requests: parts.length, html: of('document'), css: of('stylesheet'), js: of('script') },
		all: parts.reduce((sum, { bytes }) => sum + bytes, 0),
		parts: parts.toSorted((a, b) => b.bytes - a.bytes)
	};
}
