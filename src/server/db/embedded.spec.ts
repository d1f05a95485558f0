import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLog } from '../log.ts';
import { startEmbedded, type Embedded } from './embedded.ts';
import { removeDatabase, socketsOf } from './embedded/place.ts';
import { isAlive } from './embedded/pid-file.ts';

const home = mkdtempSync(join(tmpdir(), 'hs-'));
const used = join(home, 'used');
// As root, PostgreSQL runs as another account, which must get here.
chmodSync(home, 0o711);
let lines = '';
const log = openLog({ level: 'trace', format: 'json' }, { write: (line) => void (lines += line) });
const running = new Set<Embedded>();
let folders = 0;

const folder = () => join(home, `data-${folders++}`);
/** A data folder that had a first start already; copying one is faster than making one. */
function usedFolder(): string {
	const copy = folder();
	execFileSync('cp', ['-a', used, copy]);
	return copy;
}
async function start(dataDir: string): Promise<Embedded> {
	const embedded = await startEmbedded({ dataDir, log });
	running.add(embedded);
	return embedded;
}
async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	try {
		return (await client.query<Row>(text)).rows;
	} finally {
		await client.end();
	}
}

beforeAll(async () => (await startEmbedded({ dataDir: used, log })).stop());
afterAll(async () => {
	await Promise.all([...running].map((embedded) => embedded.stop()));
	rmSync(home, { recursive: true, force: true });
});

describe('the PostgreSQL that comes along', () => {
	it('starts from nothing, keeps what was written, and ends cleanly', async () => {
		const dataDir = folder();
		const first = await start(dataDir);
		expect(first).toMatchObject({ fresh: true, adopted: false });
		await ask(first.ownerUrl, 'create table kept as select 42 as value');
		await first.stop();
		expect(isAlive(first.pid())).toBe(false);
		expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);

		const second = await start(dataDir);
		expect(second).toMatchObject({ fresh: false, adopted: false });
		expect(await ask(second.ownerUrl, 'select value from kept')).toEqual([{ value: 42 }]);
		await second.stop();
	});

	it('lets the app in as a role that owns nothing, only by a private socket, and keeps every commit', async () => {
		const dataDir = usedFolder();
		const { url, ownerUrl } = await start(dataDir);
		const [role] = await ask(
			url,
			`select current_user as name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole
			 from pg_roles where rolname = current_user`
		);
		expect(role).toEqual({
			name: 'holdspace_app',
			rolsuper: false,
			rolbypassrls: false,
			rolcreatedb: false,
			rolcreaterole: false
		});
		const settings = await ask<{ name: string; setting: string }>(
			ownerUrl,
			`select name, setting from pg_settings where name in
			 ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses',
			  'server_encoding') order by name`
		);
		expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
			'data_checksums=on',
			'fsync=on',
			'full_page_writes=on',
			'listen_addresses=',
			'server_encoding=UTF8',
			'synchronous_commit=on'
		]);
		expect(statSync(socketsOf(dataDir)!).mode & 0o777).toBe(0o700);
		expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
	});

	it('keeps what people wrote out of its own log', async () => {
		const { ownerUrl } = await start(usedFolder());
		const planted = 'never-in-the-log';
		await expect(ask(ownerUrl, `select '${planted}'::uuid`)).rejects.toThrow();
		await ask(ownerUrl, 'create table once (alias text primary key)');
		await ask(ownerUrl, `insert into once values ('${planted}')`);
		await expect(ask(ownerUrl, `insert into once values ('${planted}')`)).rejects.toThrow();
		await expect(
			ask(ownerUrl, `do $$ begin raise warning '${planted}'; raise exception '${planted}'; end $$`)
		).rejects.toThrow();
		expect(lines).toContain('ready to accept connections');
		expect(lines).not.toContain(planted);
	});

	it('comes back by itself after it was killed, with all that was confirmed', async () => {
		const { ownerUrl, pid } = await start(usedFolder());
		await ask(ownerUrl, 'create table kept as select 42 as value');
		const before = pid();
		process.kill(before, 'SIGKILL');
		await expect
			.poll(() => ask(ownerUrl, 'select value from kept').catch(() => undefined), {
				timeout: 15_000
			})
			.toEqual([{ value: 42 }]);
		await expect.poll(pid, { timeout: 15_000 }).not.toBe(before);
	});

	it('is adopted when the server that started it was killed', async () => {
		const dataDir = usedFolder();
		const { child, pid } = await serverElsewhere(dataDir);
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(isAlive(pid)).toBe(true);

		const next = await start(dataDir);
		expect(next).toMatchObject({ adopted: true, fresh: false });
		expect(next.pid()).toBe(pid);
		expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
		await next.stop();
		expect(isAlive(pid)).toBe(false);
	});

	it('starts anew when both were killed', async () => {
		const dataDir = usedFolder();
		const { child, pid } = await serverElsewhere(dataDir);
		child.kill('SIGKILL');
		process.kill(pid, 'SIGKILL');
		await once(child, 'exit');
		const next = await start(dataDir);
		expect(next.adopted).toBe(false);
		expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
	});

	it('is not misled by a number that belongs to another process now', async () => {
		const dataDir = usedFolder();
		await (await start(dataDir)).stop();
		const file = join(dataDir, 'postgres/postmaster.pid');
		writeFileSync(file, `${process.pid}\n${dataDir}/postgres\n1\n5432\n/tmp\n\n1 1\nready\n`);
		const next = await start(dataDir);
		expect(next.adopted).toBe(false);
		expect(next.pid()).not.toBe(process.pid);
	});

	it('serves one server at a time', async () => {
		const dataDir = usedFolder();
		await start(dataDir);
		await expect(startEmbedded({ dataDir, log })).rejects.toThrow(
			`Another Holdspace (process ${process.pid}) uses the data folder ${dataDir}`
		);
	});

	it('waits for a server that is about to stop', async () => {
		const dataDir = usedFolder();
		const first = await start(dataDir);
		first.announceStop();
		const second = start(dataDir);
		await first.stop();
		expect((await second).adopted).toBe(false);
	});

	it('leaves nothing behind that looks like data when the first start is cut short', async () => {
		const dataDir = folder();
		mkdirSync(join(dataDir, 'postgres.new-1/base'), { recursive: true });
		await (await start(dataDir)).stop();
		expect(existsSync(join(dataDir, 'postgres.new-1'))).toBe(false);
		expect(readFileSync(join(dataDir, 'postgres/PG_VERSION'), 'utf8')).toBe('18\n');
	});

	it('refuses the data of another version, and a folder that is no database', async () => {
		const older = folder();
		mkdirSync(join(older, 'postgres'), { recursive: true });
		writeFileSync(join(older, 'postgres/PG_VERSION'), '17\n');
		await expect(startEmbedded({ dataDir: older, log })).rejects.toThrow(
			/written by PostgreSQL 17, and this version of Holdspace brings PostgreSQL 18/
		);
		const other = folder();
		mkdirSync(join(other, 'postgres'), { recursive: true });
		writeFileSync(join(other, 'postgres/photo.jpg'), '');
		await expect(startEmbedded({ dataDir: other, log })).rejects.toThrow(
			/holds files but no database/
		);
		expect(existsSync(join(other, 'postgres/photo.jpg'))).toBe(true);
	});

	it.runIf(process.getuid?.() === 0)(
		'keeps the database where its account can reach it when that cannot reach the data folder',
		async () => {
			const closed = folder();
			mkdirSync(closed, { mode: 0o700 });
			const dataDir = join(closed, 'data');
			const { url, stop } = await start(dataDir);
			expect(readlinkSync(join(dataDir, 'postgres'))).toMatch(/^\/var\/lib\/holdspace\//);
			expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
			await stop();
			const elsewhere = readlinkSync(join(dataDir, 'postgres'));
			removeDatabase(dataDir);
			expect(existsSync(elsewhere)).toBe(false);
			await expect(startEmbedded({ dataDir, log })).rejects.toThrow(
				/leads to a folder that is gone/
			);
		}
	);

	it('takes a socket elsewhere when the path of the data folder is too long for one', async () => {
		const dataDir = join(folder(), 'a-folder-with-a-very-long-name-'.repeat(4));
		const { url } = await start(dataDir);
		expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
		expect(socketsOf(dataDir)!.length).toBeLessThan(60);
	});
});

/** A server in a process of its own, so that it can be killed. */
async function serverElsewhere(dataDir: string) {
	const program = `
		import { startEmbedded } from ${JSON.stringify(fileURLToPath(new URL('./embedded.ts', import.meta.url)))};
		import { openLog } from ${JSON.stringify(fileURLToPath(new URL('../log.ts', import.meta.url)))};
		const log = openLog({ level: 'silent', format: 'json' });
		const embedded = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log });
		console.log(embedded.pid());
		setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [said] = (await once(child.stdout, 'data')) as [Buffer];
	return { child, pid: Number(said.toString()) };
}
