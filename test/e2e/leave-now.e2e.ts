import type { Page, Request, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import { openBrowser, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

const world = await openWorld();
const server = await startServer(world);
const browser = await openBrowser();

/** A page of ours, and an ordinary page in the place of every other site; nothing is really asked of it. */
async function open(path: string, more: { javaScript: boolean }) {
	const context = await browser.newContext({
		baseURL: server.origin,
		javaScriptEnabled: more.javaScript
	});
	const referrers: (string | undefined)[] = [];
	await context.route(
		({ origin }) => origin !== server.origin,
		async (route) => {
			referrers.push(route.request().headers().referer);
			await route.fulfill({ contentType: 'text/html', body: '<h1>An ordinary page</h1>' });
		}
	);
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	await page.goto(path);
	return { page, referrers };
}

/** Lets scripts that are under way do what they would do next. */
async function turnsOf(page: Page, turns: number): Promise<void> {
	for (let turn = 0; turn < turns; turn += 1)
		await page.evaluate(() => new Promise((done) => setTimeout(done)));
}

async function expectGone(page: Page, referrers: (string | undefined)[]) {
	await page.getByRole('heading', { name: 'An ordinary page' }).waitFor();
	expect(new URL(page.url()).host).not.toBe(new URL(server.origin).host);
	expect(referrers).toEqual([undefined]);
}

describe('Leave now', () => {
	test('goes to an ordinary page that does not learn from where', async () => {
		const { page, referrers } = await open('/', { javaScript: true });
		const told = page.waitForRequest((request) => new URL(request.url()).pathname === '/leave');
		await page.getByRole('button', { name: 'Leave now' }).first().click();
		expect((await told).method()).toBe('POST');
		await expectGone(page, referrers);
	});

	test('goes without scripts', async () => {
		const { page, referrers } = await open('/', { javaScript: false });
		await page.getByRole('button', { name: 'Leave now' }).first().click();
		await expectGone(page, referrers);
	});

	test('leaves no page of ours to go back to', async () => {
		const { page, referrers } = await open('/', { javaScript: true });
		await page.waitForLoadState('networkidle');
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
		await expectGone(page, referrers);
		await page.goBack();
		expect(page.url()).toBe('about:blank');
	});

	/** Signs in and leaves meanwhile. The ordinary page does not come, so the blank one stays to be looked at. */
	async function leaveWhileSigningIn(slow: (route: Route, left: Promise<void>) => Promise<void>) {
		const { name, passphrase } = await person(world);
		const { page } = await open('/sign-in', { javaScript: true });
		const [sent, left, answered] = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
		const isOurs = (url: URL) => url.origin === server.origin;
		await page.route(
			(url) => !isOurs(url),
			(route) => route.fulfill({ status: 204 })
		);
		await page.route(isOurs, async (route) => {
			const { pathname } = new URL(route.request().url());
			if (pathname !== '/sign-in' || route.request().method() !== 'POST') return route.fallback();
			const isThis = (request: Request) => request === route.request();
			const ends = ['requestfinished', 'requestfailed'] as const;
			const over = ends.map((end) => page.waitForEvent(end as 'requestfinished', isThis));
			sent!.resolve();
			await slow(route, left!.promise).catch(() => {});
			await Promise.any(over).catch(() => {});
			answered!.resolve();
		});
		await whenAwake(page);
		await page.getByLabel(say('accounts.name')).fill(name);
		await page.getByLabel(say('accounts.passphrase'), { exact: true }).fill(passphrase);
		await page.getByRole('button', { name: say('accounts.sign_in.submit'), exact: true }).click();
		await sent!.promise;
		await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
		const away = page.waitForResponse((response) => response.status() === 204);
		const told = page.waitForRequest((request) => new URL(request.url()).pathname === '/leave');
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
		await Promise.all([told, away]);
		const after: string[] = [];
		page.on('request', (request) => after.push(request.url()));
		left!.resolve();
		await answered!.promise;
		await turnsOf(page, 20);
		expect(after).toEqual([]);
		expect(await page.evaluate(() => document.body.childElementCount)).toBe(0);
		return page;
	}

	test('lets no answer that comes later bring a page of ours back', async () => {
		await leaveWhileSigningIn(async (route, left) => {
			const answer = await route.fetch({ maxRedirects: 0 });
			await left;
			await route.fulfill({ response: answer });
		});
	});

	test('lets no answer that comes later sign anybody in', async () => {
		const page = await leaveWhileSigningIn(async (route, left) => {
			await left;
			await route.continue();
		});
		expect(await page.context().cookies(server.origin)).toEqual([]);
		await page.goto(`${server.origin}/home`);
		expect(new URL(page.url()).pathname).toBe('/sign-in');
	});

	test('stays on the ordinary page, whatever comes later', async () => {
		const { page, referrers } = await open('/sign-in', { javaScript: true });
		const [sent, gone] = Array.from({ length: 2 }, () => Promise.withResolvers<void>());
		await page.route('**/sign-in*', async (route) => {
			if (route.request().method() !== 'POST') return route.fallback();
			sent!.resolve();
			await gone!.promise;
			await route.continue().catch(() => {});
		});
		await whenAwake(page);
		await page.getByLabel(say('accounts.name')).fill('quiet river stone');
		await page.getByLabel(say('accounts.passphrase'), { exact: true }).fill('not this one at all');
		await page.getByRole('button', { name: say('accounts.sign_in.submit'), exact: true }).click();
		await sent!.promise;
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
		await expectGone(page, referrers);
		gone!.resolve();
		await turnsOf(page, 20);
		await page.getByRole('heading', { name: 'An ordinary page' }).waitFor();
		await page.goBack();
		expect(page.url()).toBe('about:blank');
	});
});
