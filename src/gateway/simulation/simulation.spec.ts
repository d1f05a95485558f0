import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { Meeting } from './meeting.ts';
import { begin, happen } from './steps.ts';

/**
 * Random meetings, each played wholly: browsers, a network that drops, doubles, delays and overtakes,
 * gateways that die, a store that is slow or away, memberships that end. What has to hold in all of them
 * stands in words at the top of `invariants.ts`. `npm run drill -- simulation` plays 10,000.
 */
const MEETINGS = Number(process.env['HOLDSPACE_MEETINGS'] ?? 1_000);
const SEED = Number(process.env['HOLDSPACE_SEED'] ?? 20_261_124);
vi.setConfig({ testTimeout: 20 * 60_000 });

const tape = fc.array(fc.noBias(fc.nat({ max: 2 ** 31 - 1 })), {
	minLength: 10,
	maxLength: 70,
	size: 'max'
});
const meeting = fc.record({ seed: fc.nat(), isLate: fc.boolean(), tape });

it(`the invariants hold in ${MEETINGS} random meetings`, async () => {
	const reached = { rounds: 0, ended: 0, helped: 0, removed: 0, aside: 0, heard: 0, alone: 0 };
	await fc.assert(
		fc.asyncProperty(meeting, async ({ seed, isLate, tape }) => {
			const play = new Meeting(seed);
			if (!isLate || seed % 2 === 0) await begin(play);
			for (const number of tape) await happen(play, number);
			await play.calm();
			await play.close();
			const kinds = new Set(play.store.events.map(({ kind }) => kind));
			reached.rounds += kinds.has('given') ? 1 : 0;
			reached.ended += kinds.has('ended') ? 1 : 0;
			reached.helped += kinds.has('help_settled') ? 1 : 0;
			reached.removed += kinds.has('removed') ? 1 : 0;
			reached.aside += kinds.has('moved') ? 1 : 0;
			const isAlone = play.store.events.some(
				({ kind, data }) => kind === 'paused' && data.why === 'circle-alone'
			);
			reached.alone += isAlone ? 1 : 0;
			reached.heard += play.browsers.some(({ lines }) => lines.length > 0) ? 1 : 0;
		}),
		{ numRuns: MEETINGS, seed: SEED }
	);
	// Meetings in which nothing happens would prove nothing.
	const seldom = Object.entries(reached).filter(([, often]) => often < MEETINGS / 50);
	expect(seldom).toEqual([]);
});
