import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { begun, does, opened, over } from '#test/support/after.ts';
import type { Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const MINUTE = 60_000;

const row = ({ meetingId }: Gathering) =>
	inTransaction(world.system, ({ db }) =>
		db
			.selectFrom('meeting')
			.select(['status', 'held_as', 'started_at', 'ended_at'])
			.where('meeting_id', '=', meetingId)
			.executeTakeFirstOrThrow()
	);

describe('what a meeting counts as when it is over', () => {
	it('is a meeting when it was one, and nothing before it ended', async () => {
		expect(await row(await begun(world, ['Fern', 'Tide', 'Lark']))).toMatchObject({
			held_as: null
		});
		expect(await row(await over(world, ['Fern', 'Tide', 'Lark']))).toMatchObject({
			...{ status: 'ended', held_as: 'meeting' }
		});
	});

	it('is an open hour when it went on as one, also when more came later', async () => {
		const of = await begun(world, ['Fern', 'Tide']);
		expect(await does(world, of, 'Mara', { t: 'open-hour' })).toBeNull();
		world.clock.pass(30 * MINUTE);
		await does(world, of, 'Ines', { t: 'end' });
		const { held_as, started_at, ended_at } = await row(of);
		expect(held_as).toBe('open_hour');
		expect(ended_at!.getTime() - started_at!.getTime()).toBe(30 * MINUTE);
	});

	it('is too few when it ended for that', async () => {
		const of = await opened(world, ['Fern']);
		world.clock.pass(5 * MINUTE);
		expect(await does(world, of, 'Mara', { t: 'end' })).toBeNull();
		expect(await row(of)).toMatchObject({ status: 'ended', held_as: 'too_few' });
	});
});
