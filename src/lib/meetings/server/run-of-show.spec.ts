import { describe, expect, test } from 'vitest';
import { formFor, RunOfShowInput } from '#lib/groups/groups.ts';
import { gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const { groupId, who } = await gather(world, ['Fern']);
const minutesOf = (parts: { minutes: number }[]) => parts.map(({ minutes }) => minutes);

describe('the run of show', () => {
	test('is edited by the group’s facilitators, and stays as they left it', async () => {
		const before = await meetings.editRunOfShow(who('Mara').ctx, groupId);
		expect(minutesOf(before.parts)).toEqual(minutesOf([...formFor(90)]));
		const { minutes: parts } = RunOfShowInput.parse({
			minutes: ['3', '3', '3', '10', '20', '0', '10', '8', '3']
		});
		await meetings.changeRunOfShow(who('Ines').ctx, groupId, parts);
		const after = await meetings.editRunOfShow(who('Mara').ctx, groupId);
		expect(minutesOf(after.parts)).toEqual([3, 3, 3, 10, 20, 0, 10, 8, 3]);
	});
	test('is not there for members, strangers and visitors', async () => {
		const stranger = await gather(world, []);
		for (const ctx of [who('Fern').ctx, stranger.who('Mara').ctx, world.nobody]) {
			await expect(meetings.editRunOfShow(ctx, groupId)).rejects.toMatchObject({ status: 404 });
			const change = meetings.changeRunOfShow(ctx, groupId, [...formFor(60)]);
			await expect(change).rejects.toMatchObject({ status: 404 });
		}
	});
	test.each([
		['0', '0', '3', '10', '20', '0', '10', '8', '3'],
		['1', '1', '1', '1', '1', '1', '1', '1', '1'],
		['3', '3', '3', '10', '61', '0', '10', '8', '3'],
		['3', '3'],
		['3', '3', '3', '1.5', '20', '0', '10', '8', '3']
	])('cannot be unsafe, endless or half: %s', (...minutes) => {
		expect(RunOfShowInput.safeParse({ minutes }).success).toBe(false);
	});
});
