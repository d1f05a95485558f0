import { percentile, processorTime } from '../harness.ts';
import type { Side } from './meeting-sides.ts';
import type { ThinSocket } from './thin-socket.ts';

const WINDOW = 2;
const PACED = 4000;
const SATURATED = 4000;
export const SETTLE = 400;

/**
 * One message a room a second, the rooms spread over the second; every delivery is timed. The clock of a
 * room also sends frames, at its own moments: they carry no words, and no stamp.
 */
export async function pace({ rooms, message }: Side) {
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
	return { 'p50 ms': percentile(times, 0.5), 'p99 ms': percentile(times, 0.99) };
}

/** Two messages under way in every room at all times: each writer goes on when its own words came back. */
export async function saturate({ rooms, message, child }: Side) {
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
	const [cpu, ownCpu, began] = [processorTime(child.pid!)!, process.cpuUsage(), performance.now()];
	await wait(SATURATED);
	const wall = performance.now() - began;
	const used = processorTime(child.pid!)! - cpu;
	const own = process.cpuUsage(ownCpu);
	const [after, bytesAfter] = count(rooms);
	going = false;
	const delivered = after - frames;
	return {
		'saturated p99 ms': percentile(times, 0.99),
		'deliveries per second': (delivered * 1000) / wall,
		'deliveries per cpu second': (delivered * 1000) / used,
		'microseconds per delivery': (used * 1000) / delivered,
		'core share': used / wall,
		'clients core share': (own.user + own.system) / 1000 / wall,
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
export function wait(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
