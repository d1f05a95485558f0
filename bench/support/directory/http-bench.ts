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
	startOn
} from '../../harness.ts';
import { load, once } from '../pages/client.ts';
import { readCities } from './cities.ts';
import { formOf, pathOf } from './http-queries.ts';
import { openHttpWorld } from './http-world.ts';
import { queries, type Asked } from './queries.ts';

const connections = 32;
const warmUp = 3000;
const round = 3000;
const pagesEachSecond = 50;

/** Requests per second, and the page's p99. */
export async function measureHttp(many: number): Promise<void> {
	const pinned = pinSelf();
	const world = await openHttpWorld(many);
	const program = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
	const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...world.env };
	const child = startOn(serverCore, program, [], { env, stdio: ['ignore', 'pipe', 'inherit'] });
	try {
		const port = await portOf(child);
		const asked = queries(readCities().pick);
		const api = await measureApi(child, port, asked);
		const pages = await measurePages(port, asked);
		const { 'server microseconds per request': cost, 'requests per second': byWall } = api;
		report({
			name: `directory over HTTP, ${many} listings`,
			figures: {
				...{ pinned, connections, ...api, 'possible a second on one core': 1e6 / cost },
				...{ 'page p50 ms': percentile(pages, 0.5), 'page p99 ms': percentile(pages, 0.99) }
			},
			baselines: {},
			bars: [
				atLeast('answers per second of the server’s processor time', 1e6 / cost, 3000),
				atLeast('answers per second by the wall', byWall, 3000),
				atMost('p99 in ms of a search’s page, 50 a second', percentile(pages, 0.99), 30)
			]
		});
	} finally {
		child.kill('SIGTERM');
		if (child.exitCode === null) await happened(child, 'exit');
		await world.close();
	}
}

async function measureApi(child: ChildProcess, port: number, asked: readonly Asked[]) {
	const headers = { host: `localhost:${port}` };
	const path = asked.map(({ query }) => pathOf(query));
	const first = JSON.parse(await once({ port, headers, path: '/api/v1/listings' }));
	if (!(first.total > 0)) throw new Error('the API finds nothing');
	await load({ port, path, headers, connections, milliseconds: warmUp });
	return medianOfFive(async () => {
		const before = processorTime(child.pid!) ?? 0;
		const { answers, took, times } = await load({
			...{ port, path, headers, connections, milliseconds: round }
		});
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
	await paced(asked);
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
