import { describe, expect, it } from 'vitest';
import { hour } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { over } from '#test/support/after.ts';
import type { Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import { FOLLOW_UPS_MOST, INCIDENTS_MOST } from '../debrief.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const writes = {
	follow_ups_many: {
		most: FOLLOW_UPS_MOST,
		write: (of: Gathering, who: string, once = newId()) =>
			code(
				meetings.addFollowUp(of.who(who).ctx, of.meetingId, {
					...{ once, what: 'Ask for a second room.', due: '2026-12-01' },
					owner: of.who('Ines').membershipId
				})
			)
	},
	incidents_many: {
		most: INCIDENTS_MOST,
		write: (of: Gathering, who: string, once = newId()) =>
			code(
				meetings.tellIncident(of.who(who).ctx, of.meetingId, {
					once,
					kind: 'technical',
					about: null
				})
			)
	}
} as const;

describe.each(Object.entries(writes))(
	'what is noted after a meeting (%s)',
	(refusal, { most, write }) => {
		/** All but one of what a meeting may have, by both facilitators. */
		async function almostFull() {
			const of = await over(world, ['Fern', 'Tide']);
			const last = newId();
			for (let n = 1; n < most; n += 1) {
				if (n % 10 === 0) world.clock.pass(hour);
				expect(await write(of, n % 2 ? 'Mara' : 'Ines', n === 1 ? last : newId())).toBe('done');
			}
			world.clock.pass(hour);
			return { of, known: last };
		}

		it('is bounded for a meeting, also when two write at once; the same sent again is not one more', async () => {
			const { of, known } = await almostFull();
			const both = await Promise.all(['Mara', 'Ines'].map((who) => write(of, who)));
			expect(both.sort()).toEqual(['done', refusal].sort());
			expect(await write(of, 'Mara')).toBe(refusal);
			expect(await write(of, 'Mara', known)).toBe('done');
			const other = await over(world, ['Fern', 'Tide']);
			expect(await write(other, 'Mara')).toBe('done');
		});

		it('comes no faster than somebody types', async () => {
			const of = await over(world, ['Fern', 'Tide']);
			const once = newId();
			const answers: (string | undefined)[] = [];
			for (let n = 0; n < 21; n += 1) answers.push(await write(of, 'Mara', once));
			expect(answers).toEqual([...Array<string>(20).fill('done'), 'too_many']);
			expect(await write(of, 'Ines')).toBe('done');
			expect(await write(of, 'Fern')).toBe('not_found');
		});
	}
);
