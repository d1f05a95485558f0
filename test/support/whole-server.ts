import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

export interface Whole {
	child: ChildProcess;
	/** Everything printed so far, by both streams. */
	said(): string;
	/** The address it printed; rejects when it ended before. */
	ready: Promise<string>;
	/** The exit code; null when a signal ended it. */
	ended: Promise<number | null>;
}

const running = new Set<Pick<Whole, 'child' | 'ended'>>();

/** Call in `afterAll`: ends every server that a spec file left running. */
export async function endWholeServers(): Promise<void> {
	for (const { child } of running) child.kill('SIGTERM');
	await Promise.all([...running].map(({ ended }) => ended));
}

/**
 * Runs the whole server as `npm start` does, or another program that starts one, in a process that a test may
 * kill. No pages by default.
 */
export function wholeServer(
	env: Record<string, string>,
	{
		program = 'src/main.ts',
		args = [],
		uid,
		ipc = false
	}: { program?: string; args?: string[]; uid?: number; ipc?: boolean } = {}
): Whole {
	const child = spawn(process.execPath, [fileURLToPath(new URL(program, root)), ...args], {
		env: {
			PATH: process.env['PATH'],
			PORT: '0',
			HOLDSPACE_SERVICES: 'gateway,worker',
			HOLDSPACE_LOG: 'info,json',
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
		...(uid === undefined ? {} : { uid, gid: uid })
	});
	let said = '';
	const over = (stream: Readable | null) =>
		new Promise<void>((done) => (stream ? stream.once('close', () => done()) : done()));
	// Not `close`: it never comes once the channel was closed from here.
	const ended = Promise.all([
		new Promise<number | null>((done) => child.once('exit', done)),
		over(child.stdout),
		over(child.stderr)
	]).then(([code]) => code);
	const ready = new Promise<string>((done, failed) => {
		const hear = (chunk: Buffer) => {
			said += chunk.toString();
			if (said.includes('To stop: Ctrl-C')) done(/http:\/\/localhost:\d+/.exec(said)?.[0] ?? '');
		};
		child.stdout?.on('data', hear);
		child.stderr?.on('data', hear);
		void ended.then((code) => failed(new Error(`ended with ${code}:\n${said}`)));
	});
	ready.catch(() => {});
	running.add({ child, ended });
	return { child, said: () => said, ready, ended };
}
