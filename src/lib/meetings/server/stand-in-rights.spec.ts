import { beforeAll, describe, expect, it } from 'vitest';
import * as directory from '#lib/directory/server/directory.ts';
import { formFor } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { after, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { group, personNotCalled } from '#test/support/groups.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

/**
 * Whoever steps in for one meeting leads that one and writes what follows from it. The group stays with
 * those whose it is.
 */
const world = await openWorld();

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const words = { well: 'Calm.', hard: 'The quiet.', self: 6 };
const task = (owner: string) => ({ once: newId(), what: 'Bring tea.', owner, due: '2026-12-01' });

/** Joan steps in for the second of the group's meetings; what was written about the first is there. */
async function joanStepsIn() {
	const made = await group(world);
	const { groupId } = made;
	const fern = await made.member('Fern');
	await aShare(fern.ctx, groupId);
	const [mara, ines] = made.facilitators;
	const [first, second] = await meetings.upcoming(fern.ctx, groupId, 2);
	const over = (meetingId: string) =>
		inTransaction(world.system, ({ db, now }) =>
			db
				.updateTable('meeting')
				.set({ status: 'ended', started_at: now(), ended_at: now() })
				.where('meeting_id', '=', meetingId)
				.execute()
		);
	world.clock.set(after(new Date(first!.start), 90 * minute));
	await over(first!.meetingId);
	await meetings.writeDebrief(mara.ctx, first!.meetingId, words);
	await meetings.addFollowUp(mara.ctx, first!.meetingId, task(mara.membershipId));
	const joan = await person(world, { roles: ['facilitator'], certified: true });
	const secret = await directory.makeCalendarLink(joan.ctx, { title: 'Meetings' });
	const { meetingId } = second!;
	await meetings.answer(ines.ctx, { meetingId, answer: 'not' });
	await meetings.stepIn(joan.ctx, { meetingId, alias: 'Heron' });
	world.clock.set(after(new Date(second!.start), -20 * minute));
	await meetings.goIn(joan.ctx, { meetingId });
	const asks = await personNotCalled(world, 'Reed');
	await groups.join(asks.ctx, {
		...{ groupId, alias: 'Reed', ...made.versions, agree: true }
	});
	const [request] = await groups.requests(mara.ctx, groupId);
	const { me } = await meetings.find(joan.ctx, meetingId);
	return {
		...{
			made,
			groupId,
			fern,
			mara,
			ines,
			over,
			secret,
			request: request!,
			earlier: first!.meetingId
		},
		...{ joan: { ...joan, membershipId: me.membershipId }, meetingId }
	};
}

describe('whoever steps in', () => {
	let here: Awaited<ReturnType<typeof joanStepsIn>>;
	beforeAll(async () => {
		here = await joanStepsIn();
	});

	it('leads the meeting, plans it, and sees who is in it', async () => {
		const { joan, meetingId, fern } = here;
		expect(await code(meetings.enter(joan.ctx, meetingId))).toBe('done');
		const { said, canPlan } = await meetings.readiness(joan.ctx, meetingId);
		expect(said.people.map(({ id }) => id)).toContain(fern.membershipId);
		expect(canPlan).toBe(true);
		const parts = [...formFor(60)];
		expect(await code(meetings.planMeeting(joan.ctx, { meetingId, parts }))).toBe('done');
	});

	it('lets nobody into the group and nobody out, and moves none of its meetings', async () => {
		const { joan, groupId, request, fern, earlier, meetingId } = here;
		const { requestId } = request;
		const { membershipId } = fern;
		const tries = [
			groups.inviteMember(joan.ctx, { groupId }),
			groups.requests(joan.ctx, groupId),
			groups.approve(joan.ctx, { groupId, requestId }),
			groups.decline(joan.ctx, { groupId, requestId, reason: 'No seat.' }),
			groups.waitingPeople(joan.ctx, groupId),
			groups.remove(joan.ctx, { groupId, membershipId, reason: 'The agreement.' }),
			groups.people(joan.ctx, groupId),
			groups.comingMeetings(joan.ctx, groupId),
			groups.cancelMeeting(joan.ctx, { groupId, meetingId: earlier }),
			groups.cancelMeeting(joan.ctx, { groupId, meetingId })
		];
		expect(new Set(await Promise.all(tries.map(code)))).toEqual(new Set(['not_found']));
		expect(await groups.requests(here.mara.ctx, groupId)).toHaveLength(1);
	});

	it('finds nothing of the group’s other meetings, of what is shared there, nor how all of them go', async () => {
		const { joan, groupId, earlier, mara } = here;
		const [, , third] = await meetings.upcoming(joan.ctx, groupId, 3);
		const others = [earlier, third!.meetingId].flatMap((meetingId) => [
			meetings.find(joan.ctx, meetingId),
			meetings.readiness(joan.ctx, meetingId),
			meetings.answers(joan.ctx, meetingId),
			meetings.planMeeting(joan.ctx, { meetingId, parts: null }),
			meetings.debriefsOf(joan.ctx, meetingId),
			meetings.followUpsOf(joan.ctx, meetingId),
			meetings.writeDebrief(joan.ctx, meetingId, words),
			meetings.addFollowUp(joan.ctx, meetingId, task(mara.membershipId)),
			meetings.tellIncident(joan.ctx, meetingId, { once: newId(), kind: 'technical', about: null })
		]);
		const tries = [
			...others,
			meetings.editRunOfShow(joan.ctx, groupId),
			meetings.changeRunOfShow(joan.ctx, groupId, [...formFor(60)]),
			meetings.feltMeetings(joan.ctx, groupId)
		];
		expect(new Set(await Promise.all(tries.map(code)))).toEqual(new Set(['not_found']));
		const inside = inTransaction(joan.ctx, (tx) => groups.inside(tx, groupId));
		expect(await inside).toBeNull();
		expect((await groups.mine(joan.ctx)).groups).toEqual([]);
		const calendar = await directory.ownCalendar(world.nobody, here.secret);
		expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
		const mine = await meetings.mine(joan.ctx);
		expect(mine.map(({ meetingId }) => meetingId)).toEqual([here.meetingId]);
	});

	it('counts for no other meeting of the group, and is not named as who leads it', async () => {
		const { mara, groupId, fern } = here;
		const [, next] = await meetings.upcoming(fern.ctx, groupId, 2);
		const { facilitators } = await meetings.readiness(mara.ctx, next!.meetingId);
		expect(facilitators.map(({ alias }) => alias).sort()).toEqual(['Ines', 'Mara']);
		const { leads } = await groups.publicPage(world.nobody, groupId);
		expect(leads.map(({ alias }) => alias).sort()).toEqual(['Ines', 'Mara']);
	});

	it('writes the debrief, follow-ups and incidents of that meeting, and no more once their place is over', async () => {
		const { joan, mara, meetingId, over } = here;
		world.clock.pass(120 * minute);
		await over(meetingId);
		await meetings.writeDebrief(mara.ctx, meetingId, words);
		expect(await code(meetings.writeDebrief(joan.ctx, meetingId, words))).toBe('done');
		await meetings.addFollowUp(joan.ctx, meetingId, task(mara.membershipId));
		// What is to be done later is for those who are there later.
		expect(await code(meetings.addFollowUp(joan.ctx, meetingId, task(joan.membershipId)))).toBe(
			'invalid'
		);
		const people = await meetings.peopleOf(joan.ctx, meetingId);
		expect(people.map(({ alias }) => alias).sort()).toEqual(['Ines', 'Mara']);
		await meetings.tellIncident(joan.ctx, meetingId, {
			once: newId(),
			kind: 'technical',
			about: null
		});
		expect(await meetings.debriefsOf(joan.ctx, meetingId)).toHaveLength(2);
		expect(await meetings.followUpsOf(mara.ctx, meetingId)).toHaveLength(1);
		await meetings.stepBack(joan.ctx, { meetingId });
		expect(await code(meetings.debriefsOf(joan.ctx, meetingId))).toBe('not_found');
		expect(await meetings.debriefsOf(mara.ctx, meetingId)).toHaveLength(2);
	});
});
