import { expect, test } from 'vitest';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { openBrowser, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What Find draws, on a phone: a week and a map. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
const { sourceId } = await source(world);
await importAll(
	world,
	sourceId,
	// More in a day than the week has room for.
	Array.from({ length: 6 }, (_, i) =>
		aListing(`lamp${i}`, { name: `Lamp ${i}`, at: { lat: 39.8 + i, lng: -89.6 + 3 * i } })
	)
);
const { origin } = await startServer(world);
const browser = await openBrowser();
const { page: phone } = await sitDown(browser, origin, { phone: true });
await phone.setViewportSize({ width: 390, height: 844 });

test('with letters twice as large, nothing of the week is cut off on a phone', async () => {
	await phone.goto('/');
	await phone.evaluate(() => {
		document.documentElement.style.fontSize = '36px';
	});
	const over = await phone.locator('.week > li').evaluateAll((days) =>
		days.flatMap((day) => {
			const end = day.getBoundingClientRect().right;
			const parts = [...day.querySelectorAll('a span:not(.vh), button span:not(.vh)')];
			return parts.filter((part) => part.getBoundingClientRect().right > end + 1).length;
		})
	);
	expect(over.reduce((sum, one) => sum + one, 0)).toBe(0);
	expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a pin of the map is found by a finger, also beside what is drawn', async () => {
	await phone.goto('/');
	const sizes = await phone
		.locator('.touch rect')
		.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
	expect(sizes.length).toBeGreaterThan(0);
	expect(Math.min(...sizes.flatMap(({ width, height }) => [width, height]))).toBeGreaterThan(44);
});

test('the lines of the map are sent once, and stay when scripts take the page over', async () => {
	const html = await (await fetch(`${origin}/`)).text();
	const [, lines = ''] = / id="map-land"[^>]* d="([^"]+)"/.exec(html) ?? [];
	expect(lines.length).toBeGreaterThan(500);
	expect(html.split(lines)).toHaveLength(2);
	await phone.goto('/');
	await whenAwake(phone);
	expect(await phone.locator('#map-land').getAttribute('d')).toBe(lines);
});

test('on a wide screen the first group stands above the fold, with when it meets', async () => {
	const { page } = await sitDown(browser, origin);
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.goto('/');
	await whenAwake(page);
	const first = page.locator('article[id^="listing-"]').first();
	const name = await first.getByRole('heading').boundingBox();
	expect(name!.y + name!.height).toBeLessThan(900);
	// Fields beside each other stand on one line.
	const [words, place] = await page
		.locator('[name="q"], [name="place"]')
		.evaluateAll((fields) => fields.map((field) => field.getBoundingClientRect().y));
	expect(words).toBe(place);
});
