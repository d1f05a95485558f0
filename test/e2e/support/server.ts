import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { World } from '#test/support/world.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface RunningServer {
	origin: string;
	process: ChildProcess;
	/** Everything it has printed so far. */
	output(): string;
	stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the built server, whole, on a world's database and keys, at a free port. */
export async function startServer(
	world: World,
	more: { env?: Record<string, string>; port?: number } = {}
): Promise<RunningServer> {
	const child = spawn(process.execPath, ['src/main.ts'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			PATH: process.env.PATH,
			HOLDSPACE_DATA: mkdtempSync(join(tmpdir(), 'holdspace-e2e-')),
			HOLDSPACE_MASTER_KEY_FILE: world.keyFile,
			HOLDSPACE_LOG: 'info,json',
			DATABASE_URL: world.ownerUrl,
			PORT: String(more.port ?? 0),
			...more.env
		}
	});
	let printed = '';
	child.stdout.on('data', (chunk: Buffer) => (printed += chunk));
	child.stderr.on('data', (chunk: Buffer) => (printed += chunk));
	const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
		child.kill(signal);
		return gone;
	};
	afterAll(() => stop());
	const origin = await new Promise<string>((resolve, reject) => {
		child.stdout.on('data', () => {
			const address = /http:\/\/localhost:\d+/.exec(printed);
			if (address) resolve(address[0]);
		});
		void gone.then((code) => reject(new Error(`the server ended with ${code}:\n${printed}`)));
	});
	return { origin, process: child, output: () => printed, stop };
}
