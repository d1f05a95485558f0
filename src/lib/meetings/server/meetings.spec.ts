import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import type { Command } from '../commands.ts';
import { formFor } from '#lib/groups/groups.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const MINUTE = 60_000;

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);

const act = (gathering: Gathering, alias: string, command: Command) =>
	meetings.act(world.system, gathering.meetingId, gathering.who(alias).membershipId, command);

async function opened(...members: string[]): Promise<Gathering> {
	const gathering = await gather(world, members);
	await act(gathering, 'Mara', { t: 'enter', role: 'facilitator' });
	await act(gathering, 'Ines', { t: 'enter', role: 'facilitator' });
	await act(gathering, 'Mara', { t: 'open', parts: formFor(90) });
	for (const alias of members) {
		await act(gathering, alias, { t: 'enter', role: 'member' });
		await act(gathering, 'Ines', { t: 'admit', who: gathering.who(alias).membershipId });
	}
	return gathering;
}

const meetingRow = ({ meetingId }: Gathering) =>
	inTransaction(world.system, ({ db }) =>
		db
			.selectFrom('meeting')
			.selectAll()
			.where('meeting_id', '=', meetingId)
			.executeTakeFirstOrThrow()
	);

const stays = (gathering: Gathering, alias: string) =>
	inTransaction(world.system, ({ db }) =>
		db
			.selectFrom('attendance')
			.select(['role', 'in_at', 'out_at'])
			.where('meeting_id', '=', gathering.meetingId)
			.where('membership_id', '=', gathering.who(alias).membershipId)
			.orderBy('in_at')
			.execute()
	);

describe('finding a meeting', () => {
	it('tells the group’s people when they may come in', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		const mine = await meetings.find(gathering.who('Fern').ctx, gathering.meetingId);
		expect(mine).toMatchObject({
			groupName: 'Evening harbour',
			me: { alias: 'Fern', role: 'member' }
		});
		expect(new Date(mine.opensAt).getTime()).toBe(gathering.start.getTime() - 15 * MINUTE);
	});

	it('is one answer for meetings of other groups and for those that do not exist', async () => {
		const gathering = await gather(world, []);
		const stranger = world.asAccount(await anAccount(world));
		for (const id of [gathering.meetingId, newId(), 'not-an-id']) {
			expect(await code(meetings.find(stranger, id))).toBe('not_found');
			expect(await code(meetings.enter(stranger, id))).toBe('not_found');
		}
		expect(await code(meetings.find(world.nobody, gathering.meetingId))).toBe('not_found');
	});

	it('lists what is to come, of a group and of mine', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 30 });
		const listed = await meetings.upcoming(world.nobody, gathering.groupId);
		expect(listed.map((each) => each.meetingId)).toEqual([gathering.meetingId]);
		const mine = await meetings.mine(gathering.who('Fern').ctx);
		expect(mine.map((each) => each.meetingId)).toEqual([gathering.meetingId]);
	});
});

describe('coming in', () => {
	it('is from fifteen minutes before for members, thirty for facilitators', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 20 });
		const enter = (alias: string) =>
			code(meetings.enter(gathering.who(alias).ctx, gathering.meetingId));
		expect(await enter('Fern')).toBe('meeting_early');
		expect(await enter('Mara')).toBe('done');
		const soon = await gather(world, ['Fern'], { startsIn: 15 });
		expect(await code(meetings.enter(soon.who('Fern').ctx, soon.meetingId))).toBe('done');
	});

	it('is over when nobody opened in time', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: -106 });
		expect(await code(meetings.enter(gathering.who('Fern').ctx, gathering.meetingId))).toBe(
			'meeting_over'
		);
	});

	it('brings the parts of the group’s own run of show', async () => {
		const gathering = await gather(world, []);
		const parts = formFor(60).map((part) => ({ ...part }));
		await meetings.changeRunOfShow(gathering.who('Mara').ctx, gathering.groupId, parts);
		const entrance = await meetings.enter(gathering.who('Ines').ctx, gathering.meetingId);
		expect(entrance.parts.map((part) => part.name)).not.toContain('pause');
	});

	it('does not let members change the run of show', async () => {
		const gathering = await gather(world, ['Fern']);
		const change = meetings.changeRunOfShow(gathering.who('Fern').ctx, gathering.groupId, [
			...formFor(45)
		]);
		expect(await code(change)).toBe('not_found');
	});
});

describe('a meeting that is held', () => {
	it('keeps its real times and who led it', async () => {
		const gathering = await opened('Fern', 'Tide');
		const openedAt = world.clock.now();
		world.clock.pass(2 * MINUTE);
		await act(gathering, 'Mara', { t: 'next-part', from: -1 });
		const startedAt = world.clock.now();
		world.clock.pass(80 * MINUTE);
		await act(gathering, 'Ines', { t: 'end' });
		expect(await meetingRow(gathering)).toMatchObject({
			status: 'ended',
			opened_at: openedAt,
			started_at: startedAt,
			ended_at: world.clock.now(),
			lead_id: gathering.who('Mara').membershipId,
			companion_id: gathering.who('Ines').membershipId
		});
	});

	it('keeps who was there, when in and when out', async () => {
		const gathering = await opened('Fern');
		const inAt = world.clock.now();
		world.clock.pass(10 * MINUTE);
		await act(gathering, 'Fern', { t: 'leave' });
		const outAt = world.clock.now();
		world.clock.pass(5 * MINUTE);
		await act(gathering, 'Fern', { t: 'enter', role: 'member' });
		const backAt = world.clock.now();
		world.clock.pass(5 * MINUTE);
		await act(gathering, 'Mara', { t: 'end' });
		expect(await stays(gathering, 'Fern')).toEqual([
			{ role: 'member', in_at: inAt, out_at: outAt },
			{ role: 'member', in_at: backAt, out_at: world.clock.now() }
		]);
		expect(await stays(gathering, 'Mara')).toMatchObject([{ role: 'lead' }]);
		expect(await stays(gathering, 'Ines')).toMatchObject([{ role: 'companion' }]);
	});

	it('counts nobody who only waited in the lobby', async () => {
		const gathering = await opened('Fern');
		const tide = await gather(world, ['Tide']);
		await act(tide, 'Tide', { t: 'enter', role: 'member' });
		expect(await stays(tide, 'Tide')).toEqual([]);
		expect(await stays(gathering, 'Fern')).toHaveLength(1);
	});

	it('ends when it is due although no gateway holds it', async () => {
		const gathering = await opened('Fern');
		world.clock.pass(61 * MINUTE);
		await meetings.elapse(world.system, gathering.meetingId);
		expect((await meetingRow(gathering)).status).toBe('ended');
	});

	it('can be read back event by event', async () => {
		const gathering = await opened('Fern');
		const events = await meetings.readControl(world.system, gathering.meetingId);
		expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
		expect(events.map((event) => event.kind)).toEqual([
			'entered',
			'entered',
			'opened',
			'waiting',
			'admitted',
			'entered'
		]);
		expect((await meetings.roomState(world.system, gathering.meetingId)).stage).toBe('open');
	});

	it('stores a help call before anyone is told of it', async () => {
		const gathering = await opened('Fern');
		const call = newId();
		await act(gathering, 'Fern', { t: 'help', call, about: null });
		await act(gathering, 'Ines', { t: 'take-help', call });
		const calls = await inTransaction(gathering.who('Mara').ctx, ({ db }) =>
			db.selectFrom('help_call').selectAll().where('help_call_id', '=', call).execute()
		);
		expect(calls).toMatchObject([
			{
				membership_id: gathering.who('Fern').membershipId,
				taken_by: gathering.who('Ines').membershipId
			}
		]);
	});
});

describe('recording', () => {
	it('stores nothing when somebody else wrote in between', async () => {
		const gathering = await opened('Fern');
		const state = await meetings.roomState(world.system, gathering.meetingId);
		await act(gathering, 'Mara', { t: 'pause' });
		const late = meetings.record(world.system, gathering, state, [
			{ kind: 'door', data: { locked: true } }
		]);
		expect(await code(late)).toBe('meeting_moved_on');
		const after = await meetings.roomState(world.system, gathering.meetingId);
		expect(after).toMatchObject({ locked: false, seq: state.seq + 1 });
	});

	it('lets one of two at once through', async () => {
		const gathering = await opened('Fern');
		const state = await meetings.roomState(world.system, gathering.meetingId);
		const both = await Promise.all(
			[1, 2].map(() =>
				code(
					meetings.record(world.system, gathering, state, [
						{ kind: 'door', data: { locked: true } }
					])
				)
			)
		);
		expect(both.sort()).toEqual(['done', 'meeting_moved_on']);
	});
});

describe('what the gateway asks', () => {
	it('knows the meetings that are under way', async () => {
		const gathering = await opened('Fern');
		const ids = (await meetings.underWay(world.system)).map((each) => each.meetingId);
		expect(ids).toContain(gathering.meetingId);
	});

	it('knows who is still in the group, and how they are shown', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const [fern, tide] = [gathering.who('Fern'), gathering.who('Tide')];
		await inTransaction(world.system, ({ db }) =>
			db
				.updateTable('membership')
				.set({ ended_at: world.clock.now(), ended_why: 'left' })
				.where('membership_id', '=', tide.membershipId)
				.execute()
		);
		const ids = [fern.membershipId, tide.membershipId];
		const { meetingId } = gathering;
		const came = ids.map((id) => ({ id, meetingId, role: 'member' as const }));
		expect([...(await meetings.gone(world.system, came))]).toEqual([tide.membershipId]);
		const asAnother = [{ ...came[0]!, role: 'facilitator' as const }];
		expect([...(await meetings.gone(world.system, asAnother))]).toEqual([fern.membershipId]);
		expect((await meetings.faces(world.system, ids)).map((face) => face.alias).sort()).toEqual([
			'Fern',
			'Tide'
		]);
	});
});
