import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { endWholeServers, wholeServer } from '#test/support/whole-server.ts';
import { isAlive, readPidFile } from '../src/server/db/embedded/pid-file.ts';

const data = mkdtempSync(join(tmpdir(), 'hs-dev-'));
afterAll(async () => {
	await endWholeServers();
	rmSync(data, { recursive: true, force: true });
});

it('npm run dev takes its PostgreSQL along when it is ended, also in the middle of starting its jobs', async () => {
	const dev = wholeServer(
		{ HOLDSPACE_DATA: data },
		{ program: 'scripts/dev.ts', args: ['--empty'] }
	);
	await dev.ready;
	const { pid } = readPidFile(join(data, 'postgres'))!;
	expect(isAlive(pid)).toBe(true);
	dev.child.kill('SIGTERM');
	expect(await dev.ended, dev.said()).toBe(0);
	expect(isAlive(pid)).toBe(false);
}, 90_000);
