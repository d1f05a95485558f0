import { describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { asSystem } from '#server/ctx.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });
const meetingsOf = (groupId: string) =>
	asSystem(world.system, 'test', (tx) =>
		tx.db
			.selectFrom('meeting')
			.select(['meeting_id', 'planned_start', 'status', 'original_on'])
			.where('group_id', '=', groupId)
			.orderBy('planned_start')
			.execute()
	);

describe('meetings ahead', () => {
	test('are made for eight weeks, right across daylight saving, and once only', async () => {
		world.clock.set('2027-02-22T12:00:00Z');
		const made = await group(world);
		const first = await meetingsOf(made.groupId);
		expect(first).toHaveLength(8);
		const hours = first.map(({ planned_start: at }) => at.getUTCHours());
		expect(hours).toEqual([18, 18, 18, 18, 18, 17, 17, 17]);
		await groups.produceMeetings(world.system);
		expect(await meetingsOf(made.groupId)).toEqual(first);
		world.clock.pass(7 * day);
		await Promise.all([groups.produceMeetings(world.system), groups.produceMeetings(world.system)]);
		expect(await meetingsOf(made.groupId)).toHaveLength(9);
	});
	test('are the worker’s to make', async () => {
		const made = await group(world);
		await expect(groups.produceMeetings(made.coordinator.ctx)).rejects.toEqual(code('not_found'));
	});
	test('do not come for a closed group', async () => {
		const made = await group(world);
		await groups.close(made.coordinator.ctx, made);
		world.clock.pass(7 * day);
		await groups.produceMeetings(world.system);
		const left = await meetingsOf(made.groupId);
		expect(left).toHaveLength(8);
		expect(left.every(({ status }) => status === 'cancelled')).toBe(true);
	});
});

describe('one meeting of a series', () => {
	test('is moved on the clock of the group’s zone, and the worker leaves it there', async () => {
		world.clock.set('2026-11-22T18:00:00Z');
		const made = await group(world);
		const [mara] = made.facilitators;
		const [first] = (await groups.comingMeetings(mara.ctx, made.groupId)).meetings;
		await groups.moveMeeting(mara.ctx, { ...made, ...first!, day: '2026-11-25', time: '20:15' });
		await groups.produceMeetings(world.system);
		const { meetings, timeZone } = await groups.comingMeetings(mara.ctx, made.groupId);
		expect(timeZone).toBe('Europe/Berlin');
		expect(meetings).toHaveLength(8);
		expect(meetings[0]).toMatchObject({ at: new Date('2026-11-25T19:15:00Z'), isMoved: true });
		const page = await groups.publicPage(world.nobody, made.groupId);
		expect(page.nextAt).toEqual(new Date('2026-11-25T19:15:00Z'));
	});
	test('is cancelled and brought back', async () => {
		const made = await group(world);
		const { ctx } = made.coordinator;
		const [first, second] = (await groups.comingMeetings(ctx, made.groupId)).meetings;
		await groups.cancelMeeting(ctx, { ...made, ...first! });
		await groups.cancelMeeting(ctx, { ...made, ...first! });
		await groups.produceMeetings(world.system);
		expect((await groups.publicPage(world.nobody, made.groupId)).nextAt).toEqual(second!.at);
		await groups.restoreMeeting(ctx, { ...made, ...first! });
		const { meetings } = await groups.comingMeetings(ctx, made.groupId);
		expect(meetings[0]).toEqual(first);
	});
	test('cannot be moved into the past, nor once it has begun', async () => {
		const made = await group(world);
		const [mara] = made.facilitators;
		const [first] = (await groups.comingMeetings(mara.ctx, made.groupId)).meetings;
		const past = groups.moveMeeting(mara.ctx, {
			...made,
			...first!,
			day: '2026-11-20',
			time: '19:00'
		});
		await expect(past).rejects.toEqual(expect.objectContaining({ fields: { day: 'future' } }));
		await asSystem(world.system, 'test', (tx) =>
			tx.db
				.updateTable('meeting')
				.set({ status: 'open' })
				.where('meeting_id', '=', first!.meetingId)
				.execute()
		);
		await expect(groups.cancelMeeting(mara.ctx, { ...made, ...first! })).rejects.toEqual(
			code('meeting_begun')
		);
	});
	test('is unknown on the page of another group, also to coordinators', async () => {
		const made = await group(world);
		const { groupId } = await group(world);
		const { ctx } = made.coordinator;
		const [first] = (await groups.comingMeetings(ctx, made.groupId)).meetings;
		const elsewhere = { ...first!, groupId };
		await expect(groups.cancelMeeting(ctx, elsewhere)).rejects.toEqual(code('not_found'));
		await expect(groups.restoreMeeting(ctx, elsewhere)).rejects.toEqual(code('not_found'));
		const moving = groups.moveMeeting(ctx, { ...elsewhere, day: '2027-01-01', time: '19:00' });
		await expect(moving).rejects.toEqual(code('not_found'));
	});
	test('is changed by nobody but the group’s facilitators and coordinators', async () => {
		const made = await group(world);
		const elsewhere = await group(world);
		const wren = await made.member('Wren');
		const [first] = (await groups.comingMeetings(made.coordinator.ctx, made.groupId)).meetings;
		for (const { ctx } of [wren, elsewhere.facilitators[0]]) {
			await expect(groups.comingMeetings(ctx, made.groupId)).rejects.toEqual(code('not_found'));
			await expect(groups.cancelMeeting(ctx, { ...made, ...first! })).rejects.toEqual(
				code('not_found')
			);
			await expect(groups.restoreMeeting(ctx, { ...made, ...first! })).rejects.toEqual(
				code('not_found')
			);
			const moving = groups.moveMeeting(ctx, {
				...made,
				...first!,
				day: '2027-01-01',
				time: '19:00'
			});
			await expect(moving).rejects.toEqual(code('not_found'));
		}
	});
});

test('other times from today on take the place of the old ones', async () => {
	world.clock.set('2026-11-22T18:00:00Z');
	const made = await group(world);
	const series = {
		rule: { freq: 'monthly_weekday' as const, interval: 1, nth: -1, weekday: 4 },
		...{ startsOn: '2026-11-22', localTime: '18:00', timeZone: 'America/New_York', minutes: 60 }
	};
	const { ctx } = made.coordinator;
	await groups.changeSeries(ctx, { groupId: made.groupId, series });
	const ahead = (await meetingsOf(made.groupId)).filter(({ status }) => status === 'planned');
	const starts = ahead.map(({ planned_start: at }) => at.toISOString());
	expect(starts).toEqual(['2026-11-26T23:00:00.000Z', '2026-12-31T23:00:00.000Z']);
	// Those of the old ones are nowhere to be put back.
	const listed = (await groups.comingMeetings(ctx, made.groupId)).meetings;
	expect(listed.map(({ at }) => at.toISOString())).toEqual(starts);
	expect((await groups.details(ctx, made.groupId)).series).toMatchObject(series);
	const [mara] = made.facilitators;
	await expect(groups.changeSeries(mara.ctx, { groupId: made.groupId, series })).rejects.toEqual(
		code('not_found')
	);
});
