/**
 * Lighthouse on a phone for the five main pages, the median of three each, and what a first visit to the
 * group's space weighs. Starts a demonstration of its own. Exits 1 when a bar is not held. See bench/README.md.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium, type Page } from 'playwright-core';
import { atLeast, atMost, median, report, type Bar, type Figures } from '../bench/harness.ts';
import { weigh, type Weight } from '../test/support/weight.ts';
import { openDemonstration } from './demonstration-server.ts';

const times = 3;
/** Of a first visit to the group's space, compressed, in bytes. */
const most = { page: 30_000, scripts: 60_000, requests: 12 };

interface Measured {
	performance: number;
	accessibility: number;
	/** Until the largest thing is drawn, in seconds. */
	lcp: number;
	/** How far things move while the page arrives. */
	cls: number;
}

/** The path of the first link that is found like this. */
async function pathOf(page: Page, on: string, selector: string): Promise<string> {
	await page.goto(on);
	return (await page.locator(selector).first().getAttribute('href')) ?? '/nowhere';
}

async function once(url: string, port: number): Promise<Measured> {
	const result = await lighthouse(url, {
		...{ port, output: 'json', logLevel: 'error' },
		onlyCategories: ['performance', 'accessibility']
	});
	const { categories, audits, runtimeError, finalDisplayedUrl } = result!.lhr;
	if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
	if (new URL(finalDisplayedUrl).pathname !== new URL(url).pathname)
		throw new Error(`${url} led to ${finalDisplayedUrl}`);
	const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
	return {
		performance: (categories.performance?.score ?? 0) * 100,
		accessibility: (categories.accessibility?.score ?? 0) * 100,
		lcp: value('largest-contentful-paint') / 1000,
		cls: value('cumulative-layout-shift')
	};
}

function barsOf(name: string, one: Measured): Bar[] {
	return [
		atLeast(`${name}: performance`, one.performance, 98),
		atLeast(`${name}: accessibility`, one.accessibility, 100),
		atMost(`${name}: largest thing drawn, s`, one.lcp, 1.3),
		atMost(`${name}: layout shift`, one.cls, 0)
	];
}

const weightBars = ({ html, css, js, requests }: Weight): Bar[] => [
	atMost('a first visit to the space: HTML and CSS, bytes', html + css, most.page),
	atMost('a first visit to the space: scripts, bytes', js, most.scripts),
	atMost('a first visit to the space: requests', requests, most.requests)
];

function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	return new Promise((done) =>
		probe.once('listening', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => done(port));
		})
	);
}

const inBrowser = (port: number) => ({
	executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
	args: [
		...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
		...(port ? [`--remote-debugging-port=${port}`] : [])
	]
});

async function main(): Promise<void> {
	const demonstration = await openDemonstration();
	const { origin, signIn } = demonstration;
	const figures: Figures = {};
	const bars: Bar[] = [];
	const port = await freePort();
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-lighthouse-'));
	// Lighthouse opens its tabs in what is the browser's own context, and that is signed in or not.
	const context = await chromium.launchPersistentContext(folder, {
		...inBrowser(port),
		baseURL: origin
	});
	const look = async (name: string, path: string) => {
		const runs: Measured[] = [];
		for (let n = 0; n < times; n++) runs.push(await once(origin + path, port));
		const of = (key: keyof Measured) => median(runs.map((run) => run[key]));
		const middle = {
			...{ performance: of('performance'), accessibility: of('accessibility') },
			...{ lcp: of('lcp'), cls: of('cls') }
		};
		for (const [key, value] of Object.entries(middle)) figures[`${name}: ${key}`] = value;
		bars.push(...barsOf(name, middle));
	};
	try {
		const page = await context.newPage();
		await look('Find', '/');
		await look('a group’s public page', await pathOf(page, '/', 'main h3 a[href^="/g/"]'));
		await look('Library', '/library');
		await signIn(page, 'member');
		const space = await pathOf(page, '/home', 'main a[href^="/groups/"]');
		const meeting = await pathOf(page, '/home', 'main a[href^="/meetings/"]');
		await look('a group’s space', space);
		await look('the lobby of a meeting', meeting);
		const browser = await chromium.launch(inBrowser(0));
		const fresh = await browser.newContext();
		await fresh.addCookies(await context.cookies());
		const weight = await weigh(fresh, origin + space);
		await browser.close();
		for (const { path, bytes } of weight.parts) figures[path] = bytes;
		bars.push(...weightBars(weight));
		report({ name: 'lighthouse', figures, baselines: {}, bars });
	} finally {
		await context.close();
		await demonstration.close();
		await rm(folder, { recursive: true, force: true });
	}
}

await main();
