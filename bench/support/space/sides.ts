import type { ChildProcess } from 'node:child_process';
import { once as happened } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, percentile, processorTime, serverCore, startOn } from '../../harness.ts';
import type { Loaded } from './client.ts';
import type { SpaceWorld } from './world.ts';

export const connections = 32;

/** A process under test, and where it listens. */
export interface Server {
	child: ChildProcess;
	port: number;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Starts a program on the core of what is measured; it prints its port once it listens. */
export async function start(
	program: string,
	args: string[] = [],
	{ env, flags }: { env?: NodeJS.ProcessEnv; flags?: string[] } = {}
): Promise<Server> {
	const given = { PATH: process.env.PATH, NODE_ENV: 'production', ...env };
	const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
	const child = startOn(serverCore, here(program), args, { env: given, stdio }, flags);
	return { child, port: await portOf(child) };
}

/** The built product; with a folder, its profile lies there when it has ended. */
export const startHoldspace = (world: SpaceWorld, profile?: string): Promise<Server> =>
	start('../../../src/main.ts', [], {
		env: {
			...{ PORT: '0', DATABASE_URL: world.databaseUrl, HOLDSPACE_DATA: world.folder },
			...{ HOLDSPACE_MASTER_KEY_FILE: world.keyFile, HOLDSPACE_SERVICES: 'web' }
		},
		flags: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
	});

async function portOf(child: ChildProcess): Promise<number> {
	let printed = '';
	for await (const chunk of child.stdout!) {
		printed += String(chunk);
		const port = /(?:localhost:|port )(\d+)/.exec(printed)?.[1];
		if (port) {
			child.stdout!.resume();
			return Number(port);
		}
	}
	throw new Error(`it ended before it listened: ${printed}`);
}

export async function stopped({ child }: Server): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill('SIGTERM');
	await happened(child, 'exit');
}

const names = [
	'requests per second',
	'p50 ms',
	'p99 ms',
	'core share',
	'server microseconds per request',
	'bytes'
] as const;
export type Measured = Record<(typeof names)[number], number>;

/** What one side did in one round. */
export async function measured({ child }: Server, load: () => Promise<Loaded>): Promise<Measured> {
	const before = processorTime(child.pid!);
	const { answers, took, times, bytes } = await load();
	const used = (processorTime(child.pid!) ?? 0) - (before ?? 0);
	return {
		'requests per second': (answers * 1000) / took,
		'p50 ms': percentile(times, 0.5),
		'p99 ms': percentile(times, 0.99),
		'core share': used / took,
		'server microseconds per request': (used * 1000) / answers,
		bytes
	};
}

/** Of each figure the median of the rounds. */
export const medians = (rounds: readonly Measured[]): Measured =>
	Object.fromEntries(
		names.map((name) => [name, median(rounds.map((one) => one[name]))])
	) as Measured;

/** How many times as many requests per second, round by round beside each other: the median. */
export const times = (some: readonly Measured[], others: readonly Measured[]): number =>
	median(some.map((one, n) => one['requests per second'] / others[n]!['requests per second']));
