import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { aSpace } from '#test/support/moderation.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** From a share to being kept apart, to Settings, and back; and saying that one may know somebody. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();

describe('being kept apart from somebody', () => {
	test.each([true, false])('is asked for and ended (scripts: %s)', async (javaScript) => {
		const { groupId, shareId, fern, mara } = await aSpace(world);
		const { page } = await sitDown(browser, origin, { phone: true, javaScript });
		await signIn(page, fern);
		await page.goto(`/groups/${groupId}/shares/${shareId}`);
		const door = say('apart.door.who', { alias: 'Tide' });
		await page
			.locator('summary', { hasText: say('space.people.other') })
			.first()
			.click();
		await page.getByRole('link', { name: door }).first().click();
		await page.getByRole('heading', { name: say('apart.from', { alias: 'Tide' }) }).waitFor();
		if (javaScript) await expectAccessible(page, 'being kept apart');
		await page.getByRole('button', { name: say('apart.where.everywhere.do') }).click();
		await page.getByText(say('apart.done')).waitFor();

		// Their words are closed, and Settings says whom.
		await page.goto(`/groups/${groupId}`);
		await page.getByText(say('space.folded.person', { alias: 'Tide' })).waitFor();
		await page.goto('/settings/apart');
		await page.getByRole('heading', { name: 'Tide' }).waitFor();
		if (javaScript) await expectAccessible(page, 'whom I am kept apart from');
		await page.getByRole('button', { name: say('apart.mine.end') }).click();
		await page.getByText(say('apart.mine.ended')).waitFor();
		expect(await page.getByRole('heading', { name: 'Tide' }).count()).toBe(0);

		await page.goto(`/groups/${groupId}/know`);
		await page.getByRole('heading', { name: say('apart.know') }).waitFor();
		if (javaScript) await expectAccessible(page, 'I may know someone here');
		await page.getByLabel('Tide').check();
		await page.getByLabel(say('apart.know.words')).fill('Please not in the same evening.');
		await page.getByRole('button', { name: say('apart.know.do') }).click();
		await page.getByText(say('apart.know.sent')).waitFor();
		const asMara = (await sitDown(browser, origin, { phone: true, javaScript })).page;
		await signIn(asMara, mara);
		await asMara.goto(`/groups/${groupId}/reports`);
		await asMara.getByRole('heading', { name: say('safety.report.reason.knows_me') }).waitFor();
	});
});
