import { describe, expect, it } from 'vitest';
import { minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { seekCover } from './cover-asked.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const set = ({ meetingId }: Gathering, status: string) =>
	inTransaction(world.system, ({ db }) =>
		db.updateTable('meeting').set({ status }).where('meeting_id', '=', meetingId).execute()
	);

describe('the next meeting of a group', () => {
	it('says to its people when it is, who leads it, and what they said themselves', async () => {
		const gathering = await gather(world, ['Fern', 'Tide'], { startsIn: 60 });
		const { groupId, meetingId, start, who } = gathering;
		expect(await meetings.next(who('Fern').ctx, groupId)).toEqual({
			...{ meetingId, start: start.toISOString(), minutes: 90, status: 'planned' },
			...{ leads: ['Mara', 'Ines'], myAnswer: null }
		});
		await meetings.answer(who('Fern').ctx, { meetingId, answer: 'listening' });
		await meetings.answer(who('Ines').ctx, { meetingId, answer: 'not' });
		expect(await meetings.next(who('Fern').ctx, groupId)).toMatchObject({
			...{ leads: ['Mara'], myAnswer: 'listening' }
		});
		expect(await meetings.next(who('Tide').ctx, groupId)).toMatchObject({ myAnswer: null });
	});

	it('says the same as the meeting’s own page, also of who steps in', async () => {
		const joan = await person(world, { roles: ['facilitator'] });
		const made = await group(world);
		const fern = await made.member('Fern');
		const [, ines] = made.facilitators;
		const first = await meetings.next(fern.ctx, made.groupId);
		const { meetingId } = first!;
		await meetings.answer(ines.ctx, { meetingId, answer: 'not' });
		await seekCover(world.system);
		await meetings.stepIn(joan.ctx, { meetingId, alias: 'Alder' });
		const next = await meetings.next(fern.ctx, made.groupId);
		const ahead = await meetings.ahead(fern.ctx, meetingId);
		expect(next!.leads).toEqual(ahead.leads.map(({ alias }) => alias));
		expect(next!.leads).toContain('Alder');
		const [upcoming] = await meetings.upcoming(fern.ctx, made.groupId, 1);
		expect(next).toMatchObject({ meetingId: upcoming!.meetingId, start: upcoming!.start });
	});

	it('is nothing to anybody else', async () => {
		const { groupId } = await gather(world, ['Fern'], { startsIn: 60 });
		const elsewhere = (await gather(world, ['Tide'])).who('Tide').ctx;
		const stranger = world.asAccount(await anAccount(world), 'coordinator');
		for (const ctx of [elsewhere, stranger, world.nobody])
			expect(await meetings.next(ctx, groupId)).toBeNull();
		expect(await meetings.next(elsewhere, 'no-id')).toBeNull();
	});

	it('is none when it is over or called off', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		const { ctx } = gathering.who('Fern');
		await set(gathering, 'cancelled');
		expect(await meetings.next(ctx, gathering.groupId)).toBeNull();
		await set(gathering, 'running');
		expect(await meetings.next(ctx, gathering.groupId)).toMatchObject({ status: 'running' });
		await set(gathering, 'planned');
		world.clock.pass((60 + 90 + 15) * minute);
		expect(await meetings.next(ctx, gathering.groupId)).toBeNull();
	});
});
