import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '#server/config.ts';
import { greeting } from './greeting.ts';
import { chooseWorld, environmentOf } from './world.ts';

const home = mkdtempSync(join(tmpdir(), 'holdspace-world-'));
afterAll(() => rmSync(home, { recursive: true }));
let folders = 0;

function world(env: Record<string, string> = {}, empty = false) {
	const data = join(home, `data-${folders++}`);
	return chooseWorld(readConfig({ HOLDSPACE_DATA: data, ...env }), { empty });
}

describe('a first start', () => {
	it('shows the demonstration, in a folder and with keys of its own', () => {
		const config = world({ HOLDSPACE_MASTER_KEY_FILE: '/somewhere/keys.json' });
		expect(config.world).toBe('demo');
		expect(config.dataDir).toMatch(/data-\d+\/demo$/);
		expect(config.masterKeyFile).toBe(join(config.dataDir, 'keys.json'));
		expect(config.databaseDir).toBe(join(config.dataDir, 'postgres'));
	});

	it('never shows it to other machines', () => {
		expect(() => world({ HOST: '0.0.0.0' })).toThrow(/for this machine only, and HOST is 0.0.0.0/);
		expect(() => world({ PUBLIC_ORIGIN: 'https://groups.example.org' })).toThrow(
			/for this machine only, and PUBLIC_ORIGIN is/
		);
		expect(world({ HOST: '::1', PUBLIC_ORIGIN: 'http://127.0.0.1:3000' }).world).toBe('demo');
	});

	it('begins for real with --empty', () => {
		const config = world({ HOST: '0.0.0.0', PUBLIC_ORIGIN: 'https://groups.example.org' }, true);
		expect(config.world).toBe('real');
		expect(config.dataDir).not.toContain('demo');
	});
});

describe('every later start', () => {
	it('serves the real world where one was begun, also when its database lies elsewhere', () => {
		const data = join(home, 'begun');
		mkdirSync(join(data, 'postgres'), { recursive: true });
		expect(world({ HOLDSPACE_DATA: data }).world).toBe('real');
		const linked = join(home, 'linked');
		mkdirSync(linked);
		symlinkSync(join(home, 'gone'), join(linked, 'postgres'));
		expect(world({ HOLDSPACE_DATA: linked }).world).toBe('real');
		expect(world({ DATABASE_URL: 'postgres://a@b/c' }).world).toBe('real');
	});

	it('hands the pages settings that read back the same', () => {
		const config = world({ PORT: '4711', HOLDSPACE_SERVICES: 'web' });
		const again = readConfig(environmentOf(config, 'postgres://a@localhost/c'));
		expect(again).toMatchObject({
			port: 4711,
			publicOrigin: 'http://localhost:4711',
			world: 'demo',
			dataDir: config.dataDir,
			masterKeyFile: config.masterKeyFile,
			services: new Set(['web'])
		});
	});
});

describe('the greeting', () => {
	it('tells the demonstration’s sign-ins and how to begin for real', () => {
		const signIns = [{ who: 'A member', name: 'calm-river-nine', passphrase: 'six words here' }];
		const said = greeting(world(), { signIns });
		expect(said).toContain('http://localhost:3000');
		expect(said).toMatch(/A member\s+calm-river-nine\s+six words here/);
		expect(said).toContain('npm start -- --empty');
	});

	it('says which of the demonstration’s groups can be walked into, and when', () => {
		const soon = { group: 'Night shift', at: new Date(2026, 2, 3, 19, 2) };
		expect(greeting(world(), { signIns: [], soon })).toContain(
			'Night shift meets at 7:02 pm: join it and go in.'
		);
		expect(greeting(world(), { signIns: [] })).not.toContain('meets at');
		expect(greeting(world({}, true), { soon })).not.toContain('Night shift');
	});

	it('tells the token where nothing is set up, and no sign-ins in the real world', () => {
		const said = greeting(world({}, true), { token: 'once-only' });
		expect(said).toContain('/set-up');
		expect(said).toContain('once-only');
		expect(said).not.toContain('demonstration');
	});

	it('warns that nobody can sign in where the connection is not encrypted', () => {
		const at = (origin: string) => greeting(world({ PUBLIC_ORIGIN: origin }, true), {});
		expect(at('http://groups.example.org')).toContain('cannot sign in');
		expect(at('https://groups.example.org')).not.toContain('cannot sign in');
		expect(at('http://localhost:3000')).not.toContain('cannot sign in');
	});
});
