import { describe, expect, it } from 'vitest';
import { after, day, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { forgetDoorNotes } from './door-notes.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const noting = (of: Gathering, text: string, { by = 'Mara', replaces = '' } = {}) =>
	meetings.noteForDoor(of.who(by).ctx, {
		...{ groupId: of.groupId, membershipId: of.who('Fern').membershipId, text, replaces }
	});
const noteOf = async (of: Gathering, by = 'Ines') =>
	(await meetings.doorNotes(of.who(by).ctx, of.groupId))[of.who('Fern').membershipId];

describe('a note for the door', () => {
	it('is read, changed and taken away by those who look after the group', async () => {
		const of = await gather(world, ['Fern']);
		await noting(of, 'Likes to sit by the door.');
		const first = await noteOf(of);
		expect(first).toEqual({
			text: 'Likes to sit by the door.',
			at: world.clock.now().toISOString()
		});
		world.clock.pass(minute);
		await noting(of, 'Comes with an interpreter.', { by: 'Ines', replaces: first!.at });
		const second = await noteOf(of);
		expect(second?.text).toBe('Comes with an interpreter.');
		expect(await code(noting(of, 'Comes with an interpreter.'))).toBe('done');
		expect(await noteOf(of)).toEqual(second);
		for (const _ of [1, 2]) await noting(of, '', { replaces: second!.at });
		expect(await noteOf(of)).toBeUndefined();
	});

	it('does not go over another one that was not read', async () => {
		const of = await gather(world, ['Fern']);
		const both = await Promise.all([
			code(noting(of, 'One.')),
			code(noting(of, 'Two.', { by: 'Ines' }))
		]);
		expect(both.sort()).toEqual(['done', 'note_changed']);
		expect(['One.', 'Two.']).toContain((await noteOf(of))?.text);
		expect(await code(noting(of, ''))).toBe('note_changed');
	});

	it('is for nobody else, and about nobody else', async () => {
		const of = await gather(world, ['Fern', 'Tide']);
		const elsewhere = await gather(world, ['Wren']);
		await noting(of, 'Mine to read.');
		const { groupId } = of;
		const others = [of.who('Fern').ctx, of.who('Tide').ctx, elsewhere.who('Mara').ctx];
		const all: Ctx[] = [...others, world.asAccount(await anAccount(world), 'coordinator')];
		const about = (membershipId: string) => ({ groupId, membershipId, text: 'x', replaces: '' });
		for (const ctx of all) {
			expect(await code(meetings.doorNotes(ctx, groupId))).toBe('not_found');
			const wrong = meetings.noteForDoor(ctx, about(of.who('Tide').membershipId));
			expect(await code(wrong)).toBe('not_found');
		}
		for (const who of [elsewhere.who('Wren'), of.who('Ines')]) {
			const wrong = meetings.noteForDoor(of.who('Mara').ctx, about(who.membershipId));
			expect(await code(wrong)).toBe('not_found');
		}
	});

	it('goes when the person leaves the group, and after 90 days', async () => {
		const made = await group(world);
		const { groupId, facilitators } = made;
		const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
		const [{ ctx }] = facilitators;
		for (const { membershipId } of [fern, tide])
			await meetings.noteForDoor(ctx, { groupId, membershipId, text: 'A note.', replaces: '' });
		await groups.leave(fern.ctx, { groupId });
		expect(Object.keys(await meetings.doorNotes(ctx, groupId))).toEqual([tide.membershipId]);
		const rows = () =>
			inTransaction(world.system, async ({ db }) => {
				const all = await db.selectFrom('door_note').select('group_id').execute();
				return all.filter((row) => row.group_id === groupId).length;
			});
		expect(await rows()).toBe(1);
		world.clock.pass(90 * day);
		expect(await meetings.doorNotes(ctx, groupId)).toEqual({});
		await forgetDoorNotes(world.system);
		expect(await rows()).toBe(0);
	});
});

describe('who waits at the door', () => {
	/** Three days ago the group began; one of them was in a meeting since; now two of three wait. */
	async function waiting() {
		const of = await gather(world, ['Fern', 'Tide', 'Reed'], { startsIn: 3 * 24 * 60 });
		const { groupId, meetingId } = of;
		await noting(of, 'Needs a moment to begin.');
		const [tide, mara] = [of.who('Tide').membershipId, of.who('Mara').membershipId];
		const startedAt = after(world.clock.now(), day);
		await heldMeeting(world, { groupId, facilitators: [mara], members: [tide], startedAt });
		expect(await meetings.atDoor(of.who('Mara').ctx, meetingId)).toEqual({
			...{ people: [], mayNote: true }
		});
		world.clock.pass(3 * day - minute);
		for (const alias of ['Fern', 'Tide']) {
			const role = 'member';
			const command = { t: 'enter', role, earlier: [] } as const;
			await meetings.act(world.system, meetingId, of.who(alias).membershipId, command);
		}
		return of;
	}

	it('is shown with their first time, their days and the note, to those who lead', async () => {
		const of = await waiting();
		const shown = await meetings.atDoor(of.who('Ines').ctx, of.meetingId);
		const byId = new Map(shown.people.map((each) => [each.membershipId, each]));
		expect(byId.size).toBe(2);
		expect(byId.get(of.who('Fern').membershipId)).toMatchObject({
			...{ isFirst: true, days: 2, note: { text: 'Needs a moment to begin.' } }
		});
		expect(byId.get(of.who('Tide').membershipId)).toMatchObject({
			...{ isFirst: false, days: 2, note: null }
		});
	});

	it('is shown to whoever steps in too, who is told of nobody else and writes nothing', async () => {
		const of = await waiting();
		const { groupId, meetingId } = of;
		const [fern, reed] = [of.who('Fern').membershipId, of.who('Reed').membershipId];
		await meetings.noteForDoor(of.who('Mara').ctx, {
			...{ groupId, membershipId: reed, text: 'Not at the door.', replaces: '' }
		});
		const { accountId, ctx: joan } = await person(world, { roles: ['facilitator'] });
		await inTransaction(world.system, (system) =>
			groups.beginStandIn(system, { groupId, accountId, alias: 'Hazel', meetingId })
		);
		const shown = await meetings.atDoor(joan, meetingId);
		expect(shown.mayNote).toBe(false);
		expect(shown.people.find((each) => each.membershipId === fern)?.note?.text).toContain(
			'a moment'
		);
		expect(JSON.stringify(shown)).not.toContain('Not at the door');
		expect(await code(meetings.doorNotes(joan, groupId))).toBe('not_found');
		const wrong = {
			groupId,
			membershipId: fern,
			text: 'x',
			replaces: shown.people[0]!.note?.at ?? ''
		};
		expect(await code(meetings.noteForDoor(joan, wrong))).toBe('not_found');
	});

	it('is shown to no member, and to nobody from elsewhere', async () => {
		const of = await waiting();
		const stranger = world.asAccount(await anAccount(world), 'facilitator');
		for (const ctx of [of.who('Fern').ctx, of.who('Reed').ctx, stranger])
			expect(await code(meetings.atDoor(ctx, of.meetingId))).toBe('not_found');
	});
});
