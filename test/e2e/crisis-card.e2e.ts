import { describe, expect, test } from 'vitest';
import { openBrowser, expectAccessible, sitDown, type Seat } from './support/browser.ts';
import { startServer } from './support/server.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const server = await startServer(world);
const browser = await openBrowser();

/** Address paths of everything this origin keeps on the device. */
const keptPaths = ({ page }: Seat) =>
	page.evaluate(async () => {
		const names = await caches.keys();
		const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return kept.flat().map(({ url }) => new URL(url).pathname);
	});

describe('the crisis card', () => {
	test('shows another country, and the address says nothing about it', async () => {
		const { page } = await sitDown(browser, server.origin, { phone: true });
		await page.goto('/help');
		await page.getByRole('combobox').selectOption('US');
		await page.getByRole('button', { name: 'Show this country' }).click();
		await page.getByRole('heading', { name: 'United States' }).waitFor();
		expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/help');
		const veterans = page.getByRole('link', { name: 'Call 988, then press 1' });
		expect(await veterans.getAttribute('href')).toBe('tel:988');
		await expectAccessible(page, 'the crisis card');
	});

	test('works without JavaScript', async () => {
		const { page } = await sitDown(browser, server.origin, { javaScript: false });
		await page.goto('/help');
		await page.getByRole('combobox').selectOption('JP');
		await page.getByRole('button', { name: 'Show this country' }).click();
		await page.getByRole('link', { name: 'Police: call 110' }).waitFor();
		expect(new URL(page.url()).pathname).toBe('/help');
	});
});

test('without a connection the card opens, and nothing else was kept', async () => {
	const seat = await sitDown(browser, server.origin, { phone: true });
	const { page } = seat;
	await page.goto('/');
	await page.goto('/sign-in');
	await page.goto('/help');
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
	});
	await page.reload();
	const allowed =
		/^\/(help\/(offline|away)|library\/offline|mark\.svg|_app\/immutable\/assets\/[^/]+\.(css|woff2))$/;
	const kept = await keptPaths(seat);
	expect(kept).toEqual(expect.arrayContaining(['/help/offline', '/help/away', '/library/offline']));
	expect(kept.filter((path) => !allowed.test(path))).toEqual([]);

	await server.stop();
	await page.goto('/help');
	expect(await page.title()).toBe('Help');
	await page.getByText('United Kingdom', { exact: true }).click();
	await page.getByRole('link', { name: 'Call 999' }).waitFor();
	await expectAccessible(page, 'the kept crisis card');

	await page.goto('/home');
	await page.getByRole('heading', { name: 'The connection is away' }).waitFor();
	expect(await keptPaths(seat)).toEqual(kept);
});
