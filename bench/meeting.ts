/**
 * Live meetings beside a bare `ws` broadcast: 42 rooms of 12 over real sockets. Paced (one message a room
 * a second) for how long words take; saturated (two messages under way in each room at all times) for how
 * much one core of server can deliver. See bench/README.md.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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
} from './harness.ts';
import { openBenchWorld, type BenchWorld } from './support/meeting-world.ts';
import { openThin, type ThinSocket } from './support/thin-socket.ts';
import { LIVE_PATH, PROTOCOL } from '../src/lib/meetings/protocol.ts';

const ROOMS = 42;
const SEATS = 12;
const WINDOW = 2;
const PACED = 4000;
const SATURATED = 4000;
const SETTLE = 400;
const ORIGIN = 'http://localhost';
const here = (file: string) => fileURLToPath(new URL(`support/${file}`, import.meta.url));

/** One of the two that are compared: its process, and rooms of sockets that may write at once. */
interface Side {
	child: ChildProcess;
	rooms: ThinSocket[][];
	/** The text of a message whose words begin with `tag`. */
	message(tag: string): string;
}

interface Measured {
	'p50 ms': number;
	'p99 ms': number;
	'saturated p99 ms': number;
	'deliveries per second': number;
	'deliveries per cpu second': number;
	'microseconds per delivery': number;
	'core share': number;
	'bytes per delivery': number;
}

function named<S extends 'gateway' | 'bare'>(side: S, figures: Measured) {
	return Object.fromEntries(
		Object.entries(figures).map(([key, value]) => [`${side} ${key}`, value])
	) as { [K in keyof Measured as `${S} ${K}`]: number };
}
const compare = (gateway: Measured, bare: Measured) => ({
	'ratio per cpu': gateway['deliveries per cpu second'] / bare['deliveries per cpu second'],
	'ratio per second': gateway['deliveries per second'] / bare['deliveries per second']
});

async function measure(side: Side): Promise<Measured> {
	const paced = await pace(side);
	await wait(SETTLE);
	const full = await saturate(side);
	await wait(SETTLE);
	return {
		'p50 ms': percentile(paced, 0.5),
		'p99 ms': percentile(paced, 0.99),
		...full
	};
}

/**
 * One message a room a second, the rooms spread over the second; every delivery is timed. The clock of a
 * room also sends frames, at its own moments: they carry no words, and no stamp.
 */
async function pace({ rooms, message }: Side): Promise<number[]> {
	const times: number[] = [];
	const see = (payload: Buffer) => payload.includes('@') && times.push(since(payload));
	for (const socket of rooms.flat()) socket.onFrame = see;
	const starts = rooms.map((room, index) => {
		let turn = 0;
		const speak = () => room[turn++ % room.length]!.send(message(stamp()));
		return setTimeout(
			() => {
				speak();
				const timer = setInterval(speak, 1000);
				setTimeout(() => clearInterval(timer), PACED - 1100);
			},
			(index * 1000) / rooms.length
		);
	});
	await wait(PACED);
	starts.forEach(clearTimeout);
	return times;
}

/** Two messages under way in every room at all times: each writer goes on when its own words came back. */
async function saturate({ rooms, message, child }: Side) {
	const times: number[] = [];
	let going = true;
	for (const room of rooms)
		for (const [index, socket] of room.entries()) {
			if (index >= WINDOW) socket.onFrame = null;
			else {
				const mark = Buffer.from(`#${index}#`);
				socket.onFrame = (payload) => {
					if (!payload.includes(mark)) return;
					times.push(since(payload));
					if (going) socket.send(message(`${stamp()}#${index}#`));
				};
			}
		}
	for (const room of rooms)
		for (let index = 0; index < WINDOW; index++) room[index]!.send(message(`${stamp()}#${index}#`));
	await wait(500);
	const [frames, bytes] = count(rooms);
	const [cpu, began] = [processorTime(child.pid!)!, performance.now()];
	await wait(SATURATED);
	const wall = performance.now() - began;
	const used = processorTime(child.pid!)! - cpu;
	const [after, bytesAfter] = count(rooms);
	going = false;
	const delivered = after - frames;
	return {
		'saturated p99 ms': percentile(times, 0.99),
		'deliveries per second': (delivered * 1000) / wall,
		'deliveries per cpu second': (delivered * 1000) / used,
		'microseconds per delivery': (used * 1000) / delivered,
		'core share': used / wall,
		'bytes per delivery': (bytesAfter - bytes) / delivered
	};
}

function count(rooms: ThinSocket[][]): [frames: number, bytes: number] {
	const all = rooms.flat();
	return [all.reduce((n, s) => n + s.frames, 0), all.reduce((n, s) => n + s.bytes, 0)];
}

/** Both ends are in this process, so one clock serves. */
const stamp = () => `@${performance.now().toFixed(3).padStart(14, '0')}@`;
function since(payload: Buffer): number {
	const at = payload.indexOf('@');
	return performance.now() - Number(payload.toString('latin1', at + 1, at + 15));
}
function wait(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function start(file: string, args: string[]): Promise<{ child: ChildProcess; port: number }> {
	const child = startOn(serverCore, here(file), args, {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc']
	});
	const [port] = (await once(child, 'message')) as [number];
	return { child, port };
}

const filler = ' I went to the market on my own. I stayed ten minutes.';

async function openGateway(given: BenchWorld): Promise<Side> {
	const { child, port } = await start('meeting-server.ts', [given.url, given.keyFile, ORIGIN]);
	const rooms: ThinSocket[][] = [];
	for (const gathering of given.gatherings) {
		const people = [...gathering.people.values()];
		const sockets: ThinSocket[] = [];
		for (const [index, { accountId, membershipId }] of people.entries()) {
			const cookie = `__Host-hs_login=${accountId}; __Host-hs_here=here`;
			const socket = await openThin(port, LIVE_PATH, { origin: ORIGIN, cookie });
			const welcome = next(socket, '"welcome"');
			socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL, meeting: gathering.meetingId }));
			await welcome;
			sockets.push(socket);
			if (index === 1) await ask(sockets[0]!, { t: 'open' });
			if (index > 1) await ask(sockets[0]!, { t: 'admit', who: membershipId });
		}
		rooms.push(sockets);
	}
	const message = (tag: string) => JSON.stringify({ t: 'words', ref: 1, text: tag + filler });
	return { child, rooms, message };
}

async function openBare(): Promise<Side> {
	const { child, port } = await start('bare-server.ts', []);
	const rooms: ThinSocket[][] = [];
	for (let room = 0; room < ROOMS; room++) {
		const sockets: ThinSocket[] = [];
		for (let seat = 0; seat < SEATS; seat++) sockets.push(await openThin(port, `/${room}`));
		rooms.push(sockets);
	}
	// As many bytes as the gateway sends: its line names the writer, the moment and the number.
	const who = '0'.repeat(36);
	const message = (tag: string) =>
		JSON.stringify({ t: 'w', in: 'circle', who, at: 1_700_000_000_000, text: tag + filler, ref: 1, n: 100_000 });
	return { child, rooms, message };
}

function next(socket: ThinSocket, holding: string): Promise<void> {
	return new Promise((resolve) => {
		socket.onFrame = (payload) => {
			if (payload.includes(holding)) resolve();
		};
	});
}
let refs = 0;
async function ask(socket: ThinSocket, command: Record<string, unknown>): Promise<void> {
	const ref = ++refs + 1_000_000;
	const done = next(socket, `"ref":${ref}`);
	socket.send(JSON.stringify({ ref, ...command }));
	await done;
}

async function main(): Promise<void> {
	const pinned = pinSelf();
	const world = await openBenchWorld(ROOMS, SEATS - 2);
	const sides = { gateway: await openGateway(world), bare: await openBare() };
	const all = await medianOfFive(async () => {
		const gateway = await measure(sides.gateway);
		const bare = await measure(sides.bare);
		return { ...named('gateway', gateway), ...named('bare', bare), ...compare(gateway, bare) };
	});
	sides.gateway.child.disconnect();
	sides.bare.child.disconnect();
	await world.close();

	const of = (side: string) =>
		Object.fromEntries(
			Object.entries(all)
				.filter(([key]) => key.startsWith(`${side} `))
				.map(([key, value]) => [key.slice(side.length + 1), value])
		);
	report({
		name: 'meeting',
		figures: { rooms: ROOMS, seats: SEATS, pinned, ...of('gateway'), ...of('ratio') },
		baselines: { 'bare ws broadcast': of('bare') },
		bars: [
			atLeast(
				'deliveries per second of server processor time, of the bare one’s',
				all['ratio per cpu'],
				0.6
			),
			atMost('paced p99 in ms', all['gateway p99 ms'], Math.max(5, 2 * all['bare p99 ms'])),
			atLeast(
				'share of its core that the gateway used when saturated',
				all['gateway core share'],
				0.95
			),
			atLeast(
				'share of its core that the bare one used when saturated',
				all['bare core share'],
				0.95
			)
		]
	});
}

await main();
process.exit();
