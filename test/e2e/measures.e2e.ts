import { describe, expect, test } from 'vitest';
import { shipped } from '#lib/measures/shipped.ts';
import * as measures from '#lib/measures/server/measures.ts';
import { say } from '#lib/words/words.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** PCL-5 answered in spring and now, by the form: words first, a line with its table, help, and nobody told. */
const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
const now = new Date();
world.clock.set(now);
const made = await group(world, { entry: 'open' });
const wren = await made.member('Wren');
const fern = await made.member('Fern');
const pcl = shipped.find(({ id }) => id === 'pcl-5')!;
const path = `/how-i-am/measures/${pcl.page}`;
const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 7, 10, 12));
const spring = before.toLocaleDateString('en-GB', {
	...{ timeZone: 'UTC', month: 'long' },
	...(before.getUTCFullYear() !== now.getUTCFullYear() && { year: 'numeric' as const })
});

// In spring: 46 of 80.
world.clock.set(before);
const values = [...Array.from({ length: 14 }, () => 3), 2, 0, 2, 0, 0, 0];
await measures.answer(
	wren.ctx,
	pcl,
	{ once: crypto.randomUUID(), day: '', gate: null, values },
	'UTC'
);
world.clock.set(now);
const server = await startServer(world);
const browser = await openBrowser();

describe('PCL-5, twice', () => {
	test('is answered on one page, half and then whole, and told in words', async () => {
		const { page } = await sitDown(browser, server.origin, { phone: true });
		await signIn(page, wren);
		await page.goto('/how-i-am');
		await whenAwake(page);
		await page.getByRole('link', { name: say('measures.heading'), exact: true }).click();
		await page.waitForURL('**/measures');
		expect(await page.title()).toBe('Home');
		await expectAccessible(page, 'the measures');
		await page.getByRole('link', { name: /^Answer it.*PCL-5$/ }).click();
		await page.waitForURL('**/answer');
		expect(await page.title()).toBe('Home');
		const question = (nr: number) => page.getByRole('group', { name: new RegExp(`^${nr}\\. `) });
		const pick = (nr: number, answer: string) =>
			question(nr).getByRole('radio', { name: answer, exact: true }).check();
		for (let nr = 1; nr <= 10; nr++) await pick(nr, 'Moderately');
		await page.getByRole('button', { name: say('measures.ask.later') }).click();
		await page.getByText(say('measures.done.half', { days: 14 })).waitFor();
		await page.goto(path);
		expect(await page.getByText('35').count()).toBe(0);
		await page.goto(`${path}/answer`);
		await whenAwake(page);
		expect(await question(10).getByRole('radio', { name: 'Moderately' }).isChecked()).toBe(true);

		await page.getByRole('button', { name: say('measures.ask.save') }).click();
		await page
			.getByText(/^Some questions have no answer: 11, 12, 13, 14, 15, 16, 17, 18, 19, 20\./)
			.waitFor();
		await expectAccessible(page, 'a measure with questions left open');
		for (let nr = 11; nr <= 17; nr++) await pick(nr, 'Moderately');
		for (let nr = 18; nr <= 19; nr++) await pick(nr, 'Not at all');
		await pick(20, 'A little bit');
		await page.getByRole('button', { name: say('measures.ask.save') }).click();
		await page.waitForURL(`**${path}?done=kept`);

		await page
			.getByText(
				`11 points lower than in ${spring}; people often notice 9 to 12; ordinary ups and downs reach 15.`,
				{ exact: true }
			)
			.waitFor();
		const words = await page.locator('main').innerText();
		expect(words).toContain('Your number is 35, on a line from 0 to 80.');
		expect(words).not.toMatch(/mild|moderate|severe|provisional|diagnosed|cut-?off/i);
		// High, and one answer that can weigh by itself: help stands there, and nobody was told.
		await page.getByText(say('measures.help.title')).waitFor();
		const picture = page.getByRole('img', { name: /^My number each time, from 46 .* to 35 / });
		await picture.waitFor();
		expect(await picture.getAttribute('aria-label')).toContain('runs from 31 to 61');
		await page.getByText(say('measures.table'), { exact: true }).click();
		await page.getByRole('cell', { name: '11 lower, ordinary' }).waitFor();
		await expectAccessible(page, 'the result of a measure');
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(page.viewportSize()!.width);
	});

	test('nothing of it reaches a facilitator, a coordinator or another member', async () => {
		for (const other of [made.facilitators[0], made.coordinator, fern]) {
			expect((await measures.mine(other.ctx, pcl.page)).results).toEqual([]);
			const seat = await sitDown(browser, server.origin);
			await signIn(seat.page, other);
			const home = await seat.page.locator('body').innerText();
			expect(home).not.toMatch(/PCL|points lower/i);
			await seat.context.close();
		}
	});
});

describe('without scripts, at 320 pixels', () => {
	test('a measure is answered, kept with gaps, and deleted', async () => {
		const { page } = await sitDown(browser, server.origin, { javaScript: false });
		await page.setViewportSize({ width: 320, height: 640 });
		await signIn(page, fern);
		await page.goto('/how-i-am/measures');
		const phq = shipped.find(({ id }) => id === 'phq-4')!;
		await page.getByRole('link', { name: /^Answer it.*PHQ-4$/ }).click();
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(320);
		const save = page.getByRole('button', { name: say('measures.ask.save') });
		await save.click();
		await page.getByText(say('measures.ask.none')).waitFor();
		await page.getByRole('radio', { name: 'Several days' }).first().check();
		await save.click();
		await page.getByRole('button', { name: say('measures.ask.gaps') }).click();
		await page.getByText(say('measures.mine.open', { count: 3 })).waitFor();
		expect((await measures.mine(fern.ctx, phq.page)).results).toHaveLength(1);
		await page.getByText(say('measures.sets.show', { count: 1 }), { exact: true }).click();
		await page.getByRole('button', { name: /^Delete/ }).click();
		await page.getByText(say('measures.mine.none')).waitFor();
		expect((await measures.mine(fern.ctx, phq.page)).results).toEqual([]);
	});

	test('a day to come is refused, and nothing that was picked is lost', async () => {
		const { page } = await sitDown(browser, server.origin, { javaScript: false });
		await signIn(page, fern);
		await page.goto(`/how-i-am/measures/${pcl.page}/answer`);
		for (const radio of await page.getByRole('radio', { name: 'Quite a bit' }).all())
			await radio.check();
		await page.getByText(say('measures.ask.day'), { exact: true }).click();
		const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
		await page.getByLabel(say('measures.ask.day.label')).fill(tomorrow);
		await page.getByRole('button', { name: say('measures.ask.save') }).click();
		await page.getByText(say('errors.field.day_to_come')).waitFor();
		expect(await page.getByRole('radio', { name: 'Quite a bit', checked: true }).count()).toBe(20);
		expect((await measures.mine(fern.ctx, pcl.page)).results).toEqual([]);
	});
});
