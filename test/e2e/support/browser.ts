import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import {
	chromium,
	devices,
	type Browser,
	type BrowserContext,
	type Page,
	type Request
} from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { say } from '#lib/words/words.ts';
import type { Person } from '#test/support/accounts.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** One real Chromium for a spec file. Closes itself. */
export async function openBrowser(): Promise<Browser> {
	if (!existsSync(executablePath))
		throw new Error(`There is no Chromium at ${executablePath}; npm test installs one on Debian.`);
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
	});
	afterAll(() => browser.close());
	return browser;
}

export interface Seat {
	page: Page;
	context: BrowserContext;
}

/** A person at a device of their own: nothing is shared with the others. */
export async function sitDown(
	browser: Browser,
	origin: string,
	more: { phone?: boolean; javaScript?: boolean } = {}
): Promise<Seat> {
	const { defaultBrowserType: _, ...phone } = devices['Pixel 7'];
	const context = await browser.newContext({
		...(more.phone ? phone : { viewport: { width: 1280, height: 900 } }),
		baseURL: origin,
		javaScriptEnabled: more.javaScript ?? true,
		timezoneId: 'Europe/Berlin',
		locale: 'en-GB',
		reducedMotion: 'reduce'
	});
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	watchOutgoing(page, origin);
	watchWords(page);
	return { page, context };
}

/** As anyone signs in, up to Home, or the programme for those who run it and are in no group. */
export async function signIn(page: Page, { name, passphrase }: Person): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel(say('accounts.name')).fill(name);
	await page.getByLabel(say('accounts.passphrase'), { exact: true }).fill(passphrase);
	await page.getByRole('button', { name: say('accounts.sign_in.submit'), exact: true }).click();
	await page.waitForURL(/\/(home|programme)$/);
}

/** Until scripts have taken the page over: before that, everything works as without them. */
export async function whenAwake(page: Page): Promise<void> {
	await page.waitForFunction(() => document.documentElement.dataset.awake === 'yes');
}

/** Scripts bring the words that they may say (scripts/words-for-browsers.ts); none may be missing. */
function watchWords(page: Page): void {
	const watch = (told: string) => expect(told).not.toContain('message catalogue has no words');
	page.on('pageerror', ({ message }) => watch(message));
	page.on('console', (line) => watch(line.text()));
}

/** Pages ask nobody but ourselves; whoever leaves is sent on to the site they leave for. */
function watchOutgoing(page: Page, origin: string): void {
	const leftFor = new Set<string>();
	page.on('request', (request) => {
		const url = request.url();
		if (url.startsWith('data:') || url.startsWith('blob:')) return;
		// A browser that could not reach the site that somebody left for asks for it again by itself.
		if (request.isNavigationRequest() && isLeaving(request, origin)) leftFor.add(url);
		if (request.isNavigationRequest() && leftFor.has(url)) return;
		expect(new URL(url).host, `a request to ${url}`).toBe(new URL(origin).host);
	});
}

/** The page at `/leave` hands on to the site; or an answer of it does. */
const isLeaving = (request: Request, origin: string): boolean =>
	request.redirectedFrom()?.url() === `${origin}/leave` ||
	request.frame().url() === `${origin}/leave`;

/** Fails with what axe found, in words. AAA contrast and target size are part of it. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
		.analyze();
	const found = violations.map(
		({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`
	);
	expect(found, `axe on ${where}`).toEqual([]);
}
