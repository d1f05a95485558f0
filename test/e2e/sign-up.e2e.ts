import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Whoever is refused once must not lose the passphrase that they have just written down. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
const { origin } = await startServer(world);
const browser = await openBrowser();

const field = (page: Page) => page.getByLabel(say('accounts.passphrase'), { exact: true });
const submit = (page: Page) =>
	page.getByRole('button', { name: say('accounts.sign_up.submit'), exact: true }).click();
const offered = async (page: Page) =>
	(await page.locator('.words').allInnerTexts()) as [string, string];
/** Almost the sign-in name, which is refused on the server only. */
const nearlyTheName = (name: string) => name.replaceAll(' ', '-');

/** Fills the page so that it is refused; answers what had been offered. */
async function isRefused(page: Page) {
	await page.goto('/sign-up');
	const [name, passphrase] = await offered(page);
	expect(await field(page).inputValue()).toBe(passphrase);
	await field(page).fill(nearlyTheName(name));
	await page.getByLabel(say('accounts.sign_up.adult')).check();
	await submit(page);
	await page.getByText(say('errors.field.passphrase_name')).waitFor();
	return { name, passphrase };
}

describe('a sign-up that is refused', () => {
	test('keeps what was offered on the page, and brings back no passphrase', async () => {
		const { page } = await sitDown(browser, origin);
		const answers: Promise<string>[] = [];
		page.on('response', (response) => {
			if (response.request().method() === 'POST') answers.push(response.text());
		});
		await page.goto('/sign-up');
		await whenAwake(page);
		const { name, passphrase } = await isRefused(page);
		expect(await offered(page)).toEqual([name, passphrase]);
		expect(await field(page).inputValue()).toBe(nearlyTheName(name));
		await expectAccessible(page, 'a sign-up that was refused');
		const sentBack = (await Promise.all(answers)).join();
		expect(sentBack).toContain(say('errors.field.passphrase_name'));
		expect(sentBack).not.toContain(nearlyTheName(name));
		expect(sentBack).not.toContain(passphrase);
		await field(page).fill(passphrase);
		await submit(page);
		await page.getByRole('heading', { name: say('accounts.card.heading') }).waitFor();
	});

	test('shows another passphrase where a page has to be made anew, and says that it is new', async () => {
		const { page } = await sitDown(browser, origin, { javaScript: false });
		const { name, passphrase } = await isRefused(page);
		await page.getByText(say('accounts.sign_up.offered.new')).waitFor();
		const [sameName, another] = await offered(page);
		expect(sameName).toBe(name);
		expect(another).not.toBe(passphrase);
		expect(await field(page).inputValue()).toBe(another);
		expect(await page.content()).not.toContain(nearlyTheName(name));
		expect(await page.getByLabel(say('accounts.sign_up.adult')).isChecked()).toBe(true);
		expect(page.url()).not.toContain(nearlyTheName(name));
		await submit(page);
		await page.getByRole('heading', { name: say('accounts.card.heading') }).waitFor();
	});
});
