/** The same 200 queries through the HTTP API of the built server on one core, and the page of a search. */
import type { ChildProcess } from 'node:child_process';
import { once as happened } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
	atLeast,
	atMost,
	medianOfFive,
	percentile,
	pinSelf,
	processorTime,
	report,
	serverCore,
	spread,
	startOn
} from '../../harness.ts';
import { load, once } from '../space/client.ts';
import { readCities } from './cities.ts';
import { formOf, pathOf } from './http-queries.ts';
import { openHttpWorld } from './http-world.ts';
import { queries, type Asked } from './queries.ts';

const connections = 32;
/** Until the engine has made the best of the code; before that each round is quicker than the last. */
const warmUp = 12_000;
const round = 3000;
const pagesEachSecond = 50;

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Requests per second beside a server that only sends as many bytes, and the page's p99. */
export async function measureHttp(many: number): Promise<void> {
	const pinned = pinSelf();
	const world = await openHttpWorld(many);
	const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...world.env };
	const child = started(beside('../../../src/main.ts'), [], env);
	try {
		const port = await portOf(child);
		const asked = queries(readCities().pick);
		const lengths = await lengthsOf(port, asked);
		const api = await measureApi(child, port, asked);
		const bare = await measureBare(lengths, asked);
		const cost = api['server microseconds per request'];
		// People's pages come to a server that has the machine to itself.
		spread(child.pid);
		const pages = await measurePages(port, asked);
		const byWall = api['requests per second'];
		report({
			name: `directory over HTTP, ${many} listings`,
			figures: {
				...{ pinned, connections, ...api, 'possible a second on one core': 1e6 / cost },
				'times the bare server’s cost': cost / bare['server microseconds per request'],
				...{ 'page p50 ms': percentile(pages, 0.5), 'page p99 ms': percentile(pages, 0.99) }
			},
			baselines: { 'node:http that sends as many bytes': bare },
			bars: [
				atLeast('answers per second of the server’s processor time', 1e6 / cost, 3000),
				atLeast('answers per second by the wall', byWall, 3000),
				atMost('p99 in ms of a search’s page, 50 a second', percentile(pages, 0.99), 30)
			]
		});
	} finally {
		await ended(child);
		await world.close();
	}
}

const started = (program: string, args: string[], env: NodeJS.ProcessEnv) =>
	startOn(serverCore, program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });

async function ended(child: ChildProcess): Promise<void> {
	child.kill('SIGTERM');
	if (child.exitCode === null && child.signalCode === null) await happened(child, 'exit');
}

const headersOf = (port: number) => ({ host: `localhost:${port}` });
const pathsOf = (asked: readonly Asked[]) => asked.map(({ query }) => pathOf(query));

async function lengthsOf(port: number, asked: readonly Asked[]): Promise<number[]> {
	const headers = headersOf(port);
	const first = JSON.parse(String(await once({ port, headers, path: '/api/v1/listings' })));
	if (!(first.total > 0)) throw new Error('the API finds nothing');
	const lengths: number[] = [];
	for (const path of pathsOf(asked)) lengths.push((await once({ port, headers, path })).byteLength);
	return lengths;
}

async function measureBare(lengths: readonly number[], asked: readonly Asked[]) {
	const bare = started(beside('./same-bytes-server.ts'), lengths.map(String), {});
	try {
		return await measureApi(bare, await portOf(bare), asked);
	} finally {
		await ended(bare);
	}
}

async function measureApi(child: ChildProcess, port: number, asked: readonly Asked[]) {
	const given = { port, path: pathsOf(asked), headers: headersOf(port), connections };
	await load({ ...given, milliseconds: warmUp });
	return medianOfFive(async () => {
		const before = processorTime(child.pid!) ?? 0;
		const { answers, took, times } = await load({ ...given, milliseconds: round });
		const used = (processorTime(child.pid!) ?? 0) - before;
		return {
			'requests per second': (answers * 1000) / took,
			'p50 ms': percentile(times, 0.5),
			'p99 ms': percentile(times, 0.99),
			'core share': used / took,
			'server microseconds per request': (used * 1000) / answers
		};
	});
}

/** Each search is posted at its own moment, whether the one before was answered or not. */
async function measurePages(port: number, asked: readonly Asked[]): Promise<number[]> {
	const origin = `http://localhost:${port}`;
	const headers = { origin, accept: 'text/html' };
	const post = async ({ query }: Asked) => {
		const began = performance.now();
		const answer = await fetch(`${origin}/`, { method: 'POST', headers, body: formOf(query) });
		await answer.text();
		if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
		return performance.now() - began;
	};
	const paced = (ones: readonly Asked[]) =>
		Promise.all(
			ones.map(async (one, n) => {
				await new Promise((resume) => setTimeout(resume, (n * 1000) / pagesEachSecond));
				return post(one);
			})
		);
	for (let i = 0; i < 5; i++) await paced(asked);
	return paced([...asked, ...asked]);
}

async function portOf(child: ChildProcess): Promise<number> {
	let printed = '';
	for await (const chunk of child.stdout!) {
		printed += String(chunk);
		const port = /localhost:(\d+)/.exec(printed)?.[1];
		if (!port) continue;
		child.stdout!.resume();
		return Number(port);
	}
	throw new Error(`it ended before it listened: ${printed}`);
}
