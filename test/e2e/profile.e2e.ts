import { existsSync, mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import type { PlaceRow } from '#lib/directory/server/places/rows.ts';
import { loadPlaces } from '#lib/directory/server/places/load.ts';
import { say } from '#lib/words/words.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What somebody finds who holds the device afterwards: a whole journey, then every file of the browser. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
const startsOn = world.clock.now().toISOString().slice(0, 10);
const rule = { freq: 'weekly' as const, interval: 1, weekdays: [2] };
const series = { rule, startsOn, localTime: '19:00', timeZone: 'Europe/Berlin', minutes: 90 };
const made = await group(world, { series, name: 'Zephyrine orchard' });
const fern = await made.member('Quillfern');
const share = await aShare((await made.member('Tidewrack')).ctx, made.groupId, 'Readheliotrope.');
/** Two towns that are nowhere, one for the guided match and one for the sheet to print, with a group each. */
const towns = ['Townheliotrope', 'Printheliotrope'];
await loadPlaces(world.system, {
	async *batches(): AsyncGenerator<PlaceRow[]> {
		yield towns.map((name, n) => ({
			...{ place_id: `p${n}`, name, country: 'DE', region: 'Berlin', lat: 52 + n, lng: 13 },
			...{ searched: name.toLowerCase(), kind: 'city', near_town: null, population: 50_000 },
			within: ' berlin germany'
		}));
	}
});
for (const [n, city] of towns.entries())
	await group(world, {
		...{ series, meets: 'in_person', place: 'A house', name: `Zephyrine ${city}` },
		where: { latitude: 52 + n, longitude: 13, city, country: 'DE' }
	});
const server = await startServer(world);

const profile = mkdtempSync(join(tmpdir(), 'holdspace-profile-'));
afterAll(() => rm(profile, { recursive: true, force: true }));
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Words that were read or typed on the way, and where. */
const planted = {
	'the name of a group': 'Zephyrine',
	'one’s own alias': 'Quillfern',
	'somebody’s alias': 'Tidewrack',
	'a share that was read': 'Readheliotrope',
	'a share that was written': 'Writtenheliotrope',
	'a share begun and not sent': 'Draftheliotrope',
	'a share that was refused': 'Refusedheliotrope',
	'a reply': 'Repliedheliotrope',
	'what was searched for': 'Searchedheliotrope',
	'a place that was searched for': 'Placeheliotrope',
	'a place in the guided match that nobody knows': 'Matchheliotrope',
	'a town in the guided match': 'Townheliotrope',
	'a town on a sheet to print': 'Printheliotrope',
	'a sign-in name typed wrongly': 'Wrongheliotrope',
	'the sign-in name': fern.name,
	'the passphrase': fern.passphrase
};

type Send = (name: string) => Promise<void>;

/** The guided match from the first question to suggestions, with a town that is misspelt at first. */
async function matched(page: Page, send: Send): Promise<void> {
	await page.goto('/match');
	await whenAwake(page);
	await page.locator('[name="experience[]"][value="violence_at_home"]').check();
	await send('go');
	const place = page.getByLabel(say('directory.match.place'));
	await page.locator('[name="how"][value="near"]').check();
	await place.fill(planted['a place in the guided match that nobody knows']);
	await send('go');
	await page.locator('[name="place"][aria-invalid="true"]').waitFor();
	await place.fill(planted['a town in the guided match']);
	for (const question of ['when', 'audience', 'needs'] as const) {
		await send('go');
		await page.getByRole('heading', { name: say(`directory.match.q.${question}`) }).waitFor();
	}
	await send('go');
	await page.getByText(planted['a town in the guided match']).first().waitFor();
}

/** A search by town, and the sheet of what it found. */
async function printed(page: Page, send: Send): Promise<void> {
	await page.goto('/');
	await whenAwake(page);
	await page.locator('[name="place"]').first().fill(planted['a town on a sheet to print']);
	await send('place');
	await page.getByRole('button', { name: say('directory.find.print') }).click();
	await page.waitForURL('**/print');
	await page.getByText(planted['a town on a sheet to print']).first().waitFor();
	await page.goBack();
	await page.goForward();
}

async function journey(): Promise<void> {
	if (!existsSync(executablePath)) throw new Error(`There is no Chromium at ${executablePath}.`);
	const context = await chromium.launchPersistentContext(profile, {
		...{ executablePath, baseURL: server.origin, headless: true },
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
	});
	await context.route(
		({ origin }) => origin !== server.origin,
		(route) => route.fulfill({ contentType: 'text/html', body: '<h1>An ordinary page</h1>' })
	);
	const page = context.pages()[0] ?? (await context.newPage());
	page.setDefaultTimeout(15_000);
	const type = (name: string, text: string) => page.locator(`[name="${name}"]`).first().fill(text);
	/** Sends the form that this field is in, and waits for the page that answers. */
	const send = async (name: string) => {
		const form = page.locator(`form:has([name="${name}"])`).first();
		const answered = page.waitForResponse((from) => from.request().method() === 'POST');
		await form.locator('button:not([type="button"])').first().click();
		await answered;
		await page.waitForLoadState();
	};
	const space = `/groups/${made.groupId}`;

	// Sent before the page's scripts are awake, as often as not: it waits for them.
	await page.goto('/', { waitUntil: 'commit' });
	await type('q', planted['what was searched for']);
	await send('q');
	await page.goto('/');
	await whenAwake(page);
	const offered = page.waitForResponse((from) => from.url().includes('/api/v1/places'));
	await type('place', planted['a place that was searched for']);
	await offered;
	await send('place');
	await matched(page, send);
	await printed(page, send);
	await page.goto('/sign-in');
	await type('name', planted['a sign-in name typed wrongly']);
	await type('passphrase', 'not this one at all');
	await send('passphrase');
	await page.getByRole('button', { name: say('accounts.sign_in.again') }).waitFor();
	await page.goto('/sign-in');
	await type('name', fern.name);
	await type('passphrase', fern.passphrase);
	await send('passphrase');
	await page.waitForURL('**/home');
	await page.goto(space);
	await page.getByText(planted['a share that was read']).first().waitFor();
	await page.goto(`${space}?write`);
	await type('text', planted['a share begun and not sent']);
	await page.goto(`${space}?write`);
	await page.evaluate(() =>
		document.querySelectorAll('form').forEach((form) => (form.noValidate = true))
	);
	await type('text', planted['a share that was refused']);
	await send('text');
	await page.goto(`${space}?write`);
	await type('text', planted['a share that was written']);
	await page.locator('[name="need"]').first().check();
	await send('text');
	await page.getByText(planted['a share that was written']).first().waitFor();
	await page.goto(`${space}/shares/${share}`);
	await type('text', planted['a reply']);
	await send('text');
	await page.getByText(planted['a reply']).first().waitFor();
	for (const path of [`${space}/about`, '/settings', `/questions/${fern.membershipId}`, '/home'])
		await page.goto(path);
	const left = page.waitForRequest((asked) => new URL(asked.url()).pathname === '/leave');
	await page.getByRole('button', { name: 'Leave now' }).first().click();
	await left;
	await page.getByRole('heading', { name: 'An ordinary page' }).waitFor();
	await context.close();
}

/** The browser notes a sign-in name when its own offer to keep the passphrase goes unanswered. */
const passwordManager = /^the sign-in name in .*Login Data/;

/** As text could lie there: plain, in two bytes a letter, as in an address, or packed. */
function holds(file: Buffer, word: string): boolean {
	const unpacked = [gunzipSync, brotliDecompressSync].flatMap((unpack) => {
		try {
			return [unpack(file)];
		} catch {
			return [];
		}
	});
	const ways = [word, word.replaceAll(' ', '+'), encodeURIComponent(word)];
	return [file, ...unpacked].some((bytes) =>
		ways.some((way) => bytes.includes(way) || bytes.includes(Buffer.from(way, 'utf16le')))
	);
}

test('nothing that was read or typed stays in the browser’s own files', async () => {
	await journey();
	const entries = await readdir(profile, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	expect(files.length).toBeGreaterThan(20);
	const found = new Set<string>();
	let addresses = 0;
	for (const { parentPath, name } of files) {
		const bytes = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0));
		// The history is there: so the search below looks at the right files.
		if (bytes.includes(made.groupId)) addresses += 1;
		for (const [what, word] of Object.entries(planted))
			if (holds(bytes, word))
				found.add(`${what} in ${join(parentPath, name).slice(profile.length)}`);
	}
	expect(addresses).toBeGreaterThan(0);
	expect([...found].filter((one) => !passwordManager.test(one))).toEqual([]);
});
