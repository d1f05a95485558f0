import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();
const practice = 'ground-54321';
const other = 'breath-box';
const none = { arriving: null, leaving: null, word: null, practices: {} };

const rowsOf = async ({ meetingId }: Gathering) => {
	const { rows } = await inTransaction(world.system, ({ db }) =>
		sql<{ moment: string; box: Buffer }>`
			select moment, box from meeting_rating where meeting_id = ${meetingId}`.execute(db)
	);
	return rows;
};

describe('what somebody keeps of a meeting', () => {
	it('is theirs to read, and the latest counts', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const { meetingId } = gathering;
		const { ctx } = gathering.who('Fern');
		for (const value of [8, 7]) await meetings.rate(ctx, meetingId, 'arriving', value);
		for (const word of ['worried', 'at ease']) await meetings.keepWord(ctx, meetingId, word);
		for (const value of [9, 7])
			await meetings.keepFelt(ctx, meetingId, { practice, when: 'before', value });
		await meetings.keepFelt(ctx, meetingId, { practice, when: 'after', value: 4 });
		await meetings.keepFelt(ctx, meetingId, { practice: other, when: 'after', value: 0 });
		expect(await meetings.myRatings(ctx, meetingId)).toEqual({
			...{ arriving: 7, leaving: null, word: 'at ease' },
			practices: { [practice]: { before: 7, after: 4 }, [other]: { before: null, after: 0 } }
		});
		for (const alias of ['Tide', 'Mara'])
			expect(await meetings.myRatings(gathering.who(alias).ctx, meetingId)).toEqual(none);
	});

	it('is kept whole when before and after come at once', async () => {
		const gathering = await gather(world, ['Fern']);
		const { ctx } = gathering.who('Fern');
		const say = (when: 'before' | 'after', value: number) =>
			meetings.keepFelt(ctx, gathering.meetingId, { practice, when, value });
		await Promise.all([say('before', 8), say('after', 3), say('before', 8), say('after', 3)]);
		const { practices } = await meetings.myRatings(ctx, gathering.meetingId);
		expect(practices).toEqual({ [practice]: { before: 8, after: 3 } });
	});

	it('can be taken back one by one, or all of it, twice too', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const { meetingId } = gathering;
		const [fern, tide] = ['Fern', 'Tide'].map((alias) => gathering.who(alias).ctx);
		for (const ctx of [fern!, tide!]) {
			await meetings.rate(ctx, meetingId, 'leaving', 2);
			await meetings.keepWord(ctx, meetingId, 'low');
			await meetings.keepFelt(ctx, meetingId, { practice, when: 'before', value: 5 });
		}
		await meetings.keepFelt(fern!, meetingId, { practice, when: 'before', value: null });
		await meetings.keepWord(fern!, meetingId, null);
		expect(await meetings.myRatings(fern!, meetingId)).toEqual({ ...none, leaving: 2 });
		for (const _ of [1, 2]) await meetings.forgetRatings(fern!, meetingId);
		expect(await meetings.myRatings(fern!, meetingId)).toEqual(none);
		expect(await rowsOf(gathering)).toHaveLength(3);
		expect((await meetings.myRatings(tide!, meetingId)).word).toBe('low');
	});

	it('tells the table neither the word nor which practices', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const { meetingId } = gathering;
		const [fern, tide] = ['Fern', 'Tide'].map((alias) => gathering.who(alias).ctx);
		await meetings.keepWord(fern!, meetingId, 'low');
		await meetings.keepWord(tide!, meetingId, 'disappointed');
		for (const one of [practice, other])
			await meetings.keepFelt(fern!, meetingId, { practice: one, when: 'before', value: 10 });
		await meetings.keepFelt(tide!, meetingId, { practice, when: 'after', value: 1 });
		const lengths = (await rowsOf(gathering)).map(({ moment, box }) => `${moment} ${box.length}`);
		expect(new Set(lengths).size).toBe(2);
		expect(lengths).toHaveLength(4);
	});

	it('is only for people of the group, and for practices that there are', async () => {
		const gathering = await gather(world, ['Fern']);
		const { meetingId } = gathering;
		const stranger = world.asAccount(await anAccount(world));
		const refused = { code: 'not_found' };
		const felt = { practice, when: 'before', value: 3 } as const;
		const fern = gathering.who('Fern').ctx;
		for (const wrong of [
			() => meetings.rate(stranger, meetingId, 'leaving', 3),
			() => meetings.keepWord(stranger, meetingId, 'low'),
			() => meetings.keepFelt(stranger, meetingId, felt),
			() => meetings.forgetRatings(stranger, meetingId),
			() => meetings.myRatings(stranger, 'not-an-id'),
			() => meetings.keepFelt(fern, meetingId, { ...felt, practice: 'no-such' })
		])
			await expect(wrong()).rejects.toMatchObject(refused);
		expect(await rowsOf(gathering)).toEqual([]);
	});
});
