import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { day } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { begun, over } from '#test/support/after.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import type { Feedback } from '../feedback.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const five = ['Fern', 'Tide', 'Lark', 'Reed', 'Wren'];
const all = (value: number): Feedback => ({
	...{ heard: value, safe: value, useful: value, again: value }
});
const none: Feedback = { heard: null, safe: null, useful: null, again: null };

const code = (promise: Promise<unknown>) =>
	promise.then(
		(done) => done,
		(error: { code?: string }) => error.code
	);
const give = (of: Gathering, alias: string, feedback: Feedback) =>
	code(meetings.giveFeedback(of.who(alias).ctx, of.meetingId, feedback));
const felt = async (of: Gathering) =>
	(await meetings.feltMeetings(of.who('Mara').ctx, of.groupId))[0]?.felt;
const rows = (table: 'meeting_feedback' | 'feedback_given', of: Gathering) =>
	inTransaction(world.system, ({ db }) =>
		db.selectFrom(table).selectAll().where('meeting_id', '=', of.meetingId).execute()
	);

describe('saying how a meeting was', () => {
	it('is shown to its facilitators a week later, as averages', async () => {
		const of = await over(world, five);
		for (const [index, alias] of five.entries())
			expect(await give(of, alias, { ...all(6 + (index % 2)), again: null })).toBe('kept');
		expect(await felt(of)).toBeUndefined();
		world.clock.pass(7 * day);
		expect(await felt(of)).toEqual({
			heard: { average: 6.5, answers: 5 },
			safe: { average: 6.5, answers: 5 },
			useful: { average: 6.5, answers: 5 },
			again: null
		});
	});

	it('is shown to nobody when four answered', async () => {
		const of = await over(world, five);
		for (const alias of five.slice(1)) await give(of, alias, all(3));
		world.clock.pass(7 * day);
		expect(await felt(of)).toEqual(none);
	});

	it('counts once, also when it is sent twice at the same moment', async () => {
		const of = await over(world, five);
		const fern = await Promise.all([give(of, 'Fern', all(0)), give(of, 'Fern', all(10))]);
		expect(fern.sort()).toEqual(['given', 'kept']);
		expect(await give(of, 'Fern', all(10))).toBe('given');
		for (const alias of five.slice(1, 4)) await give(of, alias, all(5));
		world.clock.pass(7 * day);
		expect(await felt(of)).toEqual(none);
	});

	it('loses no answer of many who answer at the same moment', async () => {
		const of = await over(world, five);
		await Promise.all(five.map((alias) => give(of, alias, all(4))));
		world.clock.pass(7 * day);
		expect((await felt(of))?.heard).toEqual({ average: 4, answers: 5 });
	});

	it('is not counted when everything was skipped, and can still be said', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		expect(await give(of, 'Fern', none)).toBe('empty');
		expect(await meetings.feedbackPhase(of.who('Fern').ctx, of.meetingId)).toBe('open');
		expect(await give(of, 'Fern', all(8))).toBe('kept');
	});
});

describe('who may say how it was', () => {
	it('is only who was there as a member', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		expect(await give(of, 'Mara', all(10))).toBe('feedback_closed');
		const away = await gather(world, ['Moss']);
		expect(await give(away, 'Moss', all(1))).toBe('feedback_closed');
		const stranger = world.asAccount(await anAccount(world));
		for (const id of [of.meetingId, newId(), 'not-an-id'])
			expect(await code(meetings.giveFeedback(stranger, id, all(1)))).toBe('not_found');
	});

	it('is only once the meeting is over, and for a week', async () => {
		const of = await begun(world, ['Fern', 'Tide']);
		expect(await meetings.feedbackPhase(of.who('Fern').ctx, of.meetingId)).toBe('not-over');
		expect(await give(of, 'Fern', all(5))).toBe('feedback_closed');
		const ended = await over(world, ['Fern', 'Tide']);
		world.clock.pass(7 * day);
		expect(await meetings.feedbackPhase(ended.who('Fern').ctx, ended.meetingId)).toBe('closed');
		expect(await give(ended, 'Fern', all(5))).toBe('feedback_closed');
	});
});

describe('what can be told from what is stored', () => {
	it('is not who said what: one box, no times, no number in the clear', async () => {
		const of = await over(world, five);
		for (const alias of five.slice(0, 3)) await give(of, alias, all(7));
		const stored = await rows('meeting_feedback', of);
		expect(stored).toHaveLength(1);
		expect(Object.keys(stored[0]!).sort()).toEqual(['box', 'group_id', 'meeting_id']);
		const marks = await rows('feedback_given', of);
		expect(Object.keys(marks[0]!).sort()).toEqual(['group_id', 'meeting_id', 'membership_id']);
		expect(String(stored[0]!['box' as never])).not.toContain('heard');
	});

	it('is not even who answered, for the facilitators or the others', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		await give(of, 'Fern', all(2));
		const seenBy = (alias: string, table: 'feedback_given' | 'meeting_feedback') =>
			inTransaction(of.who(alias).ctx, ({ db }) => db.selectFrom(table).selectAll().execute());
		expect(await seenBy('Mara', 'feedback_given')).toEqual([]);
		expect(await seenBy('Tide', 'feedback_given')).toEqual([]);
		expect(await seenBy('Mara', 'meeting_feedback')).toEqual([]);
		expect(await seenBy('Fern', 'meeting_feedback')).toEqual([]);
	});

	it('forgets who answered once nobody can answer any more', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		await give(of, 'Fern', all(2));
		await meetings.forgetWhoAnswered(world.system);
		expect(await rows('feedback_given', of)).toHaveLength(1);
		world.clock.pass(7 * day);
		await meetings.forgetWhoAnswered(world.system);
		expect(await rows('feedback_given', of)).toHaveLength(0);
		expect(await give(of, 'Fern', all(2))).toBe('feedback_closed');
		expect(await code(meetings.forgetWhoAnswered(of.who('Mara').ctx))).toBe('not_found');
	});
});

describe('who reads how it was', () => {
	it('is not the members of the group, nor facilitators of another one', async () => {
		const of = await over(world, ['Fern']);
		const other = await gather(world, []);
		for (const ctx of [of.who('Fern').ctx, other.who('Mara').ctx, world.nobody])
			expect(await code(meetings.feltMeetings(ctx, of.groupId))).toBe('not_found');
	});

	it('is, of the whole programme, coordinators: totals of a time that takes no answers any more', async () => {
		const from = world.clock.now();
		const of = await over(world, five);
		for (const alias of five) await give(of, alias, all(8));
		const span = { from, until: world.clock.now() };
		span.until = new Date(span.until.getTime() + 1000);
		const coordinator = world.asAccount(await anAccount(world), 'coordinator');
		expect(await meetings.feltProgramme(coordinator, span)).toBeNull();
		world.clock.pass(8 * day);
		const seen = await meetings.feltProgramme(coordinator, span);
		expect(seen?.safe).toEqual({ average: 8, answers: 5 });
		expect(await code(meetings.feltProgramme(of.who('Mara').ctx, span))).toBe('not_found');
		expect(await code(meetings.feltProgramme(world.nobody, span))).toBe('sign_in_first');
	});
});
