import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { strategyOf } from '#lib/coping/coping.ts';
import { itemKeys } from '#lib/wellbeing/wellbeing.ts';
import { say } from '#lib/words/words.ts';
import { inTransaction } from '#server/ctx.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
const server = await startServer(world);
const browser = await openBrowser();
const { page: breathing } = strategyOf('breath-paced')!;
const { page: senses } = strategyOf('ground-54321')!;

describe('the library, without signing in', () => {
	test('finds what fits, and no address says what was looked for', async () => {
		const { page } = await sitDown(browser, server.origin, { phone: true });
		await page.goto('/library');
		expect(await page.title()).toBe('Library');
		await page.getByRole('heading', { name: 'All 38' }).waitFor();
		await expectAccessible(page, 'the library');
		await page.getByRole('combobox').selectOption('flashbacks');
		await page.getByRole('radio', { name: '2 minutes' }).check();
		await page.getByText('More choices').click();
		await page.getByRole('radio', { name: 'The body' }).check();
		await page.getByRole('button', { name: 'Show what fits' }).click();
		await page.getByRole('heading', { name: '2 that fit' }).waitFor();
		const titles = await page.locator('#found h3').allTextContents();
		expect(titles).toEqual(['Anchor object', 'Cool water reset']);
		expect(await page.getByRole('combobox').inputValue()).toBe('flashbacks');
		const { pathname, search } = new URL(page.url());
		expect(pathname + search).toBe('/library');
	});

	test('says so when nothing fits, and shows everything again', async () => {
		const { page } = await sitDown(browser, server.origin);
		await page.goto('/library');
		await page.getByRole('combobox').selectOption('trust');
		await page.getByRole('radio', { name: '2 minutes' }).check();
		await page.getByRole('button', { name: 'Show what fits' }).click();
		await page.getByRole('heading', { name: 'Nothing fits all of that' }).waitFor();
		await expectAccessible(page, 'the library with nothing that fits');
		await page.getByRole('button', { name: 'Show everything' }).click();
		await page.getByRole('heading', { name: 'All 38' }).waitFor();
	});

	test('works without JavaScript, to the steps, with the way out and to help', async () => {
		const { page } = await sitDown(browser, server.origin, { javaScript: false });
		await page.goto('/library');
		await page.getByRole('combobox').selectOption('panic');
		await page.getByRole('button', { name: 'Show what fits' }).click();
		await page.getByRole('link', { name: 'See how: Five senses count-down' }).click();
		await page.waitForURL(`**/library/${senses}`);
		await page.getByText('Name five things you can see.').waitFor();
		await page.getByText('Skip any sense that is itself a reminder.').waitFor();
		await page.getByRole('button', { name: 'Leave now' }).waitFor();
		expect(await page.getByRole('button', { name: 'Begin' }).count()).toBe(0);
		expect(await page.title()).toBe('Library');
	});

	test('knows no strategy by another name', async () => {
		const { page } = await sitDown(browser, server.origin);
		for (const name of ['ground-54321', 'zzzz', '%00', `${senses}x`]) {
			const answer = await page.goto(`/library/${name}`);
			expect(answer?.status()).toBe(404);
		}
	});
});

describe('what helped people here', () => {
	const helped = [
		{ strategy: 'ground-cold', symptom: 'panic', people: 3, helped: 3 },
		{ strategy: 'breath-paced', symptom: 'panic', people: 24, helped: 13 },
		{ strategy: 'ground-54321', symptom: 'panic', people: 61, helped: 44 }
	];

	test('is shown to anybody, the surest first, without a few lucky tries, and as a table', async () => {
		await inTransaction(world.system, async ({ db }) => {
			const counts = {
				...{ participants: 0, belonged: 0, facilitators: { trained: 0, all: 0 } },
				meetings: { held: 0, planned: 0, minutes: 0, deviation: 0 }
			};
			const none = { answered: 0, better: 0, same: 0, worse: 0, alike: 0 };
			const items = Object.fromEntries(itemKeys.map((key) => [key, none]));
			const ratings = { people: 0, items, medianWeeks: null };
			await sql`insert into published_quarter (quarter, figures, published_at)
				values ('2026-Q3', ${JSON.stringify({ version: 1, counts, ratings, helped })}, now())`.execute(db);
		});
		const { page } = await sitDown(browser, server.origin, { phone: true });
		await page.goto('/library');
		await page.getByRole('link', { name: say('coping.here.heading') }).click();
		await page.waitForURL('**/library/helped');
		const here = page.getByRole('region', { name: say('coping.symptom.panic') });
		await here.getByText('It was less for 45 of 60 people.').waitFor();
		expect(await here.getByRole('link').allTextContents()).toEqual([
			...['Five senses count-down', strategyOf('breath-paced')!.title]
		]);
		await here.getByText('between 63 % and 84 %').waitFor();
		await page.getByText(say('coping.helped.table')).click();
		const row = page.getByRole('row', { name: /Five senses count-down/ });
		expect(await row.getByRole('cell').allTextContents()).toEqual([
			...[say('coping.symptom.panic'), '60', '45', '63 %', '84 %']
		]);
		await expectAccessible(page, 'what helped people here');
	});
});

describe('a guide through a strategy', () => {
	test('goes step by step, back and forth, at one’s own press', async () => {
		const { page } = await sitDown(browser, server.origin, { phone: true });
		await page.goto(`/library/${senses}`);
		const guided = page.getByRole('region', { name: 'Go through it with me' });
		await guided.getByRole('button', { name: 'Begin' }).click();
		await guided.getByText('Step 1 of 7').waitFor();
		await guided.getByRole('button', { name: 'Next step' }).click();
		await guided.getByText('Name five things you can see.').waitFor();
		await expectAccessible(page, 'a step of a guide');
		await guided.getByRole('button', { name: 'One step back' }).click();
		for (let step = 1; step < 7; step += 1)
			await guided.getByRole('button', { name: 'Next step' }).click();
		await guided.getByRole('button', { name: 'Done' }).click();
		await guided.getByText('That was all of it.').waitFor();
	});

	test('breathes only when asked to, stops at a press, and makes no sound', async () => {
		const { page } = await sitDown(browser, server.origin);
		await page.emulateMedia({ reducedMotion: 'no-preference' });
		await page.goto(`/library/${breathing}`);
		const guided = page.getByRole('region', { name: 'Go through it with me' });
		await guided.getByText('Breathe in: 4 seconds. Breathe out: 6 seconds.').waitFor();
		const moving = () =>
			page.evaluate(
				() => document.getAnimations().filter(({ playState }) => playState === 'running').length
			);
		expect(await moving()).toBe(0);
		await guided.getByRole('button', { name: 'Begin' }).click();
		await guided.getByRole('status').getByText('Breathe in').waitFor();
		expect(await moving()).toBe(1);
		await guided.getByRole('button', { name: 'Stop' }).click();
		await guided.getByRole('button', { name: 'Begin' }).waitFor();
		expect(await moving()).toBe(0);
		expect(await page.locator('audio, video').count()).toBe(0);
	});

	test('stays still where motion is not wanted, and says the breath in words', async () => {
		const { page } = await sitDown(browser, server.origin);
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await page.goto(`/library/${breathing}`);
		const guided = page.getByRole('region', { name: 'Go through it with me' });
		await guided.getByRole('button', { name: 'Begin' }).click();
		await guided.getByRole('status').getByText('Breathe in').waitFor();
		expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
		await expectAccessible(page, 'a guide for breath');
	});
});

test('without a connection every strategy opens, and no page that somebody read was kept', async () => {
	const { page } = await sitDown(browser, server.origin, { phone: true });
	await page.goto(`/library/${breathing}`);
	await page.goto('/library');
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
	});
	await page.reload();
	await server.stop();
	for (const path of ['/library', `/library/${breathing}`]) {
		await page.goto(path);
		expect(await page.title()).toBe('Library');
		expect(await page.locator('details').count()).toBe(38);
		await page.locator('summary', { hasText: 'Cool water reset' }).click();
		await page.getByText('Dry your hands and name three things in the room.').waitFor();
		await page.getByText('Avoid ice-water face immersion').waitFor();
	}
	await expectAccessible(page, 'the kept strategies');
	const kept = await page.evaluate(async () => {
		const names = await caches.keys();
		const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return all.flat().map(({ url }) => new URL(url).pathname);
	});
	expect(kept.filter((path) => path.startsWith('/library'))).toEqual(['/library/offline']);
});
