import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { zstdDecompressSync } from 'node:zlib';
import { load, once } from './client.ts';
import { compilePage } from './compile.ts';
import { dataOf } from './data.ts';
import {
	connections,
	measured,
	medians,
	start,
	stopped,
	times,
	type Measured,
	type Server
} from './sides.ts';
import { planted, type Space, type SpaceWorld } from './world.ts';

/** Until the engine has made the best of the code. */
const warmUp = 8000;
const round = 3000;

type Name = 'page' | 'old group' | 'static file' | 'drawn from memory';
interface Side {
	server: Server;
	path: string;
	headers: Record<string, string>;
}

/** Each side for a few seconds, one after the other, round by round: a slow minute is slow for all of them. */
export async function measurePage(server: Server, world: SpaceWorld, rounds: number) {
	const own = [server];
	try {
		const sides = await open(server, world, own);
		const all: Record<Name, Measured[]> = {
			...{ page: [], 'old group': [], 'static file': [], 'drawn from memory': [] }
		};
		const ask = ({ server: { port }, path, headers }: Side, milliseconds: number) =>
			load({ port, path, headers, connections, milliseconds });
		for (const [, side] of sides) await ask(side, warmUp);
		for (let n = 0; n < rounds; n++)
			for (const [name, side] of sides)
				all[name].push(await measured(side.server, () => ask(side, round)));
		return {
			sides: {
				page: medians(all.page),
				'old group': medians(all['old group']),
				'static file': medians(all['static file']),
				'drawn from memory': medians(all['drawn from memory'])
			},
			times: {
				'drawn from memory': times(all.page, all['drawn from memory']),
				'static file': times(all.page, all['static file']),
				'of an old group': times(all['old group'], all.page)
			}
		};
	} finally {
		for (const one of own.slice(1)) await stopped(one);
	}
}

/** As Chromium asks for a page whose address was typed. */
const asBrowsers = (port: number) => ({
	...{ host: `localhost:${port}`, accept: 'text/html', 'sec-fetch-site': 'none' },
	'accept-encoding': 'gzip, deflate, br, zstd'
});
const pathOf = ({ groupId }: Space) => `/groups/${groupId}`;
const spaceSide = (server: Server, space: Space): Side => ({
	server,
	path: pathOf(space),
	headers: { ...asBrowsers(server.port), cookie: space.cookie }
});

async function open(
	server: Server,
	world: SpaceWorld,
	own: Server[]
): Promise<readonly (readonly [Name, Side])[]> {
	const page = spaceSide(server, world.young);
	const old = spaceSide(server, world.old);
	const packed = await seen(page);
	await seen(old);

	const bytes = join(world.folder, 'page.zst');
	writeFileSync(bytes, packed);
	const still = await start('static-server.ts', [bytes, 'zstd']);
	own.push(still);

	const data = join(world.folder, 'data.bin');
	writeFileSync(data, serialize(await dataOf(world.young)));
	const drawn = await start('rendered-server.ts', [await compilePage(world.folder), data]);
	own.push(drawn);
	const bare = (one: Server): Side => ({
		...{ server: one, path: '/', headers: asBrowsers(one.port) }
	});
	await seen(bare(drawn));
	return [
		['page', page],
		['drawn from memory', bare(drawn)],
		['old group', old],
		['static file', bare(still)]
	];
}

/** The page as it goes over the wire, when it really shows what was written for this reader. */
async function seen({ server: { port }, path, headers }: Side): Promise<Buffer> {
	const packed = await once({ port, path, headers });
	const page = zstdDecompressSync(packed).toString();
	if (!page.includes(planted)) throw new Error('the page does not show what it should');
	return packed;
}
