import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { hour, minute } from '#server/clock.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';
import { remind } from './reminders.ts';

const world = await openWorld();

const told = async ({ who }: Gathering, alias: string) =>
	(await notices.mine(who(alias).ctx)).map(({ kind }) => kind);
const says = ({ meetingId, who }: Gathering, alias: string, answer: 'coming' | 'not') =>
	meetings.answer(who(alias).ctx, { meetingId, answer });

describe('reminders', () => {
	it('come a day and an hour before, to those who come or have not said', async () => {
		const gathering = await gather(world, ['Fern', 'Tide', 'Reed'], { startsIn: 25 * 60 });
		await says(gathering, 'Fern', 'coming');
		await says(gathering, 'Reed', 'not');
		await remind(world.system);
		expect(await told(gathering, 'Fern')).toEqual([]);
		world.clock.pass(hour);
		await remind(world.system);
		for (const alias of ['Fern', 'Tide', 'Mara'])
			expect(await told(gathering, alias)).toEqual(['day']);
		expect(await told(gathering, 'Reed')).toEqual([]);
		world.clock.pass(23 * hour);
		await remind(world.system);
		// What is no longer true is not shown: within an hour, it is no day.
		for (const alias of ['Fern', 'Tide']) expect(await told(gathering, alias)).toEqual(['hour']);
		expect(await told(gathering, 'Reed')).toEqual([]);
		world.clock.pass(hour);
		await remind(world.system);
		expect(await told(gathering, 'Fern')).toEqual([]);
	});

	it('are one each when the worker runs twice, at once, or late', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 50 });
		await Promise.all([1, 2, 3, 4].map(() => remind(world.system)));
		world.clock.pass(5 * minute);
		await remind(world.system);
		expect(await told(gathering, 'Fern')).toEqual(['hour']);
	});

	it('are taken back from somebody who then says not this time', async () => {
		const gathering = await gather(world, ['Fern', 'Tide'], { startsIn: 50 });
		await remind(world.system);
		await says(gathering, 'Fern', 'not');
		await remind(world.system);
		expect(await told(gathering, 'Fern')).toEqual([]);
		expect(await told(gathering, 'Tide')).toEqual(['hour']);
	});

	it('never reach who says not this time at the same moment', async () => {
		const aliases = ['Fern', 'Tide', 'Reed', 'Wren', 'Slate'];
		const gathering = await gather(world, aliases, { startsIn: 50 });
		await Promise.all([
			...aliases.map((alias) => says(gathering, alias, 'not')),
			...aliases.map(() => remind(world.system))
		]);
		for (const alias of aliases) expect(await told(gathering, alias)).toEqual([]);
	});

	it('never reach who leaves the group at the same moment', async () => {
		const aliases = ['Fern', 'Tide', 'Reed', 'Wren', 'Slate'];
		const gathering = await gather(world, aliases, { startsIn: 50 });
		const { groupId, who } = gathering;
		await Promise.all([
			...aliases.map((alias) => groups.leave(who(alias).ctx, { groupId })),
			...aliases.map(() => remind(world.system))
		]);
		for (const alias of aliases) expect(await told(gathering, alias)).toEqual([]);
	});
});
