import { expect, it } from 'vitest';
import { after, day } from '#server/clock.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

it('says to somebody when they were in a meeting, since a moment, and to nobody when others were', async () => {
	const made = await group(world);
	const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
	const facilitators = made.facilitators.map(({ membershipId }) => membershipId);
	const at = (days: number) => after(world.clock.now(), days * day);
	const held = (days: number, ...members: (typeof fern)[]) =>
		heldMeeting(world, {
			...{ groupId: made.groupId, startedAt: at(days), facilitators },
			members: members.map(({ membershipId }) => membershipId)
		});
	await held(-30, fern, tide);
	await held(-9, fern);
	await held(-2, fern, tide);
	expect(await meetings.attended(fern.ctx, at(-10))).toEqual([at(-2), at(-9)]);
	expect(await meetings.attended(tide.ctx, at(-10))).toEqual([at(-2)]);
	expect(await meetings.attended(made.coordinator.ctx, at(-99))).toEqual([]);
	await expect(meetings.attended(world.nobody, at(-99))).rejects.toMatchObject({
		code: 'sign_in_first'
	});
});
