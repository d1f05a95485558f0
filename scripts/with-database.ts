/**
 * Runs a program with a PostgreSQL of its own that is thrown away afterwards:
 * `with-database.ts VARIABLE program.ts [arguments]` puts the owner's URL into VARIABLE.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/server/db/embedded.ts';
import { openLog } from '../src/server/log.ts';

const [variable = '', ...program] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'holdspace-'));
const log = openLog({ level: 'error', format: 'json' });
const database = await startEmbedded({ dataDir: folder, log });
try {
	const child = spawn(process.execPath, program, {
		stdio: 'inherit',
		env: { ...process.env, [variable]: database.ownerUrl }
	});
	process.exitCode = await new Promise<number>((done) => {
		child.on('error', () => done(1));
		child.on('exit', (code) => done(code ?? 1));
	});
} finally {
	await database.stop();
	await rm(folder, { recursive: true, force: true });
}
