/**
 * Live meetings beside bare `ws` and Socket.IO rooms that do nothing but pass words on: 42, 167 and 417
 * rooms of 12 over real sockets. Paced (one message a room a second) for how long words take; saturated
 * (two messages under way in each room at all times) for how much one core of server can deliver; joins,
 * for how soon everybody is back; memory a socket. See bench/README.md.
 *
 * `--rooms 42` or `--rooms 42,167` measures these sizes, `--only load`, `--only joins` that part,
 * `--rounds 1` fewer rounds than five.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import {
	atLeast,
	atMost,
	median,
	pinSelf,
	processorTime,
	report,
	type Bar,
	type Figures
} from './harness.ts';
import { pace, saturate, SETTLE, wait } from './support/meeting-load.ts';
import {
	joinAll,
	memoryOf,
	openBare,
	openGateway,
	openSocketIo,
	SEATS,
	type Side
} from './support/meeting-sides.ts';
import { openBenchWorld } from './support/meeting-world.ts';

const { values: flags } = parseArgs({
	options: {
		rooms: { type: 'string', default: '42,167,417' },
		only: { type: 'string' },
		rounds: { type: 'string', default: '5' }
	}
});
const SIZES = flags.rooms.split(',').map(Number);
const ROUNDS = Number(flags.rounds);
const does = (part: 'load' | 'joins') => flags.only === undefined || flags.only === part;
/** What is asked of so many sockets is asked of fewer in proportion. */
const FULL = 5000;

type Measured = Record<string, number>;

async function rounds(once: () => Promise<Measured>): Promise<Measured> {
	const all: Measured[] = [];
	for (let round = 0; round < ROUNDS; round++) all.push(await once());
	const keys = Object.keys(all[0] ?? {});
	return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => one[key]!))]));
}

/** All sides a moment after each other, round by round, so that a busy minute is busy for all of them. */
async function load(sides: readonly Side[]): Promise<Map<string, Measured>> {
	const all = await rounds(async () => {
		const figures: Measured = {};
		for (const side of sides) {
			const paced = await pace(side);
			await wait(SETTLE);
			const full = await saturate(side);
			await wait(SETTLE);
			for (const [key, value] of Object.entries({ ...paced, ...full }))
				figures[`${side.name}/${key}`] = value;
		}
		return figures;
	});
	const of = (name: string) =>
		Object.entries(all).flatMap(([key, value]) =>
			key.startsWith(`${name}/`) ? [[key.slice(name.length + 1), value] as const] : []
		);
	return new Map(sides.map(({ name }) => [name, Object.fromEntries(of(name))]));
}

/** Everybody is cut off and back at once, as when a server is started anew. */
async function joins(side: Side): Promise<Measured> {
	const figures = await rounds(async () => {
		for (const socket of side.rooms.flat()) socket.close();
		await wait(1000);
		const cpu = processorTime(side.child.pid!)!;
		const took = await joinAll(side);
		const used = processorTime(side.child.pid!)! - cpu;
		return { 'all back ms': took, 'server cpu ms a join': used / side.rooms.flat().length };
	});
	for (const socket of side.rooms.flat()) socket.onFrame = null;
	return figures;
}

async function size(
	rooms: number
): Promise<{ figures: Figures; baselines: Record<string, Figures>; bars: Bar[] }> {
	const world = await openBenchWorld(rooms, SEATS - 2);
	const gateway = await openGateway(world);
	const sides = [gateway, await openBare(rooms), await openSocketIo(rooms)];
	const sockets = rooms * SEATS;
	await wait(2000);
	const kilobytes = ((await memoryOf(gateway.child)) - gateway.idle) / 1024 / sockets;
	// As after a restart: of what was said before nothing is left.
	const joined = new Map<string, Measured>();
	if (does('joins')) for (const side of sides) joined.set(side.name, await joins(side));
	const loaded = does('load') ? await load(sides) : new Map<string, Measured>();
	const figures = new Map(
		sides.map(({ name }) => [name, { ...loaded.get(name), ...joined.get(name) }])
	);
	await Promise.all(
		sides.map(async ({ child }) => {
			const gone = once(child, 'exit');
			child.disconnect();
			await gone;
		})
	);
	await world.close();
	const [own, bare, io] = ['gateway', 'bare ws', 'Socket.IO'].map((name) => figures.get(name)!);
	const all = { own: own!, bare: bare!, io: io! };
	return {
		figures: { sockets, 'kilobytes a socket': kilobytes, ...all.own },
		baselines: { 'bare ws': all.bare, 'Socket.IO': all.io },
		bars: [...(does('load') ? loadBars(all) : []), ...joinBars(sockets, kilobytes, all.own)]
	};
}

function loadBars({ own, bare, io }: Record<'own' | 'bare' | 'io', Measured>): Bar[] {
	const perCpu = (side: Measured) => side['deliveries per cpu second']!;
	return [
		atMost('paced p99 in ms', own['p99 ms']!, Math.max(5, 1.5 * bare['p99 ms']!)),
		atLeast(
			'deliveries per second of server processor time, of bare ws',
			perCpu(own) / perCpu(bare),
			0.8
		),
		atLeast('the same, of Socket.IO', perCpu(own) / perCpu(io), 1),
		atLeast('share of its core that the gateway used when saturated', own['core share']!, 0.95),
		atLeast('share of its core that bare ws used when saturated', bare['core share']!, 0.95),
		atLeast('share of its core that Socket.IO used when saturated', io['core share']!, 0.95)
	];
}

function joinBars(sockets: number, kilobytes: number, own: Measured): Bar[] {
	const memory = atMost('kilobytes a socket above idle', kilobytes, 35);
	// With few sockets what the process holds anyway is most of it.
	const bars = sockets >= FULL ? [memory] : [];
	const back = own['all back ms'];
	if (back === undefined) return bars;
	const within = (3000 * sockets) / FULL;
	return [...bars, atMost('milliseconds until everybody has joined', back, within)];
}

const pinned = pinSelf();
const whole = {
	figures: { pinned } as Figures,
	baselines: {} as Record<string, Figures>,
	bars: [] as Bar[]
};
for (const rooms of SIZES) {
	const { figures, baselines, bars } = await size(rooms);
	for (const [key, value] of Object.entries(figures))
		whole.figures[`${rooms} rooms: ${key}`] = value;
	for (const [name, values] of Object.entries(baselines))
		whole.baselines[`${name}, ${rooms} rooms`] = values;
	whole.bars.push(...bars.map((bar) => ({ ...bar, what: `${rooms} rooms: ${bar.what}` })));
}
report({ name: 'meeting', ...whole });
process.exit();
