import { describe, expect, it } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { begun, over } from '#test/support/after.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import type { DebriefInput } from '../debrief.ts';
import * as meetings from './meetings.ts';
import { namesOneOf } from './named.ts';

const world = await openWorld();
const wrote: DebriefInput = { well: 'The opening was calm.', hard: '', self: 4 };

const answer = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string; fields?: object }) =>
			error.code === 'invalid' ? error.fields : error.code
	);
const write = (of: Gathering, alias: string, input: DebriefInput = wrote) =>
	answer(meetings.writeDebrief(of.who(alias).ctx, of.meetingId, input));
const read = (of: Gathering, alias: string) => meetings.debriefsOf(of.who(alias).ctx, of.meetingId);
const followUp = (of: Gathering, more: object = {}) => ({
	...{ once: newId(), what: 'Ask for a second room.', due: '2026-12-01' },
	...{ owner: of.who('Ines').membershipId, ...more }
});

describe('a debrief', () => {
	it('is read by the facilitators of the group, and can be written anew', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		expect(await write(of, 'Mara', { ...wrote, cover: 'yes' })).toBe('done');
		expect(await write(of, 'Mara', { ...wrote, self: 6 })).toBe('done');
		expect(await write(of, 'Ines')).toBe('done');
		expect(await read(of, 'Mara')).toMatchObject([
			{ alias: 'Mara', isMine: true, debrief: { ...wrote, self: 6, cover: false } },
			{ alias: 'Ines', isMine: false, debrief: { well: wrote.well, cover: false } }
		]);
	});

	it('is kept once when it is sent twice at the same moment', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		expect(await Promise.all([write(of, 'Mara'), write(of, 'Mara')])).toEqual(['done', 'done']);
		expect(await read(of, 'Mara')).toHaveLength(1);
	});

	it('is closed to members, to facilitators of other groups and to strangers', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const other = await gather(world, []);
		const stranger = world.asAccount(await anAccount(world), 'coordinator');
		for (const ctx of [of.who('Fern').ctx, other.who('Mara').ctx, stranger, world.nobody]) {
			expect(await answer(meetings.writeDebrief(ctx, of.meetingId, wrote))).toBe('not_found');
			expect(await answer(meetings.debriefsOf(ctx, of.meetingId))).toBe('not_found');
			expect(await answer(meetings.followUpsOf(ctx, of.meetingId))).toBe('not_found');
		}
	});

	it('waits for the end of the meeting', async () => {
		const of = await begun(world, ['Fern', 'Tide']);
		expect(await write(of, 'Mara')).toBe('debrief_early');
	});

	it('names no member, in whichever letters', async () => {
		const of = await over(world, ['Fern', 'Old Harbour']);
		expect(await write(of, 'Mara', { ...wrote, hard: 'I think FERN’s story.' })).toEqual({
			hard: 'names_member'
		});
		expect(await write(of, 'Mara', { ...wrote, well: 'When old harbour spoke' })).toEqual({
			well: 'names_member'
		});
		expect(await write(of, 'Mara', { ...wrote, well: 'The old story of a harbour' })).toBe('done');
		expect(await write(of, 'Mara', { ...wrote, well: 'Ines and I shared the work.' })).toBe('done');
	});

	it('lies encrypted, but for the wish for cover', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		await write(of, 'Mara', { ...wrote, cover: 'yes' });
		const row = await inTransaction(world.system, ({ db }) =>
			db
				.selectFrom('debrief')
				.selectAll()
				.where('meeting_id', '=', of.meetingId)
				.executeTakeFirstOrThrow()
		);
		expect(row.needs_cover).toBe(true);
		expect(row.box.toString('latin1')).not.toContain('calm');
	});
});

describe('an alias among words', () => {
	it('is found as it looks, whole, and with what hangs on it', () => {
		for (const words of ['Fern', 'to fern.', 'Fern’s', "FERN's", '(fern)', 'Féŕn'])
			expect(namesOneOf(words, ['Fern']), words).toBe(true);
		for (const words of ['', 'ferns everywhere and Fernando', 'f e r n'])
			expect(namesOneOf(words, ['Fern']), words).toBe(false);
	});
});

describe('what is to be done after a meeting', () => {
	it('has somebody who does it and a day, and is done once', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const noted = followUp(of);
		const { ctx } = of.who('Mara');
		await Promise.all([1, 2].map(() => meetings.addFollowUp(ctx, of.meetingId, noted)));
		const expected = { what: noted.what, owner: 'Ines', due: '2026-12-01', isDone: false };
		expect(await meetings.followUpsOf(ctx, of.meetingId)).toMatchObject([expected]);
		const finish = () => meetings.finishFollowUp(of.who('Ines').ctx, of.meetingId, noted.once);
		await finish();
		await finish();
		expect(await meetings.followUpsOf(ctx, of.meetingId)).toMatchObject([{ isDone: true }]);
	});

	it('is nothing for members to do, to note or to finish, and names none', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const { ctx } = of.who('Mara');
		const noted = followUp(of);
		await meetings.addFollowUp(ctx, of.meetingId, noted);
		const fern = of.who('Fern');
		expect(await answer(meetings.addFollowUp(fern.ctx, of.meetingId, followUp(of)))).toBe(
			'not_found'
		);
		expect(await answer(meetings.finishFollowUp(fern.ctx, of.meetingId, noted.once))).toBe(
			'not_found'
		);
		const toFern = followUp(of, { owner: fern.membershipId });
		expect(await answer(meetings.addFollowUp(ctx, of.meetingId, toFern))).toEqual({
			owner: 'choose'
		});
		const named = followUp(of, { what: 'Write to Tide' });
		expect(await answer(meetings.addFollowUp(ctx, of.meetingId, named))).toEqual({
			what: 'names_member'
		});
	});

	it('stays a task until it is done: a debrief for two weeks, a promise for as long as it takes', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const { ctx } = of.who('Ines');
		const tasks = async () => (await meetings.afterTasks(ctx)).map(({ kind }) => kind);
		expect(await tasks()).toEqual(['debrief']);
		const noted = followUp(of);
		await meetings.addFollowUp(of.who('Mara').ctx, of.meetingId, noted);
		expect((await tasks()).sort()).toEqual(['debrief', 'follow-up']);
		await write(of, 'Ines');
		expect(await tasks()).toEqual(['follow-up']);
		await meetings.finishFollowUp(ctx, of.meetingId, noted.once);
		expect(await tasks()).toEqual([]);
		expect(await meetings.afterTasks(of.who('Mara').ctx)).toMatchObject([{ kind: 'debrief' }]);
		expect(await meetings.afterTasks(of.who('Fern').ctx)).toEqual([]);
		world.clock.pass(14 * day);
		expect(await meetings.afterTasks(of.who('Mara').ctx)).toEqual([]);
	});
});

describe('what coordinators see', () => {
	it('is who needs cover, until their next debrief says otherwise', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const coordinator = world.asAccount(await anAccount(world), 'coordinator');
		const seen = async () =>
			(await meetings.coverNeeded(coordinator)).filter(({ groupId }) => groupId === of.groupId);
		await write(of, 'Mara', { ...wrote, cover: 'yes' });
		expect(await seen()).toMatchObject([{ alias: 'Mara', groupName: 'Evening harbour' }]);
		await write(of, 'Mara');
		expect(await seen()).toEqual([]);
		expect(await answer(meetings.coverNeeded(of.who('Mara').ctx))).toBe('not_found');
	});

	it('is incidents by kind and by whom they concerned, each once', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const coordinator = world.asAccount(await anAccount(world), 'coordinator');
		const input = {
			...{ once: newId(), kind: 'threat' as const, about: of.who('Fern').membershipId }
		};
		const tell = () => meetings.tellIncident(of.who('Mara').ctx, of.meetingId, input);
		await Promise.all([tell(), tell()]);
		const seen = (await meetings.incidents(coordinator)).filter(
			({ groupId }) => groupId === of.groupId
		);
		expect(seen).toMatchObject([{ kind: 'threat', reporter: 'Mara', about: 'Fern' }]);
		expect(await answer(meetings.incidents(of.who('Mara').ctx))).toBe('not_found');
	});

	it('hears of incidents from facilitators of the group alone, about its own people', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		const other = await gather(world, ['Moss']);
		const incident = (about: string | null) => ({ once: newId(), kind: 'minor' as const, about });
		const tell = (ctx: typeof world.nobody, about: string | null = null) =>
			answer(meetings.tellIncident(ctx, of.meetingId, incident(about)));
		expect(await tell(of.who('Fern').ctx)).toBe('not_found');
		expect(await tell(other.who('Mara').ctx)).toBe('not_found');
		expect(await tell(of.who('Mara').ctx, other.who('Moss').membershipId)).toEqual({
			about: 'choose'
		});
		expect(await tell(of.who('Mara').ctx)).toBe('done');
	});
});
