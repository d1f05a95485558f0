/**
 * Twenty meetings under load while gateways and PostgreSQL are killed at random. See bench/README.md.
 * `--seconds 180` says for how long, `--rooms 20` how many.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { asSystem } from '#server/ctx.ts';
import { filesWith } from '../../test/support/disk.ts';
import type { World } from '../../test/support/world.ts';
import { atLeast, atMost, report } from '../harness.ts';
import { checkAttendance, checkHelp, filesIn } from '../support/drill/checks.ts';
import { Evening } from '../support/drill/evening.ts';
import { Gateways } from '../support/drill/processes.ts';
import { openBenchWorld } from '../support/meeting-world.ts';

const { values } = parseArgs({
	options: {
		seconds: { type: 'string', default: '180' },
		rooms: { type: 'string', default: '20' }
	}
});
const [SECONDS, ROOMS] = [Number(values.seconds), Number(values.rooms)];
const MEMBERS = 6;
const HALF = 500;
/** How long everybody has to come back at the beginning, and at the end. */
const SETTLE = 25;
const newWord = () => `planted${randomBytes(18).toString('hex')}`;

const world = await openBenchWorld(ROOMS, MEMBERS);
const gateways = new Gateways(world.url, world.keyFile, 'http://localhost');
const word = newWord();
const door = { port: () => gateways.port, logins: world.logins };
const evenings = world.gatherings.map((each) => new Evening(each, door, word));
const outages = new Set<number>();
const kills = { gateway: 0, postgresql: 0 };
let awayUntil = 0;

/** Nobody can be expected to be there now: something is gone, or came back a moment ago. */
const noteOutage = () => {
	const now = Math.floor(Date.now() / 1_000);
	if (gateways.port === null || Date.now() < awayUntil)
		for (let i = 0; i < 8; i += 1) outages.add(now + i);
};

async function run(seconds: number, isCalm: boolean): Promise<void> {
	const until = Date.now() + seconds * 1_000;
	let nextKill = Date.now() + 4_000;
	let said = 0;
	let isEarly = false;
	while (Date.now() < until) {
		noteOutage();
		for (const evening of evenings) evening.act(isCalm);
		if (!isCalm && Date.now() > nextKill && (isEarly || areBack())) {
			nextKill = Date.now() + kill();
			// Sometimes the next one comes while everybody is still on the way back.
			isEarly = Math.random() < 0.25;
		}
		if (Date.now() - said > 10_000) {
			said = Date.now();
			progress(Math.ceil((until - said) / 1_000));
		}
		await wait(HALF);
	}
}

const inside = () =>
	evenings.flatMap(({ seats }) =>
		seats.filter((each) => each.link === 'open' && each.place === 'inside')
	).length;
/** Most of those who may come are in again. */
const areBack = () => inside() > evenings.length * (MEMBERS + 2) * 0.6;

/** Answers how long nothing more is killed. */
function kill(): number {
	if (Math.random() < 0.6) {
		kills.gateway += 1;
		gateways.kill();
	} else {
		kills.postgresql += 1;
		awayUntil = Date.now() + 5_000;
		try {
			process.kill(world.pid(), Math.random() < 0.5 ? 'SIGKILL' : 'SIGQUIT');
		} catch {
			// It has only just been killed.
		}
	}
	return 2_000 + Math.random() * 8_000;
}

function progress(left: number): void {
	const seats = evenings.flatMap((each) => each.seats);
	const calls = seats.reduce((sum, each) => sum + each.acknowledged.length, 0);
	console.log(
		`${String(left).padStart(4)} s left: ${inside()} of ${seats.length} inside, ${calls} calls for help acknowledged, ${kills.gateway} gateways and ${kills.postgresql} databases killed`
	);
}

await run(SETTLE, true);
await run(SECONDS, false);
await run(SETTLE, true);
const until = Math.floor(Date.now() / 1_000);
const { system } = world;
const help = await checkHelp(system, evenings);
const stays = await checkAttendance(system, evenings, outages, until);
const seats = evenings.flatMap((each) => each.seats);
const removed = evenings.reduce((sum, each) => sum + each.removed.size, 0);
const ended = evenings.filter(({ facilitators }) => facilitators[0]!.state.ended).length;
for (const seat of seats) seat.stop();
gateways.stop();

const control = newWord();
await asSystem(system, 'drill:control', (tx) =>
	tx.db.updateTable('peer_group').set({ purpose: control }).execute()
);
const seen = (await filesWith(world as unknown as World, control)).length;
const onDisk = [
	...(await filesWith(world as unknown as World, word)),
	...(await filesIn(world.folder, word))
];
const inLogs = gateways.said.includes(word) ? 1 : 0;
const heard = seats.some((each) => each.lines.some((line) => line.t === 'w'));
await world.close();

report({
	name: 'drill meeting',
	figures: {
		...{ rooms: ROOMS, people: seats.length, seconds: SECONDS },
		...{ 'gateways killed': kills.gateway, 'databases killed': kills.postgresql },
		...{ 'gateways started': gateways.started, 'calls acknowledged': help.acknowledged },
		...{ 'calls stored': help.stored, 'people removed': removed },
		...{ 'seconds inside, as browsers saw': stays.seconds, 'meetings that ended': ended }
	},
	baselines: {},
	bars: [
		atLeast('calls for help acknowledged', help.acknowledged, 1),
		atMost('calls for help acknowledged and lost', help.lost, 0),
		atMost('calls for help doubled', help.doubled, 0),
		atMost('seconds that browsers saw and attendance does not have', stays.missing, 0),
		atMost('seconds in attendance that no browser saw', stays.unseen, 0),
		atMost('people who were removed and came back', stays.back, 0),
		atLeast('words heard by somebody, so that there was something to find', heard ? 1 : 0, 1),
		atLeast('files in which a word written in clear is found', seen, 1),
		atMost('files with a word that was said', onDisk.length, 0),
		atMost('logs with a word that was said', inLogs, 0)
	]
});
process.exit();
