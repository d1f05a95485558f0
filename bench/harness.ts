/**
 * What every benchmark and drill shares: pinning, figures, and the report that ends each of them. A
 * report is a table for people, then one line of JSON for machines; exit code 1 when a bar is not held.
 */
import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export type Figures = Record<string, number | string | boolean | null>;

export interface Bar {
	what: string;
	value: number;
	bar: number;
	ok: boolean;
}

export interface Report {
	name: string;
	figures: Figures;
	baselines: Record<string, Figures>;
	bars: Bar[];
}

/** A bar that is held when `value` is `bar` or more. */
export const atLeast = (what: string, value: number, bar: number): Bar => ({
	...{ what: `${what} (at least)`, value: short(value), bar: short(bar), ok: value >= bar }
});

/** A bar that is held when `value` is `bar` or less. */
export const atMost = (what: string, value: number, bar: number): Bar => ({
	...{ what: `${what} (at most)`, value: short(value), bar: short(bar), ok: value <= bar }
});

/** Three significant places after the point are more than a noisy machine can tell. */
const short = (value: number): number => Math.round(value * 1000) / 1000;

/** Prints the table, then the one line of JSON, and sets the exit code. Call it once, at the end. */
export function report({ name, figures, baselines, bars }: Report): void {
	const lines = [`\n${name}`, ...rows('measured', figures)];
	for (const [baseline, values] of Object.entries(baselines))
		lines.push(...rows(`baseline: ${baseline}`, values));
	lines.push('  bars');
	for (const { what, value, bar, ok } of bars)
		lines.push(`    ${ok ? 'held  ' : 'MISSED'}  ${what}: ${value}, bar ${bar}`);
	console.log(lines.join('\n'));
	console.log(JSON.stringify({ name, figures: tidy(figures), baselines: tidied(baselines), bars }));
	if (bars.some(({ ok }) => !ok)) process.exitCode = 1;
}

function rows(title: string, figures: Figures): string[] {
	const width = Math.max(0, ...Object.keys(figures).map((key) => key.length));
	const shown = Object.entries(tidy(figures));
	return [`  ${title}`, ...shown.map(([key, value]) => `    ${key.padEnd(width)}  ${value}`)];
}

const tidy = (figures: Figures): Figures =>
	Object.fromEntries(
		Object.entries(figures).map(([k, v]) => [k, typeof v === 'number' ? short(v) : v])
	);
const tidied = (all: Record<string, Figures>): Record<string, Figures> =>
	Object.fromEntries(Object.entries(all).map(([name, figures]) => [name, tidy(figures)]));

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that `share` (0 to 1) of them do not exceed: nearest rank. */
export function percentile(values: ArrayLike<number>, share: number): number {
	const sorted = Float64Array.from(values).sort();
	if (sorted.length === 0) return Number.NaN;
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** Runs `once` five times; answers, for each figure, the median. */
export async function medianOfFive<T extends Record<string, number>>(
	once: (round: number) => Promise<T>
): Promise<T> {
	const rounds: T[] = [];
	for (let round = 0; round < 5; round++) rounds.push(await once(round));
	const keys = Object.keys(rounds[0]!) as (keyof T)[];
	return Object.fromEntries(keys.map((key) => [key, median(rounds.map((r) => r[key]!))])) as T;
}

/** The core of the server under test, and the one of everything else. */
export const serverCore = 0;
export const otherCore = 1;

function tasksetWorks(): boolean {
	if (process.platform !== 'linux' || availableParallelism() < 2) return false;
	try {
		execFileSync('taskset', ['-cp', String(process.pid)], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}
const canPin = tasksetWorks();

/**
 * Keeps this process, and what it starts unless told otherwise, away from the server's core. Answers
 * whether that was possible; a report says so.
 */
export function pinSelf(): boolean {
	if (canPin)
		execFileSync('taskset', ['-acp', String(otherCore), String(process.pid)], { stdio: 'ignore' });
	return canPin;
}

/** Lets a process have all cores that there are, as a server has them. */
export function spread(pid = process.pid): void {
	if (canPin)
		execFileSync('taskset', ['-acp', `0-${availableParallelism() - 1}`, String(pid)], {
			stdio: 'ignore'
		});
}

/** Starts something on the server's core, as what a server has beside it, and answers it. */
export async function besideSelf<T>(start: () => Promise<T>): Promise<T> {
	const onCore = (core: number) =>
		canPin &&
		execFileSync('taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' });
	// What is started stays on the core that its parent is on.
	onCore(serverCore);
	try {
		return await start();
	} finally {
		onCore(otherCore);
	}
}

/** Starts a TypeScript file under this very Node, on one core where the machine lets us. */
export function startOn(
	core: number,
	file: string,
	args: string[],
	options: SpawnOptions = {},
	flags: readonly string[] = []
): ChildProcess {
	const command = [process.execPath, ...process.execArgv, ...flags, file, ...args];
	const [first, ...rest] = canPin ? ['taskset', '-c', String(core), ...command] : command;
	return spawn(first!, rest, options);
}

/** Processor time a process has used so far, in milliseconds; null where the system does not tell. */
export function processorTime(pid: number): number | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const [user, system] = stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.slice(11, 13);
		return (Number(user) + Number(system)) * 10;
	} catch {
		return null;
	}
}
