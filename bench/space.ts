/**
 * The group's space as its members open it, and writing a share: over HTTP, signed in, on one core, beside the
 * same bytes as a file, the same page drawn from memory, and a bare row written. See bench/README.md.
 *
 * `--only page` or `--only writing` measures that part, `--rounds 1` fewer rounds than five, `--shares 1000`
 * a smaller old group than one of 100,000, `--profile FOLDER` leaves a profile of the server's processor there.
 */
import { parseArgs } from 'node:util';
import { atLeast, atMost, pinSelf, report, type Bar, type Figures } from './harness.ts';
import { measurePage } from './support/space/page.ts';
import { stopped, startHoldspace } from './support/space/sides.ts';
import { openSpaceWorld } from './support/space/world.ts';
import { measureWriting } from './support/space/writing.ts';

const { values: flags } = parseArgs({
	options: {
		only: { type: 'string' },
		rounds: { type: 'string', default: '5' },
		shares: { type: 'string', default: '100000' },
		profile: { type: 'string' }
	}
});
const rounds = Number(flags.rounds);
const does = (part: 'page' | 'writing') => flags.only === undefined || flags.only === part;

function pageBars({ sides, times }: Awaited<ReturnType<typeof measurePage>>): Bar[] {
	const { page } = sides;
	return [
		atLeast('page, of the same drawn from memory', times['drawn from memory'], 0.5),
		atLeast('page, requests per second', page['requests per second'], 1000),
		atMost('page, p99 in times of p50', page['p99 ms'] / page['p50 ms'], 4),
		atMost('page, difference with 100,000 shares', Math.abs(1 - times['of an old group']), 0.15)
	];
}

const writingBars = ({ times, lost }: Awaited<ReturnType<typeof measureWriting>>): Bar[] => [
	atLeast('writing, of a bare insert', times, 0.4),
	atMost('writing, acknowledged and not there', lost, 0)
];

const isPinned = pinSelf();
const world = await openSpaceWorld({ old: Number(flags.shares) });
const server = await startHoldspace(world, flags.profile);
const figures: Figures = { pinned: isPinned, connections: 32 };
const baselines: Record<string, Figures> = {};
const bars: Bar[] = [];
try {
	if (does('page')) {
		const measured = await measurePage(server, world, rounds);
		const { page, ...others } = measured.sides;
		for (const [key, value] of Object.entries(measured.times)) figures[`page, ${key}`] = value;
		for (const [key, value] of Object.entries(page)) figures[`page, ${key}`] = value;
		for (const [name, values] of Object.entries(others)) baselines[`page: ${name}`] = values;
		bars.push(...pageBars(measured));
	}
	if (does('writing')) {
		const measured = await measureWriting(server, world, rounds);
		figures['writing, of a bare insert'] = measured.times;
		for (const [key, value] of Object.entries(measured.share)) figures[`writing, ${key}`] = value;
		for (const [key, value] of Object.entries(measured.durable)) figures[key] = value;
		baselines['writing: a bare insert behind node:http'] = measured.bare;
		bars.push(...writingBars(measured));
	}
	report({ name: 'space', figures, baselines, bars });
} finally {
	await stopped(server);
	await world.close();
}
