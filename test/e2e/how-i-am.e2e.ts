import { describe, expect, test } from 'vitest';
import { CheckInInput } from '#lib/checkins/checkins.ts';
import * as checkins from '#lib/checkins/server/checkins.ts';
import { say } from '#lib/words/words.ts';
import { day } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** How I am: said in a minute, drawn over a year, and gone when I say so. */
const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
world.clock.set(new Date());
const server = await startServer(world);
const { origin } = server;
const browser = await openBrowser();

describe.each([{ javaScript: true }, { javaScript: false }])('with scripts: $javaScript', (how) => {
	test('says how they are in words and a number, finds it again, and deletes it', async () => {
		const wren = await person(world);
		const { page } = await sitDown(browser, origin, { ...how, phone: true });
		await signIn(page, wren);
		await page.goto('/home');
		await page.getByRole('link', { name: say('checkins.heading') }).click();
		await page.waitForURL('**/how-i-am');
		if (how.javaScript) await whenAwake(page);
		expect(await page.title()).toBe('Home');
		await page.getByRole('button', { name: say('checkins.save') }).click();
		await page.getByText(say('errors.field.something')).waitFor();
		await page.locator('summary', { hasText: say('checkins.family.body') }).click();
		await page.getByRole('checkbox', { name: 'shaky' }).check();
		await page.getByLabel(say('checkins.own_words')).fill('like rain');
		await page.getByRole('radio', { name: '2', exact: true }).check();
		await page.getByRole('radio', { name: say('checkins.sleep.badly') }).check();
		await page.getByLabel(say('checkins.line'), { exact: false }).fill('Heliotrope on the sill.');
		await page.getByRole('button', { name: say('checkins.save') }).click();
		await page.getByText(say('checkins.done.kept')).waitFor();
		// So low a number offers help, and nobody else learns of it.
		await page.getByText(say('checkins.hard')).waitFor();
		await page.getByText('2 of 10 · shaky, like rain · Slept: badly').waitFor();
		await page.getByText('Heliotrope on the sill.').waitFor();
		expect(await page.getByRole('cell', { name: '2 of 10' }).count()).toBe(1);
		if (how.javaScript) await expectAccessible(page, 'how I am');
		await page.getByRole('button', { name: /^Delete what I said/ }).click();
		await page.getByText(say('checkins.done.forgotten')).waitFor();
		expect(await page.getByText('Heliotrope on the sill.').count()).toBe(0);
	});
});

test('a year is drawn, with its table, and what was different on better days in counts', async () => {
	const tide = await person(world);
	const now = new Date();
	for (let ago = 340; ago >= 0; ago -= 4) {
		world.clock.set(new Date(now.getTime() - ago * day));
		const isBetter = ago % 12 === 0;
		await checkins.checkIn(
			tide.ctx,
			CheckInInput.parse({
				...{ once: newId(), rating: isBetter ? '7' : '4' },
				sleep: isBetter ? 'well' : 'badly'
			})
		);
	}
	world.clock.set(now);
	const { page } = await sitDown(browser, origin);
	await signIn(page, tide);
	await page.goto('/how-i-am/over-time');
	await page.getByRole('img', { name: /average of each week/ }).waitFor();
	await page
		.getByText(/You had slept all right or well on (\d+) of \1 better days, and on 0 of/)
		.waitFor();
	await page
		.locator('summary', { hasText: say('checkins.over.table') })
		.first()
		.click();
	expect(await page.getByRole('row').count()).toBeGreaterThan(45);
	await expectAccessible(page, 'over time');
	await page.goto('/how-i-am/feelings');
	await page.getByText(say('checkins.family.shame_guilt.about')).waitFor();
	await expectAccessible(page, 'words for feelings');
});
