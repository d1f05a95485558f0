/**
 * How long a second start takes, from typing `npm start` to the first page, on a demonstration that was
 * loaded before. The first start of this run prepares it and is not counted.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { atMost, medianOfFive, report } from './harness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const LIMIT = 10 * 60_000;

const folder = await mkdtemp(join(tmpdir(), 'holdspace-start-'));
await chmod(folder, 0o711);
try {
	const first = await once('npm', ['start']);
	const again = await medianOfFive(() => once('npm', ['start']));
	const node = await medianOfFive(() => once(process.execPath, ['src/main.ts']));
	report({
		name: 'start',
		figures: { 'first page, ms': again.page, 'stop, ms': again.stop },
		baselines: {
			'first start, with the demonstration': { 'first page, ms': first.page },
			'without npm and its checks': { 'first page, ms': node.page }
		},
		bars: [atMost('a second start to the first page, ms', again.page, 3000)]
	});
} finally {
	await rm(folder, { recursive: true, force: true });
}

/** One start and stop; milliseconds to the first whole page, and from the signal to the end. */
async function once(command: string, args: string[]): Promise<{ page: number; stop: number }> {
	const port = await freePort();
	const began = performance.now();
	const server = spawn(command, args, {
		cwd: root,
		env: { ...process.env, PORT: String(port), HOLDSPACE_DATA: folder },
		stdio: ['ignore', 'pipe', 'inherit'],
		// A group of its own, so that the signal reaches it as Ctrl-C in a terminal would.
		detached: true
	});
	server.stdout.resume();
	const ended = new Promise((done) => server.once('close', done));
	const page = await firstPage(`http://localhost:${port}/`, began);
	const asked = performance.now();
	process.kill(-server.pid!, 'SIGINT');
	await ended;
	return { page, stop: performance.now() - asked };
}

async function firstPage(url: string, began: number): Promise<number> {
	while (performance.now() - began < LIMIT) {
		try {
			const answer = await fetch(url);
			await answer.text();
			if (answer.status !== 200) throw new Error(`the first page answered ${answer.status}`);
			return performance.now() - began;
		} catch (error) {
			if (!(error instanceof TypeError)) throw error;
			await wait(5);
		}
	}
	throw new Error('there was no page');
}

function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	return new Promise((done) =>
		probe.once('listening', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => done(port));
		})
	);
}
