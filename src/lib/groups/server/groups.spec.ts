import { expect, test } from 'vitest';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as groups from './groups.ts';

const world = await openWorld();

test('a group is made with its meetings, agreement and facilitators, and can be found', async () => {
	const made = await group(world);
	const page = await groups.publicPage(world.nobody, made.groupId);
	expect(page.leads.map(({ alias, isTrained }) => [alias, isTrained])).toEqual([
		['Ines', true],
		['Mara', true]
	]);
	expect(page.next[0]!.at).toEqual(new Date('2026-11-24T18:00:00Z'));
	const fern = await made.member('Fern');
	const { groups: mine } = await groups.mine(fern.ctx);
	expect(mine).toMatchObject([{ alias: 'Fern', role: 'member', waiting: null }]);
});
