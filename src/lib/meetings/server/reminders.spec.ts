import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';
import { remind, tellChanges } from './reminders.ts';

const world = await openWorld();

const told = async ({ who }: Gathering, alias: string) =>
	(await notices.mine(who(alias).ctx)).map(({ kind }) => kind);
const set = ({ meetingId }: Gathering, values: { planned_start?: Date; status?: string }) =>
	inTransaction(world.system, ({ db }) =>
		db.updateTable('meeting').set(values).where('meeting_id', '=', meetingId).execute()
	);
const says = ({ meetingId, who }: Gathering, alias: string, answer: 'coming' | 'not') =>
	meetings.answer(who(alias).ctx, { meetingId, answer });
const later = ({ start }: Gathering, by: number) => new Date(start.getTime() + by);

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
});

describe('a change', () => {
	it('of the time is told once, to everybody, and old reminders go', async () => {
		const gathering = await gather(world, ['Fern', 'Reed'], { startsIn: 50 });
		await says(gathering, 'Reed', 'not');
		await remind(world.system);
		await set(gathering, { planned_start: later(gathering, 3 * day) });
		await Promise.all([1, 2, 3].map(() => tellChanges(world.system)));
		await tellChanges(world.system);
		expect(await told(gathering, 'Fern')).toEqual(['moved']);
		expect(await told(gathering, 'Reed')).toEqual(['moved']);
		await set(gathering, { planned_start: later(gathering, 4 * day) });
		await tellChanges(world.system);
		expect(await told(gathering, 'Fern')).toEqual(['moved']);
	});

	it('that was taken back before anybody was told is no news', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		await set(gathering, { planned_start: later(gathering, day) });
		await set(gathering, { status: 'cancelled' });
		await set(gathering, { planned_start: gathering.start, status: 'planned' });
		await tellChanges(world.system);
		expect(await told(gathering, 'Fern')).toEqual([]);
	});

	it('of a meeting that is called off is told to those who would have come', async () => {
		const gathering = await gather(world, ['Fern', 'Reed'], { startsIn: 60 });
		await says(gathering, 'Reed', 'not');
		await set(gathering, { status: 'cancelled' });
		await tellChanges(world.system);
		expect(await told(gathering, 'Fern')).toEqual(['called_off']);
		expect(await told(gathering, 'Reed')).toEqual([]);
		await set(gathering, { status: 'planned' });
		await tellChanges(world.system);
		expect(await told(gathering, 'Fern')).toEqual(['held_after_all']);
	});

	it('by a facilitator, of a meeting of a series, is told', async () => {
		const made = await group(world);
		const fern = await made.member('Fern');
		const [lead] = made.facilitators;
		const [next] = await meetings.upcoming(fern.ctx, made.groupId, 1);
		const one = { groupId: made.groupId, meetingId: next!.meetingId };
		await groups.cancelMeeting(lead.ctx, one);
		await tellChanges(world.system);
		expect((await notices.mine(fern.ctx)).map(({ kind }) => kind)).toEqual(['called_off']);
	});

	it('of a whole group that closes is told once, not for each meeting', async () => {
		const made = await group(world);
		const fern = await made.member('Fern');
		await groups.close(made.coordinator.ctx, { groupId: made.groupId });
		await tellChanges(world.system);
		expect((await notices.mine(fern.ctx)).map(({ kind }) => kind)).toEqual(['called_off']);
	});
});
