import { mkdtempSync, writeFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayError } from '#lib/words/errors.ts';
import { say } from '#lib/words/words.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { person } from '#test/support/accounts.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** A coordinator sends files of groups, with scripts and without; nobody else can send one anywhere. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const coordinator = await person(world, { roles: ['coordinator'] });
const { origin } = await startServer(world);
const browser = await openBrowser();
const { page } = await sitDown(browser, origin);
const plain = (await sitDown(browser, origin, { phone: true, javaScript: false })).page;
await signIn(page, coordinator);
await signIn(plain, coordinator);

const rows = (count: number) =>
	Array.from({ length: count }, (_, n) => `"=Group ${n}",g-${n},Tuesday,7:00 PM,Anytown`);
const sheet = (count: number) =>
	Buffer.from(['Name,ID,Day,Time,City', ...rows(count), ''].join('\r\n'));
const file = (buffer: Buffer, name = 'groups.csv') => ({ name, mimeType: 'text/csv', buffer });

/** On the disk, since it takes long to hand to a browser otherwise. */
const large = join(mkdtempSync(join(tmpdir(), 'holdspace-e2e-')), 'large.csv');
writeFileSync(large, Buffer.alloc(21 * 1024 * 1024, 'x'));

type On = typeof page;
async function send(on: On, what: ReturnType<typeof file> | string, name: string, format = 'csv') {
	await on.goto('/programme/directory/upload');
	await on.getByLabel(say('directory.programme.source.name'), { exact: true }).fill(name);
	await on.getByLabel(say('directory.programme.source.format')).selectOption(format);
	await on
		.getByLabel(say('directory.programme.source.zone'), { exact: true })
		.selectOption('Europe/Berlin');
	await on.getByLabel(say('directory.programme.upload.file'), { exact: true }).setInputFiles(what);
	await on.getByRole('button', { name: say('directory.programme.upload.submit') }).click();
}
const lead = (on: On) => on.locator('main .lead').innerText();
const listed = async (name: string) =>
	(await directory.sources(world.system)).find((one) => one.name === name)?.listings ?? 0;

describe.each([
	['with scripts', page],
	['without', plain]
] as const)('a file, %s', (how, on) => {
	const name = `Lighthouse ${how}`;
	test('is chosen from the page of the directory, sent, and its report is shown', async () => {
		await on.goto('/programme/directory');
		await on.getByRole('link', { name: say('directory.programme.upload'), exact: true }).click();
		await on.waitForURL('**/directory/upload');
		if (on === page) {
			await whenAwake(on);
			await expectAccessible(on, 'sending a file');
		}
		// Larger than any other page takes.
		const many = sheet(3000);
		expect(many.length).toBeGreaterThan(64 * 1024);
		await send(on, file(many), name);
		await on.waitForURL('**/directory/reports/*');
		expect(await lead(on)).toContain('3,000 new');
		expect(await listed(name)).toBe(3000);
	});

	test('sent again changes nothing, and says so', async () => {
		await send(on, file(sheet(3000)), name);
		await on.waitForURL('**/directory/reports/*');
		expect(await lead(on)).toContain('Nothing has changed');
	});

	test('that would take more than half away is held', async () => {
		await send(on, file(sheet(10)), name);
		await on.waitForURL('**/directory/reports/*');
		expect(await lead(on)).toContain('2990 of 3000 listings would go');
		await on.getByRole('link', { name: say('directory.programme.report.held') }).click();
		await on.getByRole('heading', { name: say('directory.programme.held') }).waitFor();
		expect(await listed(name)).toBe(3000);
	});

	test.each([
		['empty', file(Buffer.alloc(0)), 'csv', 'upload_empty'],
		['no spreadsheet', file(Buffer.from('[{"slug":"a"}]')), 'csv', 'upload_looks_meeting_guide'],
		['no list', file(Buffer.from('<!doctype html>')), 'csv', 'upload_unreadable'],
		['too large', large, 'csv', 'upload_too_large']
	] as const)(
		'that is %s is refused in words, and what was typed stays',
		async (_, what, format, why) => {
			await send(on, what, `Wrong ${how}`, format);
			await on.getByText(sayError(`field.${why}`)).waitFor();
			const typed = on.getByLabel(say('directory.programme.source.name'), { exact: true });
			expect(await typed.inputValue()).toBe(`Wrong ${how}`);
			expect(await listed(`Wrong ${how}`)).toBe(0);
		}
	);
});

describe('a large body', () => {
	const post = (path: string, cookie: string, from = origin) =>
		new Promise<number>((done) => {
			const part = (head: string) => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n`;
			const fields = Object.entries({ name: 'Planted', format: 'csv', timeZone: 'UTC' });
			const body = Buffer.concat([
				...fields.map(([name, value]) => Buffer.from(`${part(`name="${name}"`)}${value}\r\n`)),
				Buffer.from(part('name="file"; filename="a"')),
				sheet(3000),
				Buffer.from('\r\n--x--\r\n')
			]);
			const headers = {
				...{ accept: 'text/html', origin: from, cookie },
				...{ 'content-type': 'multipart/form-data; boundary=x' },
				'content-length': body.length
			};
			const sent = ask(`${origin}${path}`, { method: 'POST', headers }, (answer) => {
				answer.resume();
				done(answer.statusCode ?? 0);
			});
			sent.on('error', () => done(0));
			sent.end(body);
		});
	const cookieOf = ({ login: { token, here } }: typeof coordinator) =>
		`__Host-hs_login=${token}; __Host-hs_here=${here}`;

	test('is refused everywhere else, whoever sends it', async () => {
		for (const path of ['/', '/sign-in', '/programme/directory?/add', '/programme/groups/new'])
			expect(await post(path, cookieOf(coordinator)), path).toBe(413);
	});

	test('is nobody else’s to send', async () => {
		const member = await person(world);
		const path = '/programme/directory/upload';
		expect(await post(path, '')).toBe(303);
		expect(await post(path, cookieOf(member))).toBe(404);
		expect(await post(path, cookieOf(coordinator), 'https://evil.example')).toBe(403);
		expect(await listed('Planted')).toBe(0);
		expect(await post(path, cookieOf(coordinator))).toBe(303);
		expect(await listed('Planted')).toBe(3000);
	});
});
