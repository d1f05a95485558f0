import { describe, expect, test } from 'vitest';
import * as notices from '#lib/notices/server/notices.ts';
import { NOTICE_KINDS, NOTICES_A_PAGE } from '#lib/notices/notices.ts';
import { say } from '#lib/words/words.ts';
import { after, day, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What Home tells somebody, on a phone that somebody else may hold, and what they can choose of it. */
const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
const made = await group(world, { entry: 'open', isConfidential: true });
const wren = await made.member('Wren');
const now = new Date();
const told = NOTICE_KINDS.slice(0, NOTICES_A_PAGE + 2);
for (const [i, kind] of told.entries()) {
	world.clock.set(after(now, (i - told.length) * minute));
	const news = { accountId: wren.accountId, kind, about: newId(), once: newId() };
	await inTransaction(world.system, (tx) =>
		notices.tell(tx, [{ ...news, until: after(now, day) }])
	);
}
world.clock.set(now);
const { origin } = await startServer(world);
const { page } = await sitDown(await openBrowser(), origin, { phone: true });
const lines = page.locator('section', {
	has: page.getByRole('heading', { name: say('notices.heading') })
});
const shown = () => lines.getByRole('link', { name: say('notices.look') }).count();
const tells = (count: number) =>
	page.getByRole('link', { name: say('frame.nav.home.new', { count }) });

describe('what Home tells', () => {
	test('is a page of lines that name no group, under a title that says nothing', async () => {
		await signIn(page, wren);
		await page.goto('/home');
		await whenAwake(page);
		await tells(told.length).first().waitFor();
		expect(await page.title()).toBe(say('frame.title.home'));
		expect(await shown()).toBe(NOTICES_A_PAGE);
		expect(await lines.innerText()).not.toContain('Evening harbour');
		await expectAccessible(page, 'Home with many notices');
		await lines.getByRole('link', { name: say('notices.older') }).click();
		await page.waitForURL('**/home?notices=2#notices');
		await lines.getByRole('link', { name: say('notices.newer') }).waitFor();
		expect(await shown()).toBe(2);
	});

	test('is seen page by page', async () => {
		await page.goto('/home');
		await whenAwake(page);
		await lines.getByRole('button', { name: say('notices.seen') }).click();
		await tells(2).first().waitFor();
		expect(await page.title()).toBe(say('frame.title.home'));
	});

	test('holds no reminders for who does not want them, and the rest all the same', async () => {
		await lines.getByRole('link', { name: say('notices.choose') }).click();
		await page.waitForURL('**/settings#told');
		await whenAwake(page);
		await page.getByLabel(say('notices.topic.reminders')).uncheck();
		await expectAccessible(page, 'Settings');
		await page.getByRole('button', { name: say('notices.told.keep') }).click();
		await page.getByText(say('notices.told.kept')).waitFor();
		await page.goto('/home');
		expect(await page.getByText(say('notices.kind.day')).count()).toBe(0);
		await page.reload();
		expect(await tells(2).count()).toBe(0);
		await page.goto('/settings');
		expect(await page.getByLabel(say('notices.topic.reminders')).isChecked()).toBe(false);
	});
});
