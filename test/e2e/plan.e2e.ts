import { describe, expect, test } from 'vitest';
import * as plans from '#lib/plans/server/plans.ts';
import { say } from '#lib/words/words.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** A plan for hard moments: written, printed, shown in part to one facilitator until a day, and on no device. */
const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
world.clock.set(new Date());
const made = await group(world, { entry: 'open' });
const wren = await made.member('Wren');
const [lead] = made.facilitators;
const server = await startServer(world);
const { origin } = server;
const browser = await openBrowser();
const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

describe('a plan for hard moments', () => {
	test('is written and printed without a name of the product', async () => {
		const { page } = await sitDown(browser, origin, { phone: true });
		await signIn(page, wren);
		await page.goto('/library');
		await page.getByRole('link', { name: say('plans.heading') }).click();
		await page.waitForURL('**/plan');
		await whenAwake(page);
		expect(await page.title()).toBe('Library');
		await page.getByLabel(say('plans.part.signs')).fill('I stop eating.');
		await page.getByLabel(say('plans.part.people')).fill('Heliotrope, after six.');
		await page.getByRole('button', { name: say('plans.save') }).click();
		await page.getByText(say('plans.saved'), { exact: true }).waitFor();
		await expectAccessible(page, 'a plan');
		await page.getByRole('link', { name: say('plans.print.open') }).click();
		await page.getByRole('button', { name: say('plans.print.do') }).waitFor();
		await page.getByText('I stop eating.').waitFor();
		expect(await page.locator('body').innerText()).not.toContain('Holdspace');
		await page.getByRole('button', { name: 'Leave now' }).waitFor();
		await expectAccessible(page, 'a plan to print');
		// Paper is white, whatever the screen is.
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		const ink = await page.evaluate(() => getComputedStyle(document.body).color);
		await page.emulateMedia({ media: 'print', colorScheme: 'light' });
		expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe(ink);
		expect(await page.getByText(say('plans.print.back')).isVisible()).toBe(false);
		expect(await page.getByText('Heliotrope, after six.').isVisible()).toBe(true);
	});

	test('is shown in part to whom I choose, who reads only that, until I take it back', async () => {
		const { page } = await sitDown(browser, origin, { javaScript: false });
		await signIn(page, wren);
		await page.goto('/plan');
		await page.getByText(say('plans.show.heading')).click();
		await page.getByRole('button', { name: say('plans.show.do') }).click();
		await page.getByText(say('errors.field.choose')).first().waitFor();
		await page.getByRole('radio', { name: new RegExp(`^${lead.alias}`) }).check();
		await page.getByRole('checkbox', { name: say('plans.part.signs') }).check();
		await page.getByLabel(say('plans.show.until')).fill(soon);
		await page.getByRole('button', { name: say('plans.show.do') }).click();
		await page.getByText(say('plans.shown'), { exact: true }).waitFor();
		await page.getByText(say('plans.shown.unseen')).waitFor();

		const seat = await sitDown(browser, origin);
		await signIn(seat.page, lead);
		await seat.page.getByText(say('notices.kind.shown_to_you'), { exact: true }).waitFor();
		await seat.page.goto(`/groups/${made.groupId}/plans`);
		await whenAwake(seat.page);
		const open = seat.page.getByRole('button', {
			name: say('plans.to_me.open', { alias: 'Wren' })
		});
		await open.waitFor();
		expect(await seat.page.getByText('I stop eating.').count()).toBe(0);
		// To load it again would send the form again, and what is shown would be another copy.
		await page.goto('/plan');
		await page.getByText(say('plans.shown.unseen')).waitFor();
		await open.click();
		await seat.page.getByText('I stop eating.').waitFor();
		expect(await seat.page.getByText('Heliotrope').count()).toBe(0);
		await expectAccessible(seat.page, 'plans shown to a facilitator');

		await page.goto('/plan');
		await page.getByText(/^Last opened/).waitFor();
		await page.getByRole('link', { name: say('plans.shown.log') }).click();
		await page.getByText('A facilitator opened what you show them of your plan').waitFor();
		await page.goto('/plan');
		await page.getByRole('button', { name: say('plans.shown.hide') }).click();
		await page.getByText(say('plans.hidden'), { exact: true }).waitFor();
		await seat.page.reload();
		await seat.page.getByText(say('plans.to_me.none')).waitFor();
		expect(await plans.showings(wren.ctx)).toEqual([]);
	});

	test('is on no device: what is kept there is public, and opens without a connection', async () => {
		const { page } = await sitDown(browser, origin, { phone: true });
		await signIn(page, wren);
		const own = ['/plan', '/plan/print', '/library/mine', `/groups/${made.groupId}`];
		for (const path of [...own, '/library', '/help']) await page.goto(path);
		await page.evaluate(async () => {
			await navigator.serviceWorker.ready;
		});
		for (const path of own) await page.goto(path);
		const kept = await page.evaluate(async () => {
			const all: { path: string; text: string }[] = [];
			for (const name of await caches.keys()) {
				const cache = await caches.open(name);
				for (const request of await cache.keys()) {
					const text = (await (await cache.match(request))?.text()) ?? '';
					all.push({ path: new URL(request.url).pathname, text });
				}
			}
			return all;
		});
		const pages = kept.filter(({ path }) => !path.startsWith('/_app/')).map(({ path }) => path);
		expect(pages.sort()).toEqual(['/help/away', '/help/offline', '/library/offline']);
		for (const { path, text } of kept)
			expect(text, path).not.toMatch(/I stop eating|Heliotrope|Wren|Evening harbour/);
		await server.stop();
		await page.goto('/plan');
		await page.getByRole('heading', { name: 'The connection is away' }).waitFor();
		await page.goto('/help');
		expect(await page.title()).toBe('Help');
		await page.goto('/library');
		await page.locator('summary', { hasText: 'Cool water reset' }).waitFor();
	});
});
