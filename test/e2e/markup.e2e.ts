import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import strings from '#test/corpus/markup.json' with { type: 'json' };
import * as shares from '#lib/shares/server/shares.ts';
import { paragraphsOf, type Within } from '#lib/shares/shape.ts';
import { say } from '#lib/words/words.ts';
import { after, hour, minute } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Two hundred strings of scripts and markup on the pages that show what people write: text stays text. */
const world = await openWorld();
const now = new Date();
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
world.clock.set(after(now, -(strings.length + 2) * hour));
const made = await group(world);
const { groupId } = made;
const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
/** What each of them should read as, block by block. */
const expected = new Set<string>();
const notes = new Set<string>();

const textOf = (text: string, within: readonly Within[]): string =>
	within.map((part) => ('is' in part ? textOf(text, part.of) : text.slice(...part))).join('');
for (const [i, string] of strings.entries()) {
	world.clock.pass(hour);
	const text = string.trim();
	const note = text.length <= 120 && !text.includes('\n') ? text : '';
	const { shareId } = await shares.share(fern.ctx, groupId, {
		...{ once: newId(), need: 'listen', text, note }
	});
	// Five under each of the first forty: as many as the space shows.
	for (const reply of strings.slice(i * 5, i * 5 + 5)) {
		world.clock.pass(minute / 2);
		await aReply(tide.ctx, groupId, shareId, reply.trim());
	}
	const { share } = await shares.find(tide.ctx, { groupId, shareId });
	if (share.shape) expected.add(textOf(text, share.shape));
	else for (const paragraph of paragraphsOf(text)) expected.add(paragraph);
	if (note) notes.add(note);
}
const browser = await openBrowser();

/** Runs in the page. */
function look() {
	const allowed = new Set(['P', 'EM', 'STRONG', 'UL', 'OL', 'LI', 'BLOCKQUOTE']);
	const written = [...document.querySelectorAll('main .written')];
	const isOurs = (element: Element) =>
		(allowed.has(element.tagName) || element.matches('div.shaped')) &&
		[...element.attributes].every(({ name }) => name === 'dir' || name === 'class');
	const foreign = [
		...['iframe', 'object', 'embed', 'base', 'video', 'audio', 'frame', 'main [style]'],
		...[
			'main img',
			'main script',
			'main link',
			'main meta',
			'main style',
			'main math',
			'main table'
		],
		...['[onerror]', '[onload]', '[onclick]', '[onfocus]', '[ontoggle]'],
		...['[href*="planted"]', '[src*="planted"]', '[href^="javascript"]', 'main [href^="data"]']
	].join();
	const all = written.flatMap((element) => [element, ...element.querySelectorAll('*')]);
	return {
		strange: all.filter((element) => !isOurs(element)).map(({ outerHTML }) => outerHTML),
		foreign: [...document.querySelectorAll(foreign)].map(({ outerHTML }) => outerHTML),
		texts: written.map(({ textContent }) => textContent ?? ''),
		notes: [...document.querySelectorAll('main bdi')].map(({ textContent }) => textContent ?? ''),
		ran: 'planted' in window
	};
}

/** All pages of the space, as they came. */
async function* pagesOf(page: Page, javaScript: boolean) {
	await page.goto(`/groups/${groupId}`);
	for (;;) {
		if (javaScript) await whenAwake(page);
		yield await page.evaluate(look);
		const older = page.getByRole('link', { name: say('shares.space.older') });
		if ((await older.count()) === 0) return;
		const href = await older.getAttribute('href');
		await page.goto(href!);
	}
}

describe.each([
	{ how: 'with scripts', javaScript: true },
	{ how: 'without scripts', javaScript: false }
])('the group’s space $how', ({ javaScript }) => {
	test('shows each of them as it was written, and lets nothing else out', async () => {
		const { page } = await sitDown(browser, origin, { javaScript });
		const wrong: string[] = [];
		page.on('dialog', (dialog) => void dialog.dismiss().then(() => wrong.push('a dialog')));
		page.on('pageerror', ({ message }) => wrong.push(message));
		await signIn(page, tide);
		const texts = new Set<string>();
		const read = new Set<string>();
		let pages = 0;
		for await (const seen of pagesOf(page, javaScript)) {
			pages += 1;
			expect([seen.strange, seen.foreign, seen.ran]).toEqual([[], [], false]);
			for (const text of seen.texts) texts.add(text);
			for (const note of seen.notes) read.add(note);
		}
		expect(pages).toBe(strings.length / 20);
		expect([...expected].filter((text) => !texts.has(text))).toEqual([]);
		expect([...notes].filter((note) => !read.has(note))).toEqual([]);
		expect(wrong).toEqual([]);
	});
});

test('so do the pages of what was found and of one’s own words', async () => {
	const { page } = await sitDown(browser, origin);
	await signIn(page, tide);
	await page.goto('/search');
	await whenAwake(page);
	await page.getByLabel(say('search.words')).fill('planted');
	await page.getByRole('button', { name: say('search.do') }).click();
	await page.getByText(say('search.found')).waitFor();
	expect(await page.locator('mark').count()).toBeGreaterThan(20);
	const { foreign, ran } = await page.evaluate(look);
	expect([foreign, ran]).toEqual([[], false]);
	await page.goto('/my-words');
	await whenAwake(page);
	const own = await page.evaluate(look);
	expect([own.foreign, own.ran]).toEqual([[], false]);
	const shown = await page.locator('main .written').allTextContents();
	expect(shown).toHaveLength(20);
	for (const text of shown) expect(strings.map((one) => one.trim())).toContain(text);
});

test('stars stress, dashes make a list, and the form says so in one line', async () => {
	const { page } = await sitDown(browser, origin, { phone: true });
	await signIn(page, fern);
	await page.goto(`/groups/${groupId}?write`);
	await whenAwake(page);
	await page.getByText(say('shares.write.stars')).waitFor();
	await page
		.getByLabel(say('shares.write.text'), { exact: true })
		.fill(
			'It was *quiet*. What helped:\n\n- tea\n- **two** walks\n\n> you can go\n\nsaid my sister.'
		);
	await page.getByLabel(say('shares.need.listen'), { exact: true }).check();
	await page.getByRole('button', { name: say('shares.write.send'), exact: true }).click();
	const card = page.locator('article', { hasText: 'said my sister' });
	await card.waitFor();
	expect(await card.locator('.written em').textContent()).toBe('quiet');
	expect(await card.locator('.written li').allTextContents()).toEqual(['tea', 'two walks']);
	expect(await card.locator('.written li strong').textContent()).toBe('two');
	expect(await card.locator('.written blockquote').textContent()).toBe('you can go');
	await expectAccessible(page, 'words with a list, a quote and stress');
	await card.getByRole('link', { name: say('shares.own.open') }).click();
	await page.getByText(say('shares.own.open'), { exact: true }).first().click();
	const typed = await page.getByLabel(say('shares.write.text'), { exact: true }).inputValue();
	expect(typed).toContain('What helped:\n\n- tea\n- **two** walks');
});
