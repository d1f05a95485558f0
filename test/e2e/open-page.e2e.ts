import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { say } from '#lib/words/words.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Quoting what somebody wrote, and a page that stays open while others write. */
const world = await openWorld();
const tick = () => world.clock.set(new Date());
tick();
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();
const made = await group(world);
const { groupId } = made;
const here = `/groups/${groupId}`;
const fern = await made.member('Quillfern');
const tide = await made.member('Tidewater');

const seat = async (who: Belonging, javaScript = true) => {
	const { page, context } = await sitDown(browser, origin, { phone: true, javaScript });
	await signIn(page, who);
	return { page, context };
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const status = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
/** As if somebody came back to the page, until it has looked. */
async function comesBack(page: Page, until: () => Promise<boolean>) {
	for (const end = Date.now() + 20_000; Date.now() < end && !(await until());) {
		await page
			.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
			.catch(() => null);
		await page.waitForTimeout(500);
	}
}
const seen = (page: Page, words: string) => () => status(page, words).isVisible();

test.each([
	{ how: 'with scripts', javaScript: true },
	{ how: 'without scripts', javaScript: false }
])('some of what somebody wrote is quoted, $how', async ({ how, javaScript }) => {
	tick();
	const words = `I made the call. My hands shook ${how}.`;
	const shareId = await aShare(fern.ctx, groupId, words);
	const { page, context } = await seat(tide, javaScript);
	await page.goto(`${here}/shares/${shareId}`);
	const link = page.getByRole('link', { name: say('space.quote.link', { alias: 'Quillfern' }) });
	await link.click();
	const passage = page.getByLabel(say('space.quote.passage'));
	expect(await passage.inputValue()).toBe(words);
	await passage.fill('I broke the call.');
	const reply = page.getByLabel(say('shares.reply.label', { alias: 'Quillfern', mine: 'false' }), {
		exact: true
	});
	await reply.fill('This stays with me.');
	await press(page, say('shares.reply.send'));
	await page.getByText(say('errors.field.not_quoted')).waitFor();
	expect(await reply.inputValue()).toBe('This stays with me.');
	await passage.fill('I made the call.');
	if (javaScript) await expectAccessible(page, 'quoting');
	await press(page, say('shares.reply.send'));
	const quote = page.getByRole('blockquote');
	await quote.getByText('I made the call.', { exact: true }).waitFor();
	expect(await quote.innerText()).toContain(say('space.quote.of', { alias: 'Quillfern' }));
	expect(await passage.count()).toBe(0);
	expect(page.url()).not.toContain('quote');
	if (javaScript) await expectAccessible(page, 'a share with a quote');
	await shares.edit(fern.ctx, { groupId, shareId }, { text: `I wrote a letter ${how}.` });
	await page.goto(here);
	await page.locator('article', { hasText: `I wrote a letter ${how}.` }).waitFor();
	expect(await page.getByRole('blockquote').count()).toBe(0);
	await context.close();
});

test('what others write is offered, and shown when it is asked for, without losing what was typed', async () => {
	tick();
	const shareId = await aShare(fern.ctx, groupId, 'Read while it changes.');
	const { page, context } = await seat(tide);
	await page.goto(`${here}?write`);
	await whenAwake(page);
	await page.getByLabel(say('shares.write.text')).fill('Half a thought.');
	tick();
	await aShare(fern.ctx, groupId, 'Written meanwhile.');
	await comesBack(page, seen(page, say('space.live.new')));
	expect(await page.getByText('Written meanwhile.').count()).toBe(0);
	await expectAccessible(page, 'a page to which something is new');
	await press(page, say('space.live.show'));
	await page.getByText('Written meanwhile.').waitFor();
	await status(page, say('space.live.shown')).waitFor();
	expect(await page.getByLabel(say('shares.write.text')).inputValue()).toBe('Half a thought.');

	await page.goto(`${here}/shares/${shareId}`);
	await whenAwake(page);
	const reply = page.locator('#reply textarea[name="text"]');
	await reply.fill('Half a reply.');
	tick();
	await aReply(made.facilitators[0].ctx, groupId, shareId, 'Answered meanwhile.');
	await comesBack(page, seen(page, say('space.live.new')));
	await press(page, say('space.live.show'));
	await page.getByText('Answered meanwhile.').waitFor();
	expect(await reply.inputValue()).toBe('Half a reply.');
	await context.close();
});

test('what is taken back leaves the open page by itself', async () => {
	tick();
	const [one, two] = [
		await aShare(fern.ctx, groupId, 'Soon taken back.'),
		await aShare(fern.ctx, groupId, 'Taken back under the eyes.')
	];
	const list = await seat(tide);
	await list.page.goto(here);
	await whenAwake(list.page);
	await shares.remove(fern.ctx, { groupId, shareId: one });
	await comesBack(list.page, seen(list.page, say('space.live.gone')));
	expect(await list.page.getByText('Soon taken back.').count()).toBe(0);
	await list.page.getByText('Taken back under the eyes.').waitFor();
	await list.page.goto(`${here}/shares/${two}`);
	await whenAwake(list.page);
	await shares.remove(fern.ctx, { groupId, shareId: two });
	const gone = list.page.getByRole('heading', { name: say('space.live.gone.share') });
	await comesBack(list.page, () => gone.isVisible());
	expect(await list.page.getByText('Taken back under the eyes.').count()).toBe(0);
	await expectAccessible(list.page, 'a share that is gone');
	await list.context.close();
});

test('whoever is signed out or removed elsewhere sees nothing of it any more', async () => {
	tick();
	await aShare(fern.ctx, groupId, 'For those who belong.');
	const reed = await made.member('Reedgrass');
	const away = await seat(reed);
	await away.page.goto(here);
	await whenAwake(away.page);
	const asked: string[] = [];
	away.page.on('request', (request) => asked.push(request.url()));
	await groups.remove(made.facilitators[0].ctx, {
		...{ groupId, membershipId: reed.membershipId, reason: 'The agreement.' }
	});
	const words = away.page.getByText('For those who belong.');
	await comesBack(away.page, async () => (await words.count()) === 0);
	await away.page.getByRole('heading', { name: say('errors.not_found.title') }).waitFor();
	const many = asked.filter((url) => url.includes('lately')).length;
	await comesBack(away.page, async () => {
		await away.page.waitForTimeout(6000);
		return true;
	});
	expect(asked.filter((url) => url.includes('lately')).length).toBe(many);
	for (const url of asked) expect(url).not.toMatch(/belong|Read|call/);
	await away.context.close();

	const out = await seat(tide);
	await out.page.goto(here);
	await whenAwake(out.page);
	await out.context.clearCookies();
	await comesBack(out.page, async () => out.page.url().includes('/sign-in'));
	expect(out.page.url()).toContain('/sign-in');
	expect(await out.page.getByText('For those who belong.').count()).toBe(0);
	await out.context.close();
});
