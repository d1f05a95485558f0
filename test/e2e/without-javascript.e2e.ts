import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { openBrowser, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Everything but the live meeting works where scripts are off, as in some safe browsers. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world, { entry: 'open' });
const { origin } = await startServer(world);
const { page } = await sitDown(await openBrowser(), origin, { phone: true, javaScript: false });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

describe('without JavaScript', () => {
	test('a person finds a group and gets a sign-in name', async () => {
		await page.goto('/');
		await page.getByLabel(say('directory.find.words')).fill('harbour');
		await press(say('groups.find.submit'));
		await page.getByRole('link', { name: 'Evening harbour', exact: true }).click();
		await page
			.getByRole('link', { name: say('groups.page.join.go') })
			.last()
			.click();
		await page.getByLabel(say('accounts.sign_up.adult')).check();
		await press(say('accounts.sign_up.submit'));
		await page.getByRole('link', { name: say('accounts.card.kept') }).click();
		await page.waitForURL('**/join');
	});

	test('what was typed stays when something is missing', async () => {
		await page.getByLabel(say('groups.join.own')).fill('Quillfern 123');
		await page.getByLabel(say('groups.join.agree')).check();
		await press(say('groups.join.submit.open'));
		expect(await page.getByLabel(say('groups.join.own')).inputValue()).toBe('Quillfern 123');
	});

	test('joins an open group, shares, changes it, and takes it back', async () => {
		await page.getByLabel(say('groups.join.own')).fill('Quillfern');
		await press(say('groups.join.submit.open'));
		await page.goto(`/groups/${made.groupId}?write`);
		await page.getByLabel(say('shares.write.text')).fill('Slept with the lamp off.');
		await press(say('shares.write.send'));
		// What would help was not picked: our own words say so beside it, and nothing typed is lost.
		await page.getByText(say('errors.field.need')).waitFor();
		const kept = await page.getByLabel(say('shares.write.text')).inputValue();
		expect(kept).toBe('Slept with the lamp off.');
		await page.getByRole('radio').first().check();
		await press(say('shares.write.send'));
		await page.locator('p', { hasText: 'Slept with the lamp off.' }).waitFor();
		await page.getByRole('link', { name: say('shares.own.open') }).click();
		await page.locator('#own summary').first().click();
		await page.getByLabel(say('shares.write.text')).first().fill('Slept without the lamp.');
		await press(say('shares.own.keep'));
		await page.locator('p', { hasText: 'Slept without the lamp.' }).first().waitFor();
	});

	test('is told that the live meeting needs it, and leaves at any time', async () => {
		await page.goto('/home');
		const href = await page.locator('main a[href^="/meetings/"]').first().getAttribute('href');
		await page.goto(href!);
		const left = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/leave');
		await page.getByRole('button', { name: say('frame.leave') }).click();
		await left;
		// Another page, because this one is on its way to a site that may not be there.
		const later = await page.context().newPage();
		await later.goto('/home');
		await later.waitForURL('**/sign-in?*');
	});
});
