import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { inTransaction } from '#server/ctx.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { loadTowns } from '#test/support/places.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** From a search on a phone to a request to join, and what a search leaves behind: nothing. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
await loadTowns(world);
await ownGroupInBerlin();
await others();
const server = await startServer(world);
const { origin } = server;
const browser = await openBrowser();
const { page: phone, context } = await sitDown(browser, origin, { phone: true });

async function ownGroupInBerlin() {
	const { groupId } = await group(world, { meets: 'in_person', place: 'Old Library' });
	await inTransaction(world.system, ({ db }) =>
		sql`
		update peer_group set latitude = 52.53, longitude = 13.4, city = 'Berlin', country = 'DE'
		where group_id = ${groupId}`.execute(db)
	);
}

async function others() {
	const { sourceId } = await source(world);
	const url = 'https://lighthouse.example/quiet';
	const online = { mode: 'online', place: null, at: null } as const;
	const joining = { url: 'https://lighthouse.example/room', urlNotes: null };
	const springfield = { lat: 39.8, lng: -89.64 };
	await importAll(world, sourceId, [
		aListing('quiet', { name: 'Quiet evening', url, access: ['step_free'] }),
		aListing('springfield', { name: 'Prairie lamp', at: springfield }),
		aListing('far', {
			...{ name: 'Night lamp', ...online, description: 'Tea & <b>words</b>.' },
			joining: { ...joining, phone: null, phoneNotes: null }
		}),
		...Array.from({ length: 25 }, (_, i) =>
			aListing(`many${i}`, { name: `Pebble ${i}`, ...online })
		)
	]);
}

const find = async (page: Page) => {
	await page.goto('/');
	await whenAwake(page);
};
const where = (page: Page) => page.locator('[role="search"] input[name="place"]');
const show = (page: Page) =>
	page
		.getByRole('button', { name: say('groups.find.submit') })
		.first()
		.click();
const groupsNear = (count: number) =>
	say('directory.find.near', {
		groups: say('groups.find.count', { count }),
		place: 'Berlin, Germany'
	});

describe('somebody with a phone', () => {
	test('is offered places while typing, and picks one with the keyboard', async () => {
		await find(phone);
		await expectAccessible(phone, 'Find');
		await where(phone).pressSequentially('berl');
		await phone.getByRole('option', { name: 'Berlin, Germany' }).waitFor();
		await expectAccessible(phone, 'Find with places offered');
		await where(phone).press('ArrowDown');
		expect(await where(phone).getAttribute('aria-activedescendant')).toBe(
			await phone.getByRole('option', { name: 'Berlin, Germany' }).getAttribute('id')
		);
		await where(phone).press('Enter');
		expect(await where(phone).inputValue()).toBe('Berlin, Germany');
	});

	test('finds what meets there on a Tuesday evening', async () => {
		await phone.locator('select[name="day"]').selectOption({ label: say('groups.find.weekday.2') });
		await phone
			.locator('select[name="part"]')
			.selectOption({ label: say('directory.find.part.evening') });
		await show(phone);
		await phone.getByRole('heading', { name: groupsNear(2) }).waitFor();
		await expectAccessible(phone, 'what was found');
		expect(await phone.evaluate(() => document.activeElement?.id)).toBe('found');
		const ours = phone.locator('article', { hasText: 'Evening harbour' });
		expect(await ours.innerText()).toContain('Tuesdays at 7 in the evening.');
		expect(await phone.locator('article', { hasText: 'Quiet evening' }).innerText()).toContain(
			say('directory.whose', { who: 'Lighthouse' })
		);
	});

	test('leaves nothing of it in the address, the history, the title or the log', async () => {
		expect(phone.url()).toBe(`${origin}/`);
		expect(await phone.title()).toBe(say('groups.title'));
		expect(await phone.evaluate(() => JSON.stringify(history.state) + location.hash)).not.toMatch(
			/berlin|52\.5/i
		);
		expect(server.output()).not.toMatch(/berlin/i);
	});

	test('goes on to ask to join', async () => {
		await phone.getByRole('link', { name: 'Evening harbour', exact: true }).click();
		await phone.waitForURL('**/g/*');
		await phone.getByRole('link', { name: say('groups.page.join.ask') }).click();
		await phone.getByLabel(say('accounts.sign_up.adult')).check();
		await phone.getByRole('button', { name: say('accounts.sign_up.submit') }).click();
		await phone.getByRole('link', { name: say('accounts.card.kept') }).click();
		await phone.waitForURL('**/join');
		await phone.getByLabel(say('groups.join.own')).fill('Quillfern');
		await phone.getByLabel(say('groups.join.agree')).check();
		await phone.getByRole('button', { name: say('groups.join.submit.request') }).click();
		await phone.waitForURL((url) => !url.pathname.endsWith('/join'));
		await phone.goto('/home');
		await phone.getByText('Evening harbour').first().waitFor();
	});
});

describe('a link to a search', () => {
	let link = '';

	test('is made only when asked for, and says what it tells', async () => {
		await find(phone);
		await where(phone).fill('Berlin');
		await show(phone);
		await phone.getByRole('heading', { name: groupsNear(2) }).waitFor();
		await phone.getByRole('button', { name: say('directory.find.link') }).click();
		link = await phone.getByLabel(say('directory.find.link.label'), { exact: true }).inputValue();
		await phone.getByText(say('directory.find.link.tells')).waitFor();
		await expectAccessible(phone, 'a link');
		expect(new URL(link).searchParams.get('place')).toBe('Berlin, Germany');
		expect(phone.url()).toBe(`${origin}/`);
	});

	test('opens as the same search, in the form as well', async () => {
		const { page } = await sitDown(browser, origin);
		await page.goto(link);
		await page.getByRole('heading', { name: groupsNear(2) }).waitFor();
		expect(await where(page).inputValue()).toBe('Berlin, Germany');
	});

	test('that asks for something unknown is not a fault, and the form is there', async () => {
		await phone.goto('/?experience=boredom&within_km=99999');
		await phone.getByText(say('errors.link_unread')).waitFor();
		await expectAccessible(phone, 'a link that cannot be read');
	});
});

describe('the nearest square', () => {
	test('is all that is sent of where somebody is, and only when they press', async () => {
		await context.grantPermissions(['geolocation'], { origin });
		await context.setGeolocation({ latitude: 52.53219, longitude: 13.38172 });
		await find(phone);
		const sent: string[] = [];
		phone.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
		await phone.getByRole('button', { name: say('directory.find.here') }).click();
		await phone.getByText(say('directory.find.here.found')).waitFor();
		expect(sent).toEqual([]);
		await show(phone);
		const groups = say('groups.find.count', { count: 2 });
		await phone
			.getByRole('heading', { name: say('directory.find.near.you', { groups }) })
			.waitFor();
		expect(sent.join()).toContain('52.5');
		expect(sent.join()).not.toMatch(/52\.532|13\.3817/);
	});
});

describe('pages of what was found', () => {
	test('go on and back without an address', async () => {
		await find(phone);
		await phone.locator('input[name="q"]').fill('pebble');
		await show(phone);
		await phone.getByRole('heading', { name: '25 groups' }).waitFor();
		const names = () => phone.locator('article h3').allInnerTexts();
		const first = await names();
		await phone.getByRole('button', { name: say('groups.find.next') }).click();
		await phone.locator('article').nth(5).waitFor({ state: 'detached' });
		const second = await names();
		expect(new Set([...first, ...second]).size).toBe(25);
		await phone.getByRole('button', { name: say('groups.find.previous') }).click();
		await phone.locator('article').nth(19).waitFor();
		expect(await names()).toEqual(first);
		expect(phone.url()).toBe(`${origin}/`);
	});

	test('that are empty say what would find more', async () => {
		await find(phone);
		await where(phone).fill('Springfield, Missouri');
		await show(phone);
		await phone.getByRole('heading', { name: say('directory.find.none.title') }).waitFor();
		await expectAccessible(phone, 'nothing found');
		await phone
			.getByRole('button', { name: /^The nearest/ })
			.first()
			.click();
		await phone.locator('article').first().waitFor();
	});
});

describe('a whole sentence', () => {
	const words = (page: Page) => page.locator('[role="search"] input[name="q"]');
	const typed = 'Somewhere quiet on Tuesday evening for my zeppelin';

	test('finds what comes near, and says what was looked for and which words were left out', async () => {
		await find(phone);
		await words(phone).fill(typed);
		await show(phone);
		await phone.getByText(say('directory.find.nearly.title')).waitFor();
		const what = 'on Tuesdays in the evening with “quiet”';
		await phone.getByText(say('directory.find.nearly', { what })).waitFor();
		await phone.getByText('“zeppelin”').waitFor();
		await phone.getByRole('link', { name: 'Quiet evening', exact: true }).waitFor();
		expect(await words(phone).inputValue()).toBe(typed);
		await expectAccessible(phone, 'what comes near to a sentence');
	});

	test('is made narrower by its own words when somebody goes on from there', async () => {
		await phone.getByRole('button', { name: say('directory.find.link') }).click();
		const link = phone.getByLabel(say('directory.find.link.label'), { exact: true });
		const params = new URL(await link.inputValue()).searchParams;
		expect([params.get('q'), params.get('weekday')]).toEqual(['quiet', '2']);
	});

	test('of which no word is known leads to the questions and to every group', async () => {
		await find(phone);
		await words(phone).fill('my zeppelin');
		await show(phone);
		await phone.getByText(say('directory.find.none.words')).waitFor();
		const found = phone.locator('section[aria-labelledby="found"]');
		await found.getByRole('link', { name: say('directory.find.match.go') }).waitFor();
		await found.getByRole('link', { name: say('groups.find.all') }).waitFor();
		await expectAccessible(phone, 'words that nobody knows');
	});
});

describe('a group of somebody else', () => {
	const page = phone;

	test('says whose it is, when, where and how to join', async () => {
		await find(page);
		await page.locator('input[name="q"]').fill('night lamp');
		await show(page);
		await page.getByRole('link', { name: 'Night lamp', exact: true }).click();
		await page.waitForURL('**/l/*');
		await expectAccessible(page, 'a listing of others');
		expect(await page.title()).toBe(say('groups.title'));
		await page.getByText('Tea & <b>words</b>.').waitFor();
		const out = page.getByRole('link', { name: say('directory.listing.join.open') });
		expect(await out.getAttribute('rel')).toBe('noopener noreferrer');
		expect(await out.getAttribute('referrerpolicy')).toBe('no-referrer');
		await page
			.getByText(say('directory.listing.join.leaves', { host: 'lighthouse.example' }))
			.waitFor();
	});

	test('can be told to be wrong, in words that coordinators read', async () => {
		await page.getByText(say('directory.listing.wrong'), { exact: true }).click();
		const form = page.locator('details[open] form');
		await form.getByLabel(say('directory.listing.words')).fill('They moved to Wednesdays.');
		await expectAccessible(page, 'saying that something is wrong');
		await form.getByRole('button', { name: say('directory.listing.send') }).click();
		await page.getByText(say('directory.listing.wrong.done')).waitFor();
		const { notes } = await directory.notes(world.system);
		expect(notes.map(({ kind, words }) => [kind, words])).toEqual([
			['wrong', 'They moved to Wednesdays.']
		]);
	});

	test('tells search engines when it meets, in a block that the content policy lets be', async () => {
		const complaints: string[] = [];
		page.on('console', (message) => complaints.push(message.text()));
		await page.reload();
		await whenAwake(page);
		const text = await page.locator('script[type="application/ld+json"]').textContent();
		expect(JSON.parse(text!)).toMatchObject({
			...{ '@type': 'Event', name: 'Night lamp' },
			eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
			eventSchedule: [{ repeatFrequency: 'P1W', scheduleTimezone: 'Europe/Berlin' }]
		});
		expect(complaints).toEqual([]);
	});
});

test('somebody far away reads their own hours on the first page they open', async () => {
	const away = { baseURL: origin, timezoneId: 'Asia/Tokyo' };
	const page = await (await browser.newContext(away)).newPage();
	await page.goto('/');
	await page.getByText('Tokyo time').first().waitFor();
});

describe('for the wall', () => {
	test('there is one page in black and white with a code', async () => {
		await find(phone);
		await where(phone).fill('Berlin');
		await show(phone);
		await phone.getByRole('heading', { name: groupsNear(2) }).waitFor();
		await phone.getByRole('button', { name: say('directory.find.print') }).click();
		await phone.waitForURL('**/print');
		await phone.getByRole('heading', { name: say('directory.print.heading') }).waitFor();
		await expectAccessible(phone, 'the page for the wall');
		await phone.getByRole('heading', { name: 'Quiet evening' }).waitFor();
		expect(phone.url()).toBe(`${origin}/print`);
		await phone.getByRole('img', { name: say('directory.print.scan') }).waitFor();
		const pdf = (await phone.pdf({ preferCSSPageSize: true })).toString('latin1');
		expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
	});
});

describe('without scripts', async () => {
	const { page } = await sitDown(browser, origin, { phone: true, javaScript: false });

	test('a name that several places have is asked back', async () => {
		await page.goto('/');
		expect(await page.getByRole('button', { name: say('directory.find.here') }).count()).toBe(0);
		await where(page).fill('Springfield');
		await show(page);
		await page.getByRole('heading', { name: say('directory.find.which', { count: 2 }) }).waitFor();
		await page.getByLabel('Springfield, Illinois, United States').check();
		await page
			.getByRole('button', { name: say('groups.find.submit') })
			.last()
			.click();
		await page.getByRole('link', { name: 'Prairie lamp', exact: true }).waitFor();
		expect(await where(page).inputValue()).toBe('Springfield, Illinois, United States');
		expect(new URL(page.url()).search).toBe('');
	});

	test('“online” is no place, and is understood', async () => {
		await page.goto('/');
		await where(page).fill('Online');
		await show(page);
		await page.getByRole('heading', { name: '26 groups' }).waitFor();
		expect(await page.locator('select[name="mode"]').inputValue()).toBe('online');
	});

	test('a place that nobody knows keeps what was typed, with words beside it', async () => {
		await page.goto('/');
		await where(page).fill('Qwxzzzt');
		await show(page);
		await page.getByText(say('errors.field.place_unknown')).waitFor();
		expect(await where(page).inputValue()).toBe('Qwxzzzt');
		// Said once, where it is wrong.
		expect(await page.getByText(say('errors.invalid')).count()).toBe(0);
	});

	test('a sentence finds what comes near to it', async () => {
		await page.goto('/');
		await page.locator('input[name="q"]').fill('a quiet group, maybe with my aunt’s zeppelin');
		await show(page);
		await page.getByText(say('directory.find.nearly.title')).waitFor();
		await page.getByRole('link', { name: 'Quiet evening', exact: true }).waitFor();
	});

	test('the page for the wall opens, and a note about a group arrives', async () => {
		await page.goto('/');
		await page.getByRole('button', { name: say('directory.find.print') }).click();
		await page.getByRole('heading', { name: say('directory.print.heading') }).waitFor();
		await page.goto('/');
		await page.locator('article h3 a[href^="/l/"]').first().click();
		await page.getByText(say('directory.listing.mine'), { exact: true }).click();
		const form = page.locator('details[open] form');
		await form.getByLabel(say('directory.listing.words')).fill('It is called otherwise now.');
		await form.getByRole('button', { name: say('directory.listing.send') }).click();
		await page.getByText(say('directory.listing.mine.done')).waitFor();
	});
});

test('what is found can be kept in a calendar, named only when asked for', async () => {
	const ask = (more: string) => fetch(`${origin}/feeds/calendar/search.ics?q=quiet${more}`);
	const named = await ask('&titles=names');
	expect(named.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
	expect(named.headers.get('cache-control')).toContain('no-store');
	expect(await named.text()).toContain('SUMMARY:Quiet evening\r\n');
	expect(await (await ask('')).text()).toContain('SUMMARY:Meeting\r\n');
	const wrong = await ask('&weekday=9');
	expect(wrong.status).toBe(400);
	expect(await wrong.json()).toMatchObject({ fields: { weekday: expect.any(String) } });
});

test('nothing is wider than a phone of 320 pixels', async () => {
	await phone.setViewportSize({ width: 320, height: 640 });
	for (const path of ['/', '/print', '/?place=Springfield%2C+Illinois']) {
		await phone.goto(path);
		const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
		expect(wide, path).toBeLessThanOrEqual(320);
	}
});
