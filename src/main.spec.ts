import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { endWholeServers, wholeServer } from '#test/support/whole-server.ts';
import { openLog } from './server/log.ts';
import { startEmbedded } from './server/db/embedded.ts';
import { isAlive, readPidFile } from './server/db/embedded/pid-file.ts';

const home = mkdtempSync(join(tmpdir(), 'hs-'));
chmodSync(home, 0o711);
const used = join(home, 'used');
let folders = 0;

const folder = () => join(home, `data-${folders++}`);
/** Begun for real before, with every migration applied. */
function begun(): Record<string, string> {
	const data = folder();
	execFileSync('cp', ['-a', used, data]);
	return { HOLDSPACE_DATA: data };
}
const databaseOf = (env: Record<string, string>) =>
	readPidFile(join(env['HOLDSPACE_DATA'] ?? '', 'postgres'));
const health = async (origin: string) => (await fetch(`${origin}/health`)).json() as unknown;

beforeAll(async () => {
	const first = wholeServer({ HOLDSPACE_DATA: used }, { args: ['--empty'] });
	await first.ready;
	first.child.kill('SIGTERM');
	await first.ended;
});
afterAll(async () => {
	await endWholeServers();
	rmSync(home, { recursive: true, force: true });
});

describe('a start', () => {
	it('begins for real with --empty, and tells a token until it is set up', async () => {
		const env = { HOLDSPACE_DATA: folder() };
		const first = wholeServer(env, { args: ['--empty'] });
		expect(await health(await first.ready)).toEqual({ status: 'ok' });
		expect(first.said()).toMatch(/give this token; it works once:\n\n {2}\S+/);
		expect(existsSync(join(env.HOLDSPACE_DATA, 'keys.json'))).toBe(true);
		first.child.kill('SIGINT');
		expect(await first.ended).toBe(0);

		const second = wholeServer(env);
		await second.ready;
		expect(second.said()).toContain('give this token');
	});

	it('ends cleanly when asked, the database last', async () => {
		const env = begun();
		const server = wholeServer(env);
		await server.ready;
		const { pid } = databaseOf(env)!;
		server.child.kill('SIGTERM');
		expect(await server.ended).toBe(0);
		expect(server.said()).toContain('Holdspace has stopped.');
		expect(isAlive(pid)).toBe(false);
		expect(server.said()).not.toMatch(/"level":"(warn|error|fatal)"/);
	});

	it('ends when whoever started it is gone', async () => {
		const server = wholeServer(begun(), { ipc: true });
		// The launcher waits for this: only what ran once is started again.
		expect((await once(server.child, 'message'))[0]).toBe('running');
		server.child.disconnect();
		expect(await server.ended).toBe(0);
	});

	it('takes one Ctrl-C that arrives twice for one', async () => {
		const env = begun();
		const server = wholeServer(env);
		await server.ready;
		server.child.kill('SIGINT');
		server.child.kill('SIGINT');
		expect(await server.ended).toBe(0);
	});

	it('recovers by itself after it was killed, and uses the database that lived on', async () => {
		const env = begun();
		const first = wholeServer(env);
		await first.ready;
		first.child.kill('SIGKILL');
		await first.ended;
		const { pid } = databaseOf(env)!;
		expect(isAlive(pid)).toBe(true);

		const second = wholeServer(env);
		expect(await health(await second.ready)).toEqual({ status: 'ok' });
		expect(second.said()).toContain('still running after the last stop');
		expect(databaseOf(env)?.pid).toBe(pid);
		second.child.kill('SIGTERM');
		expect(await second.ended).toBe(0);
		expect(isAlive(pid)).toBe(false);
	});

	it('works on a database of the operator’s, with an account that is no superuser', async () => {
		const here = new URL(inject('server').url);
		const client = new pg.Client({ connectionString: here.href });
		await client.connect();
		const name = `spec_${process.ppid}_main_owner`;
		await client.query(`create role ${name} login`);
		await client.query(`grant holdspace_app to ${name}`);
		await client.query(`create database ${name} owner ${name}`);
		here.pathname = `/${name}`;
		here.username = name;
		const data = folder();
		const server = wholeServer({ HOLDSPACE_DATA: data, DATABASE_URL: here.href });
		expect(await health(await server.ready)).toEqual({ status: 'ok' });
		expect(server.said()).toContain('give this token');
		expect(existsSync(join(data, 'postgres'))).toBe(false);
		server.child.kill('SIGTERM');
		expect(await server.ended).toBe(0);
		expect(server.said()).not.toMatch(/"level":"(warn|error|fatal)"/);
		await client.query(`drop database ${name} with (force)`);
		await client.query(`drop role ${name}`);
		await client.end();
	});

	it('goes on when its database was killed', async () => {
		const env = begun();
		const server = wholeServer(env);
		const origin = await server.ready;
		const { pid } = databaseOf(env)!;
		process.kill(pid, 'SIGKILL');
		await expect
			.poll(() => databaseOf(env)?.status === 'ready' && databaseOf(env)?.pid !== pid, {
				timeout: 15_000
			})
			.toBe(true);
		expect(await health(origin)).toEqual({ status: 'ok' });
		expect(server.child.exitCode).toBeNull();
	});
});

describe('what is in the way is said in one sentence', () => {
	async function refusal(
		env: Record<string, string>,
		more: Parameters<typeof wholeServer>[1] = {}
	) {
		const server = wholeServer(env, more);
		expect(await server.ended).toBe(1);
		expect(server.said().trim().split('\n')).toHaveLength(1);
		return server.said().trim();
	}

	it('a port in use', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((done) => other.once('listening', done));
		const { port } = other.address() as AddressInfo;
		const env = { HOLDSPACE_DATA: folder(), PORT: String(port) };
		expect(await refusal(env)).toMatch(`Port ${port} is in use by another program`);
		expect(existsSync(env.HOLDSPACE_DATA)).toBe(false);
		other.close();
	});

	it('another Holdspace on the same port, or on the same data', async () => {
		const env = begun();
		const first = wholeServer(env);
		const { port } = new URL(await first.ready);
		const { pid } = first.child;
		expect(await refusal({ ...env, PORT: port })).toMatch(`already running in process ${pid}`);
		expect(await refusal(env)).toMatch(`Another Holdspace (process ${pid}) uses the data folder`);
		expect(first.child.exitCode).toBeNull();
	});

	it('data of another version', async () => {
		const env = { HOLDSPACE_DATA: folder() };
		mkdirSync(join(env.HOLDSPACE_DATA, 'postgres'), { recursive: true });
		writeFileSync(join(env.HOLDSPACE_DATA, 'postgres/PG_VERSION'), '16\n');
		expect(await refusal(env)).toMatch(/written by PostgreSQL 16/);
	});

	it('a folder that may not be written', async () => {
		const closed = folder();
		mkdirSync(closed, { mode: 0o555 });
		const root = process.getuid?.() === 0;
		const said = await refusal(
			{ HOLDSPACE_DATA: join(closed, 'data') },
			{ args: ['--empty'], ...(root ? { uid: 65534 } : {}) }
		);
		expect(said).toMatch(/may not write to .*data/);
	});

	it('a database that is not there, or not ours to use', async () => {
		const to = (url: string) => refusal({ HOLDSPACE_DATA: folder(), DATABASE_URL: url });
		expect(await to('postgres://owner:s3cret@127.0.0.1:9/holdspace')).toMatch(
			/No PostgreSQL answers at 127.0.0.1:9 \(ECONNREFUSED\)/
		);
		expect(await to('postgres://owner:s3cret@nowhere.invalid/holdspace')).toMatch(
			/No PostgreSQL answers at nowhere.invalid/
		);
		expect(await to('mysql://owner@127.0.0.1/holdspace')).toMatch(/must begin with postgres/);
		const here = new URL(inject('server').url);
		here.pathname = '/not_there';
		expect(await to(here.href)).toMatch(/has no database of the name in DATABASE_URL/);
	});

	it('a key file that is gone while something needs it', async () => {
		const env = begun();
		const embedded = await startEmbedded({
			dataDir: env['HOLDSPACE_DATA']!,
			log: openLog({ level: 'silent', format: 'json' })
		});
		const client = new pg.Client({ connectionString: embedded.ownerUrl });
		await client.connect();
		await client.query(
			`insert into account (name_mac, name_box, passphrase_hash, account_key, kek_id, adult_confirmed_at, created_at)
			 values (decode(repeat('00', 32), 'hex'), '', '$argon2id$x', '', 'k1', now(), now())`
		);
		await client.end();
		await embedded.stop();
		rmSync(join(env['HOLDSPACE_DATA']!, 'keys.json'));
		expect(await refusal(env)).toMatch(/key file .* is missing/);
		expect(existsSync(join(env['HOLDSPACE_DATA']!, 'keys.json'))).toBe(false);
	});

	it('wrong settings, each in its own', async () => {
		const server = wholeServer({ PORT: 'x', HOLDSPACE_DATTA: 'y', HOLDSPACE_DATA: folder() });
		expect(await server.ended).toBe(1);
		expect(server.said()).toBe(
			'HOLDSPACE_DATTA is not a setting of Holdspace. Did you mean HOLDSPACE_DATA?\nPORT must be a number from 0 to 65535.\n'
		);
	});
});
