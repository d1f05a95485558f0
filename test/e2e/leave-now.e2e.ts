import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { openBrowser } from './support/browser.ts';
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
});
