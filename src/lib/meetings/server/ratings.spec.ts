import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { anAccount, gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

describe('how somebody arrives and leaves', () => {
	it('is theirs to read, and the latest counts', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const { ctx } = gathering.who('Fern');
		await meetings.rate(ctx, gathering.meetingId, 'arriving', 8);
		await meetings.rate(ctx, gathering.meetingId, 'arriving', 7);
		expect(await meetings.myRatings(ctx, gathering.meetingId)).toEqual({
			arriving: 7,
			leaving: null
		});
		expect(await meetings.myRatings(gathering.who('Tide').ctx, gathering.meetingId)).toEqual({
			arriving: null,
			leaving: null
		});
	});

	it('is not readable in the table', async () => {
		const gathering = await gather(world, ['Fern']);
		await meetings.rate(gathering.who('Fern').ctx, gathering.meetingId, 'leaving', 3);
		const rows = await inTransaction(world.system, ({ db }) =>
			db
				.selectFrom('meeting_rating')
				.select('box')
				.where('meeting_id', '=', gathering.meetingId)
				.execute()
		);
		expect(rows).toHaveLength(1);
		expect(rows[0]?.box.length).toBeGreaterThan(28);
	});

	it('is only for people of the group', async () => {
		const gathering = await gather(world, []);
		const stranger = world.asAccount(await anAccount(world));
		await expect(meetings.rate(stranger, gathering.meetingId, 'leaving', 3)).rejects.toMatchObject({
			code: 'not_found'
		});
		await expect(meetings.myRatings(stranger, 'not-an-id')).rejects.toMatchObject({
			code: 'not_found'
		});
	});
});
