import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { LIVE_PATH, PROTOCOL } from '../../src/lib/meetings/protocol.ts';
import { serverCore, startOn } from '../harness.ts';
import { wait } from './meeting-load.ts';
import type { BenchWorld } from './meeting-world.ts';
import { openThin, type ThinSocket } from './thin-socket.ts';

export const SEATS = 12;
const ORIGIN = 'http://localhost';
/** Handshakes under way at the same moment: fewer than a listening socket lets wait. */
const AT_ONCE = 400;
/** Rooms that are opened and filled at the same moment. */
const ROOMS_AT_ONCE = 8;

/** One of those that are compared: its process, and rooms of sockets that may write at once. */
export interface Side {
	name: string;
	child: ChildProcess;
	rooms: ThinSocket[][];
	/** The text of a message whose words begin with `tag`. */
	message(tag: string): string;
	/** Memory of the idle process, in bytes, before anybody came. */
	idle: number;
	/** Brings one person in: until they see their room. */
	join(room: number, seat: number): Promise<ThinSocket>;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const filler = ' I went to the market on my own. I stayed ten minutes.';

async function start(file: string, args: string[]): Promise<{ child: ChildProcess; port: number }> {
	const child = startOn(serverCore, here(file), args, {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc']
	});
	const failed = once(child, 'exit').then(() => {
		throw new Error(`${file} ended before it was there`);
	});
	const [port] = (await Promise.race([once(child, 'message'), failed])) as [number];
	failed.catch(() => {});
	return { child, port };
}

/** Does `work` for each, so many at a time. */
export async function each<T>(
	all: readonly T[],
	many: number,
	work: (one: T, index: number) => Promise<void>
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < all.length) {
			const index = next++;
			await work(all[index]!, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(many, all.length) }, worker));
}

/** Everybody comes at the same moment. Answers how long it took until the last one was in, in milliseconds. */
export async function joinAll(side: Side): Promise<number> {
	const seats = side.rooms.flatMap((room, r) => room.map((_, seat) => [r, seat] as const));
	const began = performance.now();
	await each(seats, AT_ONCE, async ([room, seat]) => {
		side.rooms[room]![seat] = await side.join(room, seat);
	});
	return performance.now() - began;
}

/** The gateway: two facilitators open each room, begin the meeting, and let ten members in. */
export async function openGateway(given: BenchWorld): Promise<Side> {
	const { child, port } = await start('meeting-server.ts', [given.url, given.keyFile, ORIGIN]);
	// What starting left behind is given back only a while after it was collected.
	for (let time = 0; time < 3; time++) {
		await memoryOf(child);
		await wait(500);
	}
	const idle = await memoryOf(child);
	const people = given.gatherings.map((gathering) => [...gathering.people.values()]);
	const join = async (room: number, seat: number) => {
		const { token, here } = given.logins.get(people[room]![seat]!.accountId)!;
		const cookie = `__Host-hs_login=${token}; __Host-hs_here=${here}`;
		const socket = await openThin(port, LIVE_PATH, { origin: ORIGIN, cookie });
		const welcome = next(socket, '"welcome"');
		const { meetingId: meeting } = given.gatherings[room]!;
		socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL, meeting }));
		await welcome;
		return socket;
	};
	const rooms: ThinSocket[][] = people.map(() => []);
	await each(people, ROOMS_AT_ONCE, async (persons, room) => {
		const sockets = rooms[room]!;
		for (const [seat, { membershipId }] of persons.entries()) {
			sockets.push(await join(room, seat));
			if (seat === 1) {
				await ask(sockets[0]!, { t: 'open' });
				await ask(sockets[0]!, { t: 'next-part', from: -1 });
			}
			if (seat > 1) await ask(sockets[0]!, { t: 'admit', who: membershipId });
		}
	});
	const message = (tag: string) => JSON.stringify({ t: 'words', ref: 1, text: tag + filler });
	return { name: 'gateway', child, rooms, message, idle, join };
}

/** As many bytes as the gateway sends: its line names the writer, the moment and the number. */
const line = (tag: string) => ({
	...{ t: 'w', in: 'circle', who: '0'.repeat(36), at: 1_700_000_000_000 },
	...{ text: tag + filler, ref: 1, n: 100_000, tag: '0'.repeat(22) }
});

export async function openBare(many: number): Promise<Side> {
	const { child, port } = await start('bare-server.ts', []);
	const join = (room: number) => openThin(port, `/${room}`);
	return {
		...{ name: 'bare ws', child, join, idle: 0 },
		rooms: await filled(many, join),
		message: (tag) => JSON.stringify(line(tag))
	};
}

export async function openSocketIo(many: number): Promise<Side> {
	const { child, port } = await start('socket-io-server.ts', []);
	const join = async (room: number) => {
		const socket = await openThin(port, '/socket.io/?EIO=4&transport=websocket');
		const connected = next(socket, '40{');
		socket.send(`40{"room":"${room}"}`);
		await connected;
		return socket;
	};
	return {
		...{ name: 'Socket.IO', child, join, idle: 0 },
		rooms: await filled(many, join),
		message: (tag) => `42${JSON.stringify(['w', line(tag)])}`
	};
}

async function filled(
	many: number,
	join: (room: number) => Promise<ThinSocket>
): Promise<ThinSocket[][]> {
	const rooms = Array.from({ length: many }, () => [] as ThinSocket[]);
	for (let seat = 0; seat < SEATS; seat++)
		await each(rooms, AT_ONCE, async (room, index) => void room.push(await join(index)));
	return rooms;
}

/** Memory that the process has from the system, after collecting, in bytes. */
export async function memoryOf(child: ChildProcess): Promise<number> {
	const told = once(child, 'message');
	child.send('memory');
	return ((await told) as [number])[0];
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
