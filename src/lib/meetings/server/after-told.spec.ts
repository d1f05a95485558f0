import { describe, expect, it } from 'vitest';
import * as notices from '#lib/notices/server/notices.ts';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { over } from '#test/support/after.ts';
import type { Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import { remindOfDebriefs, tellDue } from './after-told.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

const all = ({ who }: Gathering, alias: string) => notices.mine(who(alias).ctx);
const told = async (of: Gathering, alias: string) =>
	(await all(of, alias)).filter(({ isNew }) => isNew).map(({ kind }) => kind);
/** Says that everything was seen, and looks again after a while. */
async function later(of: Gathering, by: number, look: typeof tellDue) {
	for (const alias of ['Mara', 'Ines'])
		await notices.see(of.who(alias).ctx, { upTo: world.clock.now().toISOString() });
	world.clock.pass(by);
	await look(world.system);
}
const write = (of: Gathering, alias: string) =>
	meetings.writeDebrief(of.who(alias).ctx, of.meetingId, { well: 'Calm.', hard: '', self: 4 });

describe('a debrief that is missing', () => {
	it('is brought to mind four times in a week, each once, and then no more', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		await remindOfDebriefs(world.system);
		expect(await told(of, 'Mara')).toEqual([]);
		await later(of, 10 * minute, remindOfDebriefs);
		await Promise.all([1, 2, 3].map(() => remindOfDebriefs(world.system)));
		expect(await told(of, 'Mara')).toEqual(['debrief']);
		expect((await all(of, 'Mara'))[0]?.href).toBe(`/meetings/${of.meetingId}/debrief`);
		const days = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
		const heard = [];
		for (const each of days) {
			await later(of, each * day, remindOfDebriefs);
			heard.push((await told(of, 'Ines')).length);
			expect((await all(of, 'Ines')).length).toBeLessThanOrEqual(1);
		}
		expect(heard).toEqual([1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
		await later(of, 2 * day, remindOfDebriefs);
		expect(await all(of, 'Ines')).toEqual([]);
	});

	it('is no longer spoken of once it is written, even in the same moment', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		await later(of, hour, remindOfDebriefs);
		await write(of, 'Mara');
		expect(await told(of, 'Mara')).toEqual([]);
		world.clock.pass(day);
		await Promise.all([
			...[1, 2, 3].map(() => remindOfDebriefs(world.system)),
			write(of, 'Mara'),
			write(of, 'Ines')
		]);
		for (const alias of ['Mara', 'Ines']) expect(await told(of, alias)).toEqual([]);
	});

	it('is nothing to members, nor to facilitators who were not there or left', async () => {
		const of = await over(world, ['Fern', 'Tide']);
		await inTransaction(world.system, async ({ db }) => {
			await db
				.updateTable('membership')
				.set({ ended_at: world.clock.now(), ended_why: 'left' })
				.where('membership_id', '=', of.who('Ines').membershipId)
				.execute();
			await db
				.deleteFrom('attendance')
				.where('membership_id', '=', of.who('Mara').membershipId)
				.execute();
		});
		await later(of, hour, remindOfDebriefs);
		for (const alias of ['Mara', 'Ines', 'Fern']) expect(await told(of, alias)).toEqual([]);
	});
});

describe('something to do after a meeting', () => {
	const give = async (of: Gathering, owner: string, by = 'Mara', due = '2026-12-10') => {
		const followUp = { once: newId(), what: 'Ask for a room.', due };
		const given = { ...followUp, owner: of.who(owner).membershipId };
		await Promise.all([1, 2].map(() => meetings.addFollowUp(of.who(by).ctx, of.meetingId, given)));
		return given.once;
	};

	it('is told to whom it was given, once, and on its day, once', async () => {
		world.clock.set('2026-12-07T10:00:00Z');
		const of = await over(world, ['Fern', 'Tide']);
		await give(of, 'Ines');
		expect(await told(of, 'Ines')).toEqual(['follow_up']);
		expect(await told(of, 'Mara')).toEqual([]);
		await later(of, day, tellDue);
		expect(await told(of, 'Ines')).toEqual([]);
		world.clock.set('2026-12-10T09:00:00Z');
		await Promise.all([1, 2, 3].map(() => tellDue(world.system)));
		expect((await all(of, 'Ines')).map(({ kind }) => kind)).toEqual(['follow_up_due']);
		expect((await all(of, 'Ines'))[0]?.href).toBe(`/meetings/${of.meetingId}/debrief`);
		await later(of, day, tellDue);
		expect(await told(of, 'Ines')).toEqual([]);
		expect(await told(of, 'Mara')).toEqual([]);
	});

	it('that somebody takes on is told on its day alone, and not when it is done', async () => {
		world.clock.set('2026-12-07T10:00:00Z');
		const of = await over(world, ['Fern', 'Tide']);
		const [first, second] = [await give(of, 'Mara'), await give(of, 'Mara')];
		expect(await told(of, 'Mara')).toEqual([]);
		await meetings.finishFollowUp(of.who('Ines').ctx, of.meetingId, first);
		world.clock.set('2026-12-12T09:00:00Z');
		await tellDue(world.system);
		expect(await told(of, 'Mara')).toEqual(['follow_up_due']);
		await Promise.all([
			meetings.finishFollowUp(of.who('Ines').ctx, of.meetingId, second),
			tellDue(world.system)
		]);
		expect(await told(of, 'Mara')).toEqual([]);
	});

	it('that others gave stays when another one is done', async () => {
		world.clock.set('2026-12-07T10:00:00Z');
		const of = await over(world, ['Fern', 'Tide']);
		const first = await give(of, 'Ines');
		await give(of, 'Ines');
		await meetings.finishFollowUp(of.who('Ines').ctx, of.meetingId, first);
		expect(await told(of, 'Ines')).toEqual(['follow_up']);
	});
});
