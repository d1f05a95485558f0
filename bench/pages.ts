/**
 * The group's space as its members open it: 20 shares with replies and responses, signed in, decrypted,
 * under row-level security, rendered by the built server on one core. See bench/README.md.
 */
import type { ChildProcess } from 'node:child_process';
import { once as happened } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { newId } from '#server/ids.ts';
import {
	atMost,
	medianOfFive,
	percentile,
	pinSelf,
	processorTime,
	report,
	serverCore,
	startOn,
	type Figures
} from './harness.ts';
import { load, once } from './support/pages/client.ts';
import { compilePage } from './support/pages/compile.ts';
import { openSpaceWorld, planted, type SpaceWorld } from './support/pages/space-world.ts';

const connections = 32;
const warmUp = 3000;
const round = 4000;
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** A process under test: where it listens, and what is asked of it. */
interface Side {
	child: ChildProcess;
	port: number;
	path: string;
	headers: Record<string, string>;
}

async function started(
	program: string,
	args: string[],
	more: { env?: NodeJS.ProcessEnv; path?: string; headers?: Record<string, string> } = {}
): Promise<Side> {
	const { path = '/', headers = {} } = more;
	const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...more.env };
	const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
	const child = startOn(serverCore, here(program), args, { env, stdio });
	const port = await portOf(child);
	return { child, port, path, headers: { host: `localhost:${port}`, ...headers } };
}

/** The port that the process prints once it listens. */
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

async function stopped({ child }: Side): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill('SIGTERM');
	await happened(child, 'exit');
}

const holdspace = (world: SpaceWorld) =>
	started('../src/main.ts', [], {
		path: `/groups/${world.groupId}`,
		headers: { cookie: world.cookie, accept: 'text/html' },
		env: {
			...{ PORT: '0', DATABASE_URL: world.databaseUrl, HOLDSPACE_DATA: world.folder },
			...{ HOLDSPACE_MASTER_KEY_FILE: world.keyFile, HOLDSPACE_SERVICES: 'web' }
		}
	});

/** What the page's `load` and the frame's answer, from the same operations, once. */
async function dataOf(world: SpaceWorld): Promise<unknown> {
	const { reader, groupId } = world;
	const space = await shares.space(reader, { groupId });
	const [meeting = null] = await meetings.upcoming(reader, groupId, 1);
	return {
		layout: {
			...{ isDemonstration: false, isSignedIn: true, isCoordinator: false },
			leaveSite: 'https://www.bbc.com/'
		},
		page: {
			...{ space, meeting, once: newId(), timeZone: 'UTC', now: new Date() },
			...{ isWriting: false, wasRemoved: false }
		}
	};
}

async function measure(side: Side) {
	const ask = { port: side.port, path: side.path, headers: side.headers, connections };
	await load({ ...ask, milliseconds: warmUp });
	return medianOfFive(async () => {
		const before = processorTime(side.child.pid!);
		const { answers, took, times, bytes } = await load({ ...ask, milliseconds: round });
		const used = (processorTime(side.child.pid!) ?? 0) - (before ?? 0);
		return {
			'requests per second': (answers * 1000) / took,
			'p50 ms': percentile(times, 0.5),
			'p99 ms': percentile(times, 0.99),
			'core share': used / took,
			'server microseconds per request': (used * 1000) / answers,
			bytes
		};
	});
}

async function main(): Promise<void> {
	const isPinned = pinSelf();
	const world = await openSpaceWorld();
	const sides: Side[] = [];
	try {
		const real = await holdspace(world);
		sides.push(real);
		const page = await once(real);
		if (!page.includes(planted)) throw new Error('the page does not show what it should');
		const figures = await measure(real);
		await stopped(real);

		const bytes = join(world.folder, 'page.html');
		writeFileSync(bytes, page);
		const still = await started('support/pages/static-server.ts', [bytes]);
		sides.push(still);
		const ofFile = await measure(still);
		await stopped(still);

		const data = join(world.folder, 'data.bin');
		writeFileSync(data, serialize(await dataOf(world)));
		const bundle = await compilePage(world.folder);
		const rendered = await started('support/pages/rendered-server.ts', [bundle, data]);
		sides.push(rendered);
		if (!(await once(rendered)).includes(planted)) throw new Error('the baseline shows less');
		const ofRender = await measure(rendered);

		const cost = 'server microseconds per request';
		const price = figures[cost] / ofRender[cost];
		report({
			name: 'pages',
			figures: {
				...figures,
				connections,
				pinned: isPinned,
				'times the cost of drawing alone': price
			},
			baselines: { 'static file': ofFile as Figures, 'rendered without a database': ofRender },
			bars: [atMost('processor time of an answer, in times of drawing alone', price, 4)]
		});
	} finally {
		for (const side of sides) await stopped(side);
		await world.close();
	}
}

await main();
