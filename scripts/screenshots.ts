/**
 * Pictures of the eight main screens at 390 and 1280 px, light and dark, into `docs/pictures/`. Starts a
 * demonstration of its own at a free port, in a folder that is thrown away, and looks at it as a person
 * would: nothing is posed.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { openDemonstration, type Demonstration } from './demonstration-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'docs/pictures');
const looks = [390, 1280].flatMap((width) =>
	(['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme }))
);

async function main(): Promise<void> {
	await mkdir(out, { recursive: true });
	const demonstration = await openDemonstration();
	try {
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
		});
		for (const look of looks) await takeAll(browser, demonstration, look);
		await browser.close();
	} finally {
		await demonstration.close();
	}
}

type Look = (typeof looks)[number];

async function takeAll(browser: Browser, { origin, signIn }: Demonstration, look: Look) {
	const seat = async (role?: Parameters<typeof signIn>[1]) => {
		const context = await browser.newContext({
			viewport: { width: look.width, height: look.width === 390 ? 844 : 900 },
			colorScheme: look.colorScheme,
			reducedMotion: 'reduce',
			timezoneId: 'Europe/London',
			locale: 'en-GB',
			baseURL: origin
		});
		const page = await context.newPage();
		if (role) await signIn(page, role);
		return page;
	};
	const take = (page: Page, name: string) =>
		snap(page, `${name}-${look.width}-${look.colorScheme}`);

	const visitor = await seat();
	await visitor.goto('/');
	await take(visitor, 'find');
	await visitor.locator('main h3 a[href^="/g/"]').first().click();
	await take(visitor, 'group');
	await visitor.goto('/help');
	await take(visitor, 'help');

	const member = await seat('member');
	await member.goto('/home');
	await take(member, 'home');
	await member.locator('main a[href^="/groups/"]').first().click();
	await take(member, 'space');
	await goToMeeting(member);
	await member.locator('[role="group"] button').nth(2).waitFor({ timeout: 90_000 });
	// The people of the demonstration need a moment to say something.
	await member.waitForTimeout(look === looks[0] ? 60_000 : 5000);
	await take(member, 'meeting');

	const facilitator = await seat('facilitator');
	await goToMeeting(facilitator);
	await facilitator.locator('#run-h').waitFor({ state: 'attached', timeout: 30_000 });
	await take(facilitator, 'cockpit');

	const coordinator = await seat('coordinator');
	await coordinator.goto('/programme');
	await take(coordinator, 'programme');

	for (const page of [visitor, member, facilitator, coordinator]) await page.context().close();
}

/** From Home, as everybody goes. */
async function goToMeeting(page: Page): Promise<void> {
	await page.goto('/home');
	await page.locator('main a[href^="/meetings/"]').first().click();
	await page.waitForURL('**/meetings/*');
}

/** A longer page shows its beginning: fifty groups say no more than the first of them. */
const tallest = 3200;

async function snap(page: Page, name: string): Promise<void> {
	await page.waitForTimeout(500);
	const isPlace = name.startsWith('meeting') || name.startsWith('cockpit');
	const [width, height] = await page.evaluate(() => {
		const { clientWidth, scrollHeight } = document.documentElement;
		return [clientWidth, scrollHeight];
	});
	await page.screenshot({
		path: join(out, `${name}.png`),
		...(isPlace
			? {}
			: { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest) } })
	});
	console.log(`docs/pictures/${name}.png`);
}

await main();
