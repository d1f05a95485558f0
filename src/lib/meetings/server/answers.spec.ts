import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { day, hour, minute } from '#server/clock.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import type { Answer } from '../meetings.ts';
import { forgetAnswers } from './answers.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const says = ({ meetingId, who }: Gathering, alias: string, answer: Answer) =>
	meetings.answer(who(alias).ctx, { meetingId, answer });
const heard = async ({ meetingId, who }: Gathering) =>
	(await meetings.answers(who('Mara').ctx, meetingId)).counts;
const kept = ({ meetingId }: Gathering) =>
	inTransaction(world.system, ({ db }) =>
		db.selectFrom('meeting_answer').selectAll().where('meeting_id', '=', meetingId).execute()
	);
const set = ({ meetingId }: Gathering, values: { planned_start?: Date; status?: string }) =>
	inTransaction(world.system, ({ db }) =>
		db.updateTable('meeting').set(values).where('meeting_id', '=', meetingId).execute()
	);

describe('saying whether I come', () => {
	it('tells the facilitators who said what, counts first', async () => {
		const gathering = await gather(world, ['Fern', 'Tide', 'Reed', 'Wren'], { startsIn: 60 });
		await says(gathering, 'Fern', 'coming');
		await says(gathering, 'Tide', 'listening');
		await says(gathering, 'Reed', 'not');
		await says(gathering, 'Mara', 'coming');
		const said = await meetings.answers(gathering.who('Ines').ctx, gathering.meetingId);
		expect(said.counts).toEqual({ coming: 1, listening: 1, not: 1, unanswered: 1 });
		expect(said.people.map(({ alias, answer }) => [alias, answer])).toEqual(
			expect.arrayContaining([
				['Mara', 'coming'],
				['Ines', null],
				['Tide', 'listening'],
				['Wren', null]
			])
		);
	});

	it('can be changed until the meeting begins, and not after', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 1 });
		await says(gathering, 'Fern', 'coming');
		await says(gathering, 'Fern', 'coming');
		await says(gathering, 'Fern', 'not');
		expect(await heard(gathering)).toMatchObject({ coming: 0, not: 1 });
		world.clock.pass(minute);
		expect(await code(says(gathering, 'Fern', 'coming'))).toBe('too_late_to_say');
		expect(await heard(gathering)).toMatchObject({ coming: 0, not: 1 });
	});

	it('is one answer, whatever is said at the same moment', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		const all: Answer[] = ['coming', 'not', 'listening', 'coming', 'not', 'listening'];
		await Promise.all(all.map((each) => says(gathering, 'Fern', each)));
		const { coming, listening, not } = await heard(gathering);
		expect(coming + listening + not).toBe(1);
	});

	it('is refused for meetings that were called off', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		await set(gathering, { status: 'cancelled' });
		expect(await code(says(gathering, 'Fern', 'coming'))).toBe('too_late_to_say');
	});

	it('does not exist for strangers, and what was said not for members', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		const { meetingId } = gathering;
		const stranger = world.asAccount(await anAccount(world));
		for (const ctx of [stranger, world.nobody]) {
			expect(await code(meetings.answer(ctx, { meetingId, answer: 'coming' }))).toBe('not_found');
			expect(await code(meetings.ahead(ctx, meetingId))).toBe('not_found');
		}
		const fern = gathering.who('Fern').ctx;
		expect(await code(meetings.answers(fern, meetingId))).toBe('not_found');
		expect((await meetings.ahead(fern, meetingId)).said).toBeNull();
		await says(gathering, 'Mara', 'not');
		const seen = await inTransaction(fern, ({ db }) =>
			db.selectFrom('meeting_answer').selectAll().execute()
		);
		expect(seen).toEqual([]);
	});

	it('does not hold for another time', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		await says(gathering, 'Fern', 'coming');
		await set(gathering, { planned_start: new Date(gathering.start.getTime() + day) });
		expect(await heard(gathering)).toMatchObject({ coming: 0, unanswered: 1 });
		const { myAnswer } = await meetings.ahead(gathering.who('Fern').ctx, gathering.meetingId);
		expect(myAnswer).toBeNull();
	});

	it('is forgotten a week after the meeting, and not before', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		await says(gathering, 'Fern', 'coming');
		world.clock.pass(7 * day);
		await forgetAnswers(world.system);
		expect(await kept(gathering)).toHaveLength(1);
		world.clock.pass(3 * hour);
		await forgetAnswers(world.system);
		expect(await kept(gathering)).toEqual([]);
	});
});

describe('before a meeting', () => {
	it('says what will happen, who leads and what I said', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60, minutes: 60 });
		await says(gathering, 'Fern', 'listening');
		await says(gathering, 'Ines', 'not');
		const { ctx } = gathering.who('Fern');
		const ahead = await meetings.ahead(ctx, gathering.meetingId);
		expect(ahead.parts.at(-1)).toEqual({ name: 'grounding', minutes: 2, begins: 58 });
		expect(ahead.leads.map(({ alias }) => alias)).toEqual(['Mara']);
		expect(ahead).toMatchObject({ myAnswer: 'listening', canAnswer: true, said: null });
		expect((await meetings.mine(ctx))[0]).toMatchObject({ answer: 'listening' });
	});
});
