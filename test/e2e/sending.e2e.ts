import type { Page, Request } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { sayError } from '#lib/words/errors.ts';
import { say } from '#lib/words/words.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What happens to the words in a form on their way: on a slow phone, without a connection, refused. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world);
const server = await startServer(world);
const { page, context } = await sitDown(await openBrowser(), server.origin, { phone: true });
await signIn(page, await made.member('Quillfern'));

const posted: Request[] = [];
page.on('request', (request) => request.method() === 'POST' && posted.push(request));
const words = page.getByLabel(say('shares.write.text'));
const send = page.getByRole('button', { name: say('shares.write.send'), exact: true });
const cards = (text: string) => page.locator('article', { hasText: text });
async function write(on: Page) {
	await on.goto(`/groups/${made.groupId}?write`);
	await whenAwake(on);
}

/** Keeps the page's scripts on their way until they are let go. */
async function scriptsOnTheirWay() {
	let letGo = () => {};
	const held = new Promise<void>((resolve) => (letGo = resolve));
	await context.route(/\.js$/, async (route) => {
		await held;
		await route.continue();
	});
	return async () => {
		letGo();
		await whenAwake(page);
		await context.unroute(/\.js$/);
	};
}

describe('a form', () => {
	test('keeps what was picked and typed before scripts took the page over', async () => {
		const arrive = await scriptsOnTheirWay();
		await page.goto(`/groups/${made.groupId}?write`, { waitUntil: 'commit' });
		await words.fill('Typed on a slow phone.');
		await page.getByRole('radio').nth(2).check();
		await arrive();
		expect(await words.inputValue()).toBe('Typed on a slow phone.');
		expect(await page.getByRole('radio').nth(2).isChecked()).toBe(true);
	});

	test('sent before that waits for the scripts, and goes out once', async () => {
		const arrive = await scriptsOnTheirWay();
		await page.goto(`/groups/${made.groupId}?write`, { waitUntil: 'commit' });
		await words.fill('Sent on a slow phone.');
		await page.getByRole('radio').first().check();
		await send.click();
		await send.click();
		expect(posted).toHaveLength(0);
		await arrive();
		await cards('Sent on a slow phone.').first().waitFor();
		expect(await cards('Sent on a slow phone.').count()).toBe(1);
		expect(posted).toHaveLength(1);
	});

	test('that waits for the scripts is dropped when somebody leaves', async () => {
		const arrive = await scriptsOnTheirWay();
		await page.goto(`/groups/${made.groupId}?write`, { waitUntil: 'commit' });
		await words.fill('Held, then left.');
		await page.getByRole('radio').first().check();
		posted.length = 0;
		await send.click();
		// The way out takes long: the page is still there when its scripts come.
		const leave = page.locator('form[action="/leave"]').first();
		await leave.evaluate((form) => form.addEventListener('submit', (e) => e.preventDefault()));
		await leave.getByRole('button').click();
		await arrive();
		await words.fill('Sent afterwards.');
		await send.click();
		await cards('Sent afterwards.').waitFor();
		expect(posted).toHaveLength(1);
		expect(await cards('Held, then left.').count()).toBe(0);
	});

	test('whose scripts never come is posted as without any', async () => {
		await context.route(/\.js$/, (route) => route.abort());
		await page.goto(`/groups/${made.groupId}?write`, { waitUntil: 'commit' });
		await words.fill('Sent without scripts.');
		await page.getByRole('radio').first().check();
		await send.click();
		await cards('Sent without scripts.').waitFor();
		expect(posted.pop()!.isNavigationRequest()).toBe(true);
		await context.unroute(/\.js$/);
	});

	test('that is refused keeps its words, and leads to what is missing', async () => {
		await write(page);
		await page.evaluate(() =>
			document.querySelectorAll('form').forEach((form) => (form.noValidate = true))
		);
		await words.fill('No need was chosen.');
		await send.click();
		await page.getByText(sayError('invalid')).waitFor();
		expect(await words.inputValue()).toBe('No need was chosen.');
		expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe(
			'need'
		);
	});

	test('that could not be sent says so, loses nothing, and can be sent later', async () => {
		await page.getByRole('radio').first().check();
		await words.fill('Written in a tunnel.');
		await context.setOffline(true);
		await send.click();
		await page
			.getByRole('alert')
			.filter({ hasText: sayError('not_sent') })
			.waitFor();
		expect(await words.inputValue()).toBe('Written in a tunnel.');
		await context.setOffline(false);
		await send.click();
		await cards('Written in a tunnel.').waitFor();
		expect(await page.getByText(sayError('not_sent')).count()).toBe(0);
	});

	test('pressed twice is sent once', async () => {
		await write(page);
		await page.getByRole('radio').first().check();
		await words.fill('Pressed twice.');
		posted.length = 0;
		await send.dblclick();
		await cards('Pressed twice.').first().waitFor();
		expect(await cards('Pressed twice.').count()).toBe(1);
		expect(posted).toHaveLength(1);
	});

	test('is empty again when its words have gone out and the page stays', async () => {
		await page
			.getByRole('link', { name: say('shares.reply.link.mine') })
			.first()
			.click();
		const reply = page.locator('#reply textarea');
		await whenAwake(page);
		await reply.fill('A line below it.');
		await page.getByRole('button', { name: say('shares.reply.send'), exact: true }).click();
		await page.locator('p', { hasText: 'A line below it.' }).waitFor();
		expect(await reply.inputValue()).toBe('');
	});

	test('never makes a posted page of the history', () => {
		expect(posted.length).toBeGreaterThan(1);
		expect(posted.filter((request) => request.isNavigationRequest())).toEqual([]);
	});

	test('whose answer stands alone is read from its beginning', async () => {
		const { page: other } = await sitDown(await openBrowser(), server.origin, { phone: true });
		await other.goto('/sign-up');
		await whenAwake(other);
		await other.getByLabel(say('accounts.sign_up.adult')).check();
		await other.getByRole('button', { name: say('accounts.sign_up.submit'), exact: true }).click();
		await other.getByRole('heading', { name: say('accounts.card.heading') }).waitFor();
		await other.waitForFunction(() => document.activeElement?.localName === 'main');
		expect(await other.evaluate(() => scrollY)).toBe(0);
		await other.getByRole('link', { name: say('accounts.card.kept') }).click();
		await other.getByRole('link', { name: say('frame.nav.settings') }).waitFor();
	});
});
