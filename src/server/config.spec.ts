import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKED, isLocal, readConfig, type SettingsError } from './config.ts';
import settings from './settings.json' with { type: 'json' };

function problems(env: Record<string, string>): string[] {
	try {
		readConfig(env);
		return [];
	} catch (error) {
		return (error as SettingsError).problems;
	}
}

describe('settings', () => {
	it('need nothing: without any, the server is for this machine only', () => {
		const config = readConfig({});
		expect(config).toMatchObject({
			port: 3000,
			host: '127.0.0.1',
			publicOrigin: 'http://localhost:3000',
			databaseUrl: undefined,
			world: 'real',
			trustedProxy: { hops: 0 }
		});
		expect(config.dataDir).toBe(join(process.cwd(), 'data'));
		expect(config.masterKeyFile).toBe(join(config.dataDir, 'keys.json'));
		expect([...config.services]).toEqual(['web', 'gateway', 'worker']);
	});

	it('take an empty value for an absent one', () => {
		expect(readConfig({ PORT: '', HOLDSPACE_SERVICES: ' ', DATABASE_URL: '' }).port).toBe(3000);
	});

	it('let the address people type follow the port', () => {
		expect(readConfig({ PORT: '8080' }).publicOrigin).toBe('http://localhost:8080');
		expect(readConfig({ PUBLIC_ORIGIN: 'https://Groups.example.org/' }).publicOrigin).toBe(
			'https://groups.example.org'
		);
	});

	it('refuse each value that cannot be meant, in one sentence that names the setting', () => {
		const wrong = {
			PORT: ['eighty', '65536', '-1', '3.5'],
			HOST: ['two words', 'a/b'],
			PUBLIC_ORIGIN: ['groups.example.org', 'ftp://x', 'https://x.org/path', 'https://a:b@x.org'],
			DATABASE_URL: ['mysql://x/y', 'db.example.org', 'postgres://a b'],
			HOLDSPACE_SERVICES: ['web,door', ','],
			HOLDSPACE_TRUSTED_PROXY: ['yes', '10.0.0.0/33', '10.0.0', '-1'],
			HOLDSPACE_LOG: ['loud', 'info,xml']
		};
		for (const [name, values] of Object.entries(wrong)) {
			for (const value of values) {
				const said = problems({ [name]: value });
				expect(said, `${name}=${value}`).toHaveLength(1);
				expect(said[0]).toContain(name);
				expect(said[0]).toMatch(/\.$/);
			}
		}
	});

	it('name every problem at once', () => {
		expect(problems({ PORT: 'x', HOLDSPACE_LOG: 'y', HOLDSPACE_Z: '1' })).toHaveLength(3);
	});

	it('refuse unknown names, and guess what was meant', () => {
		expect(problems({ HOLDSPACE_DATE: './x' })).toEqual([
			'HOLDSPACE_DATE is not a setting of Holdspace. Did you mean HOLDSPACE_DATA?'
		]);
		expect(problems({ HOLDSPACE_TRUSTED_PROXIES: '1' })[0]).toContain('HOLDSPACE_TRUSTED_PROXY?');
		expect(problems({ HOLDSPACE_SOMETHING_ELSE_ALTOGETHER: '1' })[0]).not.toContain('mean');
		expect(problems({ holdspace_data: 'x' })[0]).toContain('Did you mean HOLDSPACE_DATA?');
	});

	it('leave the variables of others alone', () => {
		expect(problems({ HOME: '/x', NODE_ENV: 'odd', PGHOST: 'there' })).toEqual([]);
	});

	it('keep the keys out of the database folder, links followed', () => {
		const folder = mkdtempSync(join(tmpdir(), 'holdspace-config-'));
		mkdirSync(join(folder, 'data/postgres'), { recursive: true });
		symlinkSync(join(folder, 'data/postgres'), join(folder, 'elsewhere'));
		const at = (file: string) =>
			problems({
				HOLDSPACE_DATA: join(folder, 'data'),
				HOLDSPACE_MASTER_KEY_FILE: join(folder, file)
			});
		expect(at('data/postgres/keys.json')).toHaveLength(1);
		expect(at('data/postgres/deeper/keys.json')).toHaveLength(1);
		expect(at('elsewhere/keys.json')).toHaveLength(1);
		expect(at('data/keys.json')).toEqual([]);
		expect(at('data/postgres-keys/keys.json')).toEqual([]);
		rmSync(folder, { recursive: true });
	});

	it('are all listed, and nothing is listed that is no setting', () => {
		const listed = settings.map(({ name }) => name);
		expect(listed.filter((name) => !CHECKED.includes(name))).toEqual([]);
		expect(CHECKED.filter((name) => !listed.includes(name))).toEqual(['HOLDSPACE_WORLD']);
	});
});

describe('an address of this machine', () => {
	it('is told from all others', () => {
		const local = ['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', 'a.localhost'];
		const others = ['0.0.0.0', '192.168.0.2', 'localhost.example.org', '127.0.0.1.example.org'];
		expect(local.filter((host) => !isLocal(host))).toEqual([]);
		expect(others.filter(isLocal)).toEqual([]);
	});
});
