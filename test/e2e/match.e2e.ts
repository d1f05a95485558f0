import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import * as directory from '#lib/directory/server/directory.ts';
import { say } from '#lib/words/words.ts';
import { person } from '#test/support/accounts.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Five questions to a group, the page about groups, the frame on other sites, and who looks after it all. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'Europe/Berlin' });
const startsOn = new Date().toISOString().slice(0, 10);
const series = {
	rule: { freq: 'weekly' as const, interval: 1, weekdays: [2] },
	...{ startsOn, localTime: '19:00', timeZone: 'Europe/Berlin', minutes: 90 }
};
await group(world, { series, name: 'Evening harbour', experience: 'violence_at_home' });
const { sourceId } = await source(world, 'Lighthouse');
const many = (count: number) =>
	Array.from({ length: count }, (_, i) =>
		aListing(`row-${i}`, { name: i === 0 ? '<b>Quiet</b> & evening' : `Quiet evening ${i}` })
	);
await importAll(world, sourceId, many(8));
const held = await importAll(world, sourceId, many(2));
// Else the worker would load the towns while people ask for them.
await directory.loadPlaces(world.system);
await directory.catchUp(world.nobody);
const [listed] = (await directory.search(world.nobody, { source: ['Lighthouse'] })).items;
const planted = 'The door is on the other side.';
await directory.sayAbout(world.nobody, {
	...{ listingId: listed!.listingId, kind: 'wrong', words: planted, address: 'test' }
});
const { origin } = await startServer(world);
const browser = await openBrowser();
const found = say('directory.match.found.heading');
const heading = (name: string) => ({ name, exact: true });

describe.each([
	['with scripts', true],
	['without scripts', false]
])('the five questions, %s', (_, javaScript) => {
	// axe is a script itself.
	const looksRight = (page: Page, where: string) =>
		javaScript ? expectAccessible(page, where) : Promise.resolve();
	test('lead to groups that may fit, with reasons, and nothing enters the address', async () => {
		const { page, context } = await sitDown(browser, origin, { phone: true, javaScript });
		const press = (name: string) => page.getByRole('button', heading(name)).click();
		const asks = (question: 'experience' | 'how' | 'when' | 'audience' | 'needs') =>
			page.getByRole('heading', heading(say(`directory.match.q.${question}`))).waitFor();
		await page.goto('/match');
		if (javaScript) await whenAwake(page);
		await looksRight(page, 'the first question');
		await page.getByLabel(say('groups.experience.violence_at_home')).check();
		await press(say('directory.match.next'));
		await asks('how');
		await page.getByLabel(say('directory.match.how.online')).check();
		await press(say('directory.match.next'));
		await asks('when');
		await looksRight(page, 'the third question');
		await page.getByLabel(say('groups.find.weekday.2'), { exact: true }).check();
		await press(say('directory.match.back'));
		await asks('how');
		expect(await page.getByLabel(say('directory.match.how.online')).isChecked()).toBe(true);
		await press(say('directory.match.next'));
		await asks('when');
		const tuesdays = page.getByLabel(say('groups.find.weekday.2'), { exact: true });
		expect(await tuesdays.isChecked()).toBe(true);
		await page.locator('input[name="part"][value="evening"]').check();
		await press(say('directory.match.next'));
		await asks('audience');
		await press(say('directory.match.skip'));
		await asks('needs');
		await press(say('directory.match.show'));
		await page.getByRole('heading', heading(found)).waitFor();
		await looksRight(page, 'the suggestions');
		const card = page.getByRole('article').filter({ hasText: 'Evening harbour' });
		expect(await card.textContent()).toContain(
			'Because it meets online on Tuesday evenings, your time, and is about violence at home.'
		);
		expect(page.url()).toBe(`${origin}/match`);
		await press(say('directory.match.directory'));
		await page.waitForURL(`${origin}/`);
		await page.getByRole('link', heading('Evening harbour')).first().waitFor();
		expect(await page.locator('select[name="mode"]').inputValue()).toBe('online');
		await context.close();
	});

	test('say what would widen the choice, and do it', async () => {
		const { page, context } = await sitDown(browser, origin, { javaScript });
		const press = (name: string) => page.getByRole('button', heading(name)).click();
		await page.goto('/match');
		if (javaScript) await whenAwake(page);
		await page.getByLabel(say('groups.experience.combat')).check();
		await press(say('directory.match.next'));
		await page.getByLabel(say('directory.match.how.phone')).check();
		await press(say('directory.match.next'));
		await press(say('directory.match.show.now'));
		await page.getByText(say('directory.match.found.none')).waitFor();
		await looksRight(page, 'no suggestion');
		await page
			.getByRole('button', { name: new RegExp(`^${say('directory.match.widen.how')}`) })
			.click();
		await page.getByRole('link', { name: /Quiet/ }).first().waitFor();
		await context.close();
	});

	test('say beside the question that a town is not known', async () => {
		const { page, context } = await sitDown(browser, origin, { javaScript });
		const press = (name: string) => page.getByRole('button', heading(name)).click();
		await page.goto('/match');
		if (javaScript) await whenAwake(page);
		await press(say('directory.match.skip'));
		await page.getByLabel(say('directory.match.how.near')).check();
		await press(say('directory.match.next'));
		await page.getByText(say('errors.field.required')).waitFor();
		await page.getByLabel(say('directory.match.place')).fill('Nowhereville-upon-Nothing');
		await press(say('directory.match.next'));
		await page.getByText(say('errors.field.place_unknown')).waitFor();
		expect(await page.getByLabel(say('directory.match.how.near')).isChecked()).toBe(true);
		await context.close();
	});
});

test('the page about groups answers six questions and leads into the directory', async () => {
	const { page, context } = await sitDown(browser, origin);
	await page.goto('/about-groups');
	await whenAwake(page);
	await expectAccessible(page, 'about groups');
	expect(await page.locator('article h2').count()).toBe(6);
	await page.getByRole('button', heading(say('directory.about.examples.violence_at_home'))).click();
	await page.getByRole('link', heading('Evening harbour')).first().waitFor();
	expect(page.url()).toBe(`${origin}/`);
	await context.close();
});

describe('the frame on other sites', () => {
	const site = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').searchParams.get('frame') ?? '/';
		response.setHeader('content-type', 'text/html');
		response.end(
			`<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1><iframe title="Groups" width="600" height="500" src="${origin}${path}"></iframe>`
		);
	}).listen(0, '127.0.0.1');
	afterAll(() => void site.close());
	const elsewhere = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

	test('shows groups with links that open a tab of their own, and asks for nothing else', async () => {
		const context = await browser.newContext();
		const page = await context.newPage();
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		await page.goto(
			`${elsewhere()}/?frame=${encodeURIComponent('/embed?source=Lighthouse&limit=20')}`
		);
		const frame = page.frameLocator('iframe');
		await frame.getByRole('heading', { name: say('directory.embed.heading') }).waitFor();
		const link = frame.getByRole('link', { name: /<b>Quiet<\/b> & evening/ });
		expect(await link.getAttribute('target')).toBe('_blank');
		expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
		const ours = asked.filter((url) => url.startsWith(origin));
		expect(ours).toEqual([`${origin}/embed?source=Lighthouse&limit=20`]);
		expect(await context.cookies()).toEqual([]);
		await context.close();
	});

	test('is the only page that may be framed', async () => {
		const answers = await Promise.all(
			[
				'/',
				'/match',
				'/about-groups',
				'/help',
				'/sign-in',
				'/nowhere',
				'/embedded',
				'/embed/x'
			].map((path) => fetch(`${origin}${path}`))
		);
		for (const { headers, url } of answers) {
			expect(headers.get('content-security-policy'), url).toContain("frame-ancestors 'none'");
			expect(headers.get('x-frame-options'), url).toBe('DENY');
		}
		const { headers } = await fetch(`${origin}/embed`);
		expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
		expect(headers.get('x-frame-options')).toBeNull();
		expect(headers.get('set-cookie')).toBeNull();
		const page = await (await browser.newContext()).newPage();
		await page.goto(`${elsewhere()}/?frame=/match`);
		expect(await page.frameLocator('iframe').getByRole('heading').count()).toBe(0);
		await page.context().close();
	});

	test('is the same for everybody, and carries no script', async () => {
		const plain = await (await fetch(`${origin}/embed?mode=online`)).text();
		const cookie = 'zone=Asia/Tokyo';
		const asked = await (
			await fetch(`${origin}/embed?mode=online`, { headers: { cookie } })
		).text();
		expect(asked).toBe(plain);
		expect(plain).toContain('Berlin time');
		expect(plain).not.toMatch(/<script|<link|<form|<img|@import|url\(/);
	});

	test('is light and dark as the reader’s system is, and accessible in both', async () => {
		for (const colorScheme of ['light', 'dark'] as const) {
			const context = await browser.newContext({ colorScheme, baseURL: origin });
			const page = await context.newPage();
			await page.goto('/embed?source=Lighthouse');
			await expectAccessible(page, `the frame, ${colorScheme}`);
			await context.close();
		}
	});

	test.each([
		...['mode=nowhere', 'near=91,0', 'limit=0', 'limit=101', 'from=25:00', 'tz=Mars/Base'],
		...['place=Nowhereville-upon-Nothing', 'within_km=5', 'cursor=x', 'anything=else']
	])('says in the frame that %s cannot be shown', async (query) => {
		const answer = await fetch(`${origin}/embed?${query}`);
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain(say('directory.embed.wrong'));
		expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *');
	});
});

describe('a coordinator', () => {
	test('sees sources, lets a held reading in, reads its report and answers a note', async () => {
		const coordinator = await person(world, { roles: ['coordinator'] });
		const { page, context } = await sitDown(browser, origin);
		const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
		await signIn(page, coordinator);
		await page.goto('/programme');
		await page.getByRole('link', heading(say('directory.programme.door'))).click();
		await whenAwake(page);
		await page.getByText(say('directory.programme.held.would_go')).click();
		await page.getByText('Quiet evening 7, Berlin').waitFor();
		await expectAccessible(page, 'the sources');
		await press(/^Let it in/);
		await page.getByText(say('directory.programme.done.release')).waitFor();
		await page.goto(`/programme/directory/reports/${held.runId}`);
		await expectAccessible(page, 'a report');
		const file = await page.request.get(`/programme/directory/reports/${held.runId}/report.json`);
		expect(await file.json()).toMatchObject({
			source: 'Lighthouse',
			outcome: 'released',
			rows: []
		});
		await page.goto('/programme/directory/reports');
		await expectAccessible(page, 'the reports');
		await page.goto('/programme/directory/notes');
		await whenAwake(page);
		await page.getByText(planted).waitFor();
		await expectAccessible(page, 'the notes');
		await press(say('directory.programme.notes.confirmed'));
		await page.getByText(say('directory.programme.notes.none'), { exact: true }).waitFor();
		await context.close();
	});

	test('adds a source, changes it and takes it away', async () => {
		const coordinator = await person(world, { roles: ['coordinator'] });
		const { page, context } = await sitDown(browser, origin, { phone: true });
		await signIn(page, coordinator);
		await page.goto('/programme/directory');
		await whenAwake(page);
		const add = page.locator('form[action="?/add"]');
		await add.getByLabel(say('directory.programme.source.name')).fill('Lighthouse');
		await add.getByLabel(say('directory.programme.source.interval')).selectOption('');
		await add.getByRole('button').click();
		await page.getByText(say('errors.field.source_taken')).waitFor();
		await add.getByLabel(say('directory.programme.source.name')).fill('Beacon');
		await add.getByRole('button').click();
		await page.getByText(say('directory.programme.done.add')).waitFor();
		const beacon = page.getByRole('article').filter({ hasText: 'Beacon' });
		await beacon.getByText(say('directory.programme.source.change', { name: 'Beacon' })).click();
		await beacon.getByRole('button', { name: say('directory.programme.source.remove') }).click();
		expect(await page.getByRole('heading', heading('Beacon')).count()).toBe(1);
		await beacon.getByLabel(/^Yes, take Beacon/).check();
		await beacon.getByRole('button', { name: say('directory.programme.source.remove') }).click();
		await page.getByText(say('directory.programme.done.remove')).waitFor();
		expect(await page.getByRole('heading', heading('Beacon')).count()).toBe(0);
		await context.close();
	});
});
