import { describe, expect, test } from 'vitest';
import { strategyOf } from '#lib/coping/coping.ts';
import * as coping from '#lib/coping/server/coping.ts';
import { TriedInput } from '#lib/coping/practices.ts';
import { after, day } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Trying something alone: before, after, some days later; for oneself only. */
const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
const now = new Date();
world.clock.set(now);
const { origin } = await startServer(world);
const browser = await openBrowser();
const { page: senses } = strategyOf('ground-54321')!;

describe('trying something alone', () => {
	test('keeps before and after, and shows what helped for what, as a picture and as a table', async () => {
		const wren = await person(world);
		const { page } = await sitDown(browser, origin, { phone: true });
		await signIn(page, wren);
		await page.goto(`/library/${senses}`);
		await whenAwake(page);
		const number = (legend: RegExp, value: string) =>
			page
				.getByRole('group', { name: legend })
				.getByRole('radio', { name: value, exact: true })
				.check();
		await number(/^Before you begin/, '8');
		await page.getByRole('button', { name: 'Begin' }).click();
		await page.getByRole('button', { name: 'Next step' }).click();
		await number(/^And now/, '3');
		await page.getByRole('radio', { name: 'Sudden panic' }).check();
		await expectAccessible(page, 'a try that is not kept yet');
		await page.getByRole('button', { name: 'Keep this' }).click();
		await page.getByText('Kept, for you alone.').waitFor();
		await page.getByRole('button', { name: 'Put it on my list' }).click();
		await page.getByText('It is on your list:').waitFor();
		await page.goto('/library/mine');
		await whenAwake(page);
		expect(await page.title()).toBe('Library');
		await page.getByRole('img', { name: 'From 8 down to 3.' }).waitFor();
		await page.getByText('The same as a table').click();
		const row = page.getByRole('row', { name: /Five senses count-down/ });
		expect(await row.getByRole('cell').allTextContents()).toEqual([
			...['Sudden panic', '1', '8', '3']
		]);
		await expectAccessible(page, 'what helps me');
		await page.getByText('The one time you tried something').click();
		await page.getByRole('button', { name: 'Delete' }).click();
		await page.getByText('It is deleted.').waitFor();
		await page.getByText('Nothing here yet').waitFor();
		await page.getByRole('button', { name: 'Take it off my list' }).click();
		await page.getByText('It is off your list.').waitFor();
		expect(await coping.tries(wren.ctx)).toEqual([]);
	});

	test('works without JavaScript, and all of it may be left out', async () => {
		const tide = await person(world);
		const { page } = await sitDown(browser, origin, { javaScript: false });
		await signIn(page, tide);
		await page.goto(`/library/${senses}`);
		await page.getByRole('button', { name: 'Keep this' }).click();
		await page.getByText('Kept, for you alone.').waitFor();
		await page.getByRole('link', { name: 'What helps me' }).first().click();
		await page.getByText('Tried once. Without numbers.').waitFor();
	});

	test('asks again only who wanted it, and never again after one press', async () => {
		const fern = await person(world);
		world.clock.set(after(now, -3 * day));
		const once = newId(world.clock.now());
		await coping.practise(fern.ctx, senses, TriedInput.parse({ once, ask: 'yes' }));
		world.clock.set(now);
		const { page } = await sitDown(browser, origin);
		await signIn(page, fern);
		await page.goto('/library/mine');
		await whenAwake(page);
		await page.getByRole('heading', { name: /in the 3 days since/ }).waitFor();
		await expectAccessible(page, 'a question some days later');
		await page.getByRole('button', { name: 'It helped a little' }).click();
		await page.getByText('Thank you. That is kept.').waitFor();
		await page.getByText('Asked some days later, 1 of 1 times it had helped.').waitFor();
		world.clock.set(after(now, -7 * day));
		const other = newId(world.clock.now());
		await coping.practise(fern.ctx, senses, TriedInput.parse({ once: other, ask: 'yes' }));
		world.clock.set(now);
		await page.reload();
		await whenAwake(page);
		await page.getByRole('button', { name: 'Never ask me about these again' }).click();
		await page.getByText('You are not asked again.').waitFor();
		expect(await coping.isAsked(fern.ctx)).toBe(false);
		await page.goto(`/library/${senses}`);
		expect(await page.getByText('Ask me in 3 and in 7 days').count()).toBe(0);
	});
});
