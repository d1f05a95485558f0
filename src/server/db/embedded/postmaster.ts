import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from '../../cannot-start.ts';
import type { Log } from '../../log.ts';
import { program } from './binaries.ts';
import { who } from './initialise.ts';
import { environment, postgresArguments } from './options.ts';
import { isAlive, readPidFile, runningOn } from './pid-file.ts';
import type { Place } from './place.ts';

/** One run of PostgreSQL: ours, or one that outlived the server which started it. */
export interface Run {
	pid: number;
	sockets: string;
	adopted: boolean;
	/** Resolves when the process is gone. */
	gone: Promise<void>;
}

const PATIENCE = 60_000;
/** A PostgreSQL killed a moment ago still holds its memory and lock until its children notice. */
const PASSING = /shared memory block|lock file/;

/** Adopts a PostgreSQL that is alive on this folder, or starts one. Resolves when it takes connections. */
export async function run(place: Place, log: Log): Promise<Run> {
	const until = Date.now() + PATIENCE;
	for (;;) {
		const adopted = await adopt(place, until);
		if (adopted) return adopted;
		const started = await launch(place, log, until);
		if ('pid' in started) return started;
		if (!PASSING.test(started.said) || Date.now() > until) {
			throw new CannotStart(`PostgreSQL could not start (${reason(started.said)}).`);
		}
		await wait(250);
	}
}

async function adopt(place: Place, until: number): Promise<Run | undefined> {
	for (;;) {
		const found = runningOn(place.cluster);
		if (!found) return undefined;
		const { pid, sockets, status } = found;
		if (status === 'ready') return { pid, sockets, adopted: true, gone: watch(pid) };
		if (Date.now() > until) {
			throw new CannotStart(
				`PostgreSQL (process ${pid}) is already running on ${place.cluster} and does not answer: stop it, then start again.`
			);
		}
		await wait(50);
	}
}

async function launch(place: Place, log: Log, until: number): Promise<Run | { said: string }> {
	const child = spawn(
		program(place.binaries, 'postgres'),
		postgresArguments(place.cluster, place.sockets),
		{
			...who(place),
			cwd: place.cluster,
			env: environment(),
			// Its own group: Ctrl-C is for the server, which stops PostgreSQL after everything else.
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe']
		}
	);
	const heard = listen(child, log);
	let over = false;
	const gone = new Promise<void>((done) => {
		child.once('error', (error) => {
			heard.push(`FATAL: ${error.message}`);
			done();
		});
		child.once('exit', () => done());
	}).then(() => {
		over = true;
	});
	while (!over && Date.now() < until) {
		const file = readPidFile(place.cluster);
		if (file && file.pid === child.pid && file.status === 'ready') {
			return { pid: file.pid, sockets: place.sockets, adopted: false, gone };
		}
		await Promise.race([gone, wait(5)]);
	}
	if (!over) child.kill('SIGQUIT');
	await gone;
	return { said: heard.join('\n') };
}

/** Keeps PostgreSQL's last lines; they hold no values (see `options.ts`). */
function listen(child: ChildProcess, log: Log): string[] {
	const heard: string[] = [];
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		for (const line of text.split('\n').filter(Boolean)) {
			heard.push(line);
			if (heard.length > 40) heard.shift();
			if (/ PANIC: /.test(line)) log.error({ line }, 'PostgreSQL failed');
			else log.debug({ line }, 'PostgreSQL');
		}
	});
	return heard;
}

/** An adopted process is no child of ours, so nobody tells when it ends. */
async function watch(pid: number): Promise<void> {
	while (isAlive(pid)) await wait(100, undefined, { ref: false });
}

/** Stops at once but cleanly: open transactions are rolled back, and what was confirmed is kept. */
export async function halt(
	{ pid, gone }: Run,
	signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'
): Promise<void> {
	if (isAlive(pid)) process.kill(pid, signal);
	const late = setTimeout(() => isAlive(pid) && process.kill(pid, 'SIGQUIT'), 20_000);
	await gone;
	clearTimeout(late);
}

function reason(said: string): string {
	const told = said.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line));
	return (told[0] ?? said.trim() ?? 'it gave no reason').replace(/^.*?(FATAL|PANIC):\s*/, '');
}
