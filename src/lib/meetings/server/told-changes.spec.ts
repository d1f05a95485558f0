import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day, hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { aGroup, group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';
import { remind } from './reminders.ts';
import { keepStandIns } from './substitutes.ts';
import { forgetReplaced, tellChanges } from './told-changes.ts';

const world = await openWorld();

const kinds = async (ctx: Person['ctx']) => (await notices.mine(ctx)).map(({ kind }) => kind);
const told = ({ who }: Gathering, alias: string) => kinds(who(alias).ctx);
const set = ({ meetingId }: Gathering, values: { planned_start?: Date; status?: string }) =>
	inTransaction(world.system, ({ db }) =>
		db.updateTable('meeting').set(values).where('meeting_id', '=', meetingId).execute()
	);
const says = ({ meetingId, who }: Gathering, alias: string, answer: 'coming' | 'not') =>
	meetings.answer(who(alias).ctx, { meetingId, answer });
const later = ({ start }: Gathering, by: number) => new Date(start.getTime() + by);
/** Nothing more was changed for a while. */
const settled = async () => {
	world.clock.pass(2 * minute);
	await tellChanges(world.system);
};

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
		await settled();
		expect(await kinds(fern.ctx)).toEqual(['called_off']);
	});

	it('of a whole group that closes is told once, not for each meeting', async () => {
		const made = await group(world);
		const fern = await made.member('Fern');
		await groups.close(made.coordinator.ctx, { groupId: made.groupId });
		await tellChanges(world.system);
		expect(await kinds(fern.ctx)).toEqual(['called_off']);
	});
});

/** Thursdays, for 75 minutes. */
const thursdays = {
	...aGroup.series,
	...{ rule: { freq: 'weekly' as const, interval: 1, weekdays: [4] }, minutes: 75 }
};

async function withFern() {
	const made = await group(world);
	const { ctx } = made.coordinator;
	const fern = await made.member('Fern');
	const ahead = () => meetings.upcoming(fern.ctx, made.groupId, 20);
	const first = (await ahead())[0]!;
	const one = { groupId: made.groupId, meetingId: first.meetingId };
	const meet = (series: typeof aGroup.series) =>
		groups.changeSeries(ctx, { groupId: made.groupId, series });
	const answerTo = async (meetingId: string) =>
		(await meetings.mine(fern.ctx, 20)).find((each) => each.meetingId === meetingId)?.answer;
	return { made, ctx, fern, ahead, one, first, meet, answerTo, groupId: made.groupId };
}

describe('other times of a whole group', () => {
	it('are one notice for everybody, that leads to the group, however often it is looked', async () => {
		const { made, fern, meet, groupId } = await withFern();
		const left = await made.member('Reed');
		await groups.leave(left.ctx, { groupId });
		await meet(thursdays);
		await tellChanges(world.system);
		expect(await kinds(fern.ctx)).toEqual([]);
		world.clock.pass(2 * minute);
		await Promise.all([1, 2, 3].map(() => tellChanges(world.system)));
		await tellChanges(world.system);
		for (const { ctx } of [fern, ...made.facilitators]) expect(await kinds(ctx)).toEqual(['times']);
		expect((await notices.mine(fern.ctx))[0]?.href).toBe(`/groups/${groupId}`);
		expect(await kinds(left.ctx)).toEqual([]);
	});

	it('are asked of everybody anew, but where a meeting stays when it was', async () => {
		const { fern, one, first, meet, answerTo, ahead } = await withFern();
		await meetings.answer(fern.ctx, { ...one, answer: 'coming' });
		await meet({ ...aGroup.series, minutes: 60 });
		expect((await ahead())[0]).toMatchObject({ ...one, start: first.start, minutes: 60 });
		expect(await answerTo(one.meetingId)).toBe('coming');
		await settled();
		expect(await kinds(fern.ctx)).toEqual(['times']);
		await meet(thursdays);
		const [next] = await ahead();
		expect(next!.meetingId).not.toBe(one.meetingId);
		expect(await answerTo(next!.meetingId)).toBe(null);
		await settled();
		expect(await kinds(fern.ctx)).toEqual(['times']);
		// Whoever follows an old link learns that it does not take place.
		expect(await meetings.endOf(fern.ctx, one.meetingId)).toBe('cancelled');
		world.clock.set(after(new Date(first.start), day + hour));
		await forgetReplaced(world.system);
		await expect(meetings.find(fern.ctx, one.meetingId)).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	it('and another form and a moved meeting within minutes are one notice', async () => {
		const { made, ctx, fern, meet, ahead, groupId } = await withFern();
		await meet(thursdays);
		world.clock.pass(minute);
		await tellChanges(world.system);
		const { isClosed, agreement, series, facilitators, ...kept } = await groups.details(
			ctx,
			groupId
		);
		expect([isClosed, agreement.version, series?.minutes, facilitators.length]).toEqual([
			...[false, 1, 75, 2]
		]);
		await groups.change(ctx, { ...kept, meets: 'in_person', place: 'Harbour house' });
		world.clock.pass(minute);
		await tellChanges(world.system);
		const [next] = await ahead();
		await groups.cancelMeeting(made.facilitators[0].ctx, { groupId, meetingId: next!.meetingId });
		await tellChanges(world.system);
		expect(await kinds(fern.ctx)).toEqual([]);
		await settled();
		expect(await kinds(fern.ctx)).toEqual(['times']);
		// Other words about the group are no news of its meetings.
		await groups.change(ctx, { ...kept, meets: 'in_person', place: 'Harbour house', name: 'Dusk' });
		await settled();
		expect(await notices.mine(fern.ctx)).toHaveLength(1);
	});

	it('are told after ten minutes, however long the changing goes on', async () => {
		const { fern, meet } = await withFern();
		for (let i = 0; i < 10; i++) {
			await meet({ ...thursdays, minutes: 60 + i });
			world.clock.pass(minute);
			await tellChanges(world.system);
		}
		expect(await kinds(fern.ctx)).toEqual(['times']);
	});

	it('that are taken back before anybody was told are no news, and answers hold', async () => {
		const { fern, one, meet, answerTo, ahead } = await withFern();
		await meetings.answer(fern.ctx, { ...one, answer: 'coming' });
		const before = await ahead();
		await meet(thursdays);
		world.clock.pass(minute);
		await meet(aGroup.series);
		await settled();
		expect(await kinds(fern.ctx)).toEqual([]);
		expect(await ahead()).toEqual(before);
		expect(await answerTo(one.meetingId)).toBe('coming');
		await meet(aGroup.series);
		await settled();
		expect(await kinds(fern.ctx)).toEqual([]);
	});

	it('are one notice when two coordinators change them at the same moment', async () => {
		const { fern, meet, ahead } = await withFern();
		await Promise.all([meet(thursdays), meet(thursdays), tellChanges(world.system)]);
		await settled();
		await settled();
		expect(await kinds(fern.ctx)).toEqual(['times']);
		const starts = (await ahead()).map(({ start }) => start);
		expect(new Set(starts).size).toBe(starts.length);
	});
});

describe('several meetings of a group', () => {
	it('called off within minutes are one notice', async () => {
		const { made, fern, ahead, groupId } = await withFern();
		const [lead] = made.facilitators;
		for (const { meetingId } of (await ahead()).slice(0, 3)) {
			await groups.cancelMeeting(lead.ctx, { groupId, meetingId });
			await tellChanges(world.system);
		}
		await settled();
		expect(await kinds(fern.ctx)).toEqual(['times']);
	});

	it('moved to and fro within minutes are no notice', async () => {
		const { made, fern, one } = await withFern();
		const [lead] = made.facilitators;
		await groups.moveMeeting(lead.ctx, { ...one, day: '2027-01-01', time: '19:00' });
		world.clock.pass(minute);
		await groups.restoreMeeting(lead.ctx, one);
		await settled();
		expect(await kinds(fern.ctx)).toEqual([]);
	});
});

describe('who steps in', () => {
	async function withJoan() {
		const all = await withFern();
		const joan = await person(world, { roles: ['facilitator'], certified: true });
		const { meetingId } = all.one;
		world.clock.set(after(new Date(all.first.start), -hour));
		await meetings.answer(all.made.facilitators[1].ctx, { meetingId, answer: 'not' });
		await meetings.stepIn(joan.ctx, { meetingId, alias: 'Heron' });
		const covers = async () =>
			(await notices.mine(joan.ctx))
				.filter(({ href }) => href === `/meetings/${meetingId}/cover`)
				.map(({ kind }) => kind);
		return { ...all, joan, meetingId, covers };
	}

	it('hears that the meeting is off by a notice of its own, and steps in no more', async () => {
		const { ctx, one, joan, meetingId, covers } = await withJoan();
		await groups.cancelMeeting(ctx, one);
		// Whoever keeps those who step in looks first.
		await keepStandIns(world.system);
		await settled();
		expect(await covers()).toEqual(['cover_off']);
		expect(await meetings.myCovers(joan.ctx)).toEqual([]);
		expect(await meetings.coverPage(joan.ctx, meetingId)).toMatchObject({ isOff: true });
	});

	it('is asked anew about another time, once', async () => {
		const { made, ctx, one, joan, covers, meetingId } = await withJoan();
		await groups.moveMeeting(ctx, { ...one, day: '2026-12-30', time: '19:00' });
		await meetings.answer(made.facilitators[1].ctx, { meetingId, answer: 'not' });
		await settled();
		await settled();
		expect(await meetings.myCovers(joan.ctx)).toEqual([]);
		expect(await covers()).toEqual(['cover_moved']);
	});

	it('and said so after the change, before anybody was told of it, stays', async () => {
		const { made, ctx, one, first, joan, meetingId, covers } = await withJoan();
		const tom = await person(world, { roles: ['facilitator'], certified: true });
		const to = after(new Date(first.start), 2 * day)
			.toISOString()
			.slice(0, 10);
		await groups.moveMeeting(ctx, { ...one, day: to, time: '19:00' });
		for (const { ctx: lead } of made.facilitators)
			await meetings.answer(lead, { meetingId, answer: 'not' });
		world.clock.pass(minute);
		await meetings.stepIn(tom.ctx, { meetingId, alias: 'Lark' });
		await settled();
		expect(await meetings.myCovers(joan.ctx)).toEqual([]);
		expect(await covers()).toEqual(['cover_moved']);
		expect(await meetings.myCovers(tom.ctx)).toMatchObject([{ meetingId }]);
		expect(await kinds(tom.ctx)).not.toContain('cover_moved');
	});

	it('leaves the group when its times change half an hour before', async () => {
		const { joan, meet, first, meetingId, covers } = await withJoan();
		world.clock.set(after(new Date(first.start), -20 * minute));
		await keepStandIns(world.system);
		expect(await meetings.find(joan.ctx, meetingId)).toMatchObject({ meetingId });
		await meet(thursdays);
		await keepStandIns(world.system);
		await settled();
		await expect(meetings.find(joan.ctx, meetingId)).rejects.toMatchObject({ code: 'not_found' });
		expect(await covers()).toEqual(['cover_off']);
		expect(await kinds(joan.ctx)).not.toContain('times');
	});
});
