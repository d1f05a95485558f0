import { sql } from 'kysely';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { day, hour, minute, second } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { lookedAt, mostFound } from '../search.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const harbour = await group(world);
const orchard = await group(world, { name: 'Quiet orchard' });
const { groupId } = harbour;
const [fern, tide] = [await harbour.member('Fern'), await harbour.member('Tide')];
const wren = await orchard.member('Wren');
beforeEach(() => world.clock.pass(hour));

const search = (who: { ctx: Ctx }, words: string, inGroup?: string) =>
	shares.search(who.ctx, { words, groupId: inGroup });
const foundBy = async (who: { ctx: Ctx }, words: string) =>
	(await search(who, words)).found.map(({ excerpt }) => excerpt.join(''));

describe('a search', () => {
	test('finds shares and replies, the newest first, and says where they stand', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'The heliotrope is out.');
		world.clock.pass(minute);
		const replyId = await aReply(tide.ctx, groupId, shareId, 'I like heliotropes.');
		const { found, ...rest } = await search(fern, 'HELIOTROPE');
		expect(found).toMatchObject([
			{
				...{ groupId, groupName: 'Evening harbour', shareId, replyId },
				...{ author: { alias: 'Tide' }, at: world.clock.now() },
				excerpt: ['I like ', 'heliotrope', 's.']
			},
			{ shareId, replyId: null, author: { alias: 'Fern', isMe: true } }
		]);
		expect(rest).toEqual({ hasMore: false, bounded: [], isCut: false });
	});

	test('finds nothing of groups that are not mine', async () => {
		await aShare(wren.ctx, orchard.groupId, 'A saxifrage.');
		expect(await foundBy(fern, 'saxifrage')).toEqual([]);
		expect(await foundBy(wren, 'saxifrage')).toHaveLength(1);
		const gone = { code: 'not_found' };
		await expect(search(fern, 'saxifrage', orchard.groupId)).rejects.toMatchObject(gone);
		await expect(search(fern, 'saxifrage', newId())).rejects.toMatchObject(gone);
		await expect(search({ ctx: world.nobody }, 'x')).rejects.toMatchObject({
			code: 'sign_in_first'
		});
	});

	test('can be of one group', async () => {
		const both = await orchard.member('Slate');
		await aShare(both.ctx, orchard.groupId, 'A gentian.');
		expect((await search(both, 'gentian', orchard.groupId)).found).toHaveLength(1);
	});

	test('finds nothing that was taken back, or hidden, or whose author took the key', async () => {
		const reed = await harbour.member('Reed');
		const shareId = await aShare(reed.ctx, groupId, 'A primrose.');
		expect(await foundBy(fern, 'primrose')).toHaveLength(1);
		await inTransaction(world.system, ({ db }) =>
			sql`select set_hidden('share', ${shareId}, now())`.execute(db)
		);
		expect(await foundBy(fern, 'primrose')).toEqual([]);
		expect(await foundBy(reed, 'primrose')).toEqual([]);
		const second = await aShare(reed.ctx, groupId, 'A lavender.');
		await shares.remove(reed.ctx, { groupId, shareId: second });
		expect(await foundBy(fern, 'lavender')).toEqual([]);
		await aShare(reed.ctx, groupId, 'A rosemary.');
		await groups.leave(reed.ctx, { groupId, takeWords: true });
		expect(await foundBy(fern, 'rosemary')).toEqual([]);
	});

	test('finds what is for the facilitators only for them and its author', async () => {
		await shares.share(fern.ctx, groupId, {
			...{ once: newId(), kind: 'facilitators', audience: 'facilitators', need: 'listen' },
			...{ text: 'A hyacinth.', feelings: [], note: '', topics: [], responsesOnly: false }
		});
		expect(await foundBy(tide, 'hyacinth')).toEqual([]);
		expect(await foundBy(fern, 'hyacinth')).toHaveLength(1);
		expect(await foundBy(harbour.facilitators[0], 'hyacinth')).toHaveLength(1);
	});

	test('leaves out what somebody would rather not meet, and what stands under it', async () => {
		const lark = await harbour.member('Lark');
		const shareId = await aShare(lark.ctx, groupId, 'A marigold.');
		await aReply(tide.ctx, groupId, shareId, 'Another marigold.');
		expect(await foundBy(fern, 'marigold')).toHaveLength(2);
		const { membershipId } = lark;
		await shares.fold(fern.ctx, groupId, { membershipId, wanted: true });
		expect(await foundBy(fern, 'marigold')).toEqual([]);
		expect(await foundBy(tide, 'marigold')).toHaveLength(2);
		expect(await foundBy(lark, 'marigold')).toHaveLength(2);
	});

	test('leaves nothing behind: no word of it is stored', async () => {
		await search(fern, 'chrysanthemum');
		const owner = new pg.Client({ connectionString: world.ownerUrl });
		await owner.connect();
		const { rows: tables } = await owner.query<{ name: string }>(
			`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
		);
		const found: string[] = [];
		for (const { name } of tables) {
			const { rowCount } = await owner.query(
				`select from ${name} t where t::text like '%chrysanthemum%'`
			);
			if (rowCount !== 0) found.push(name);
		}
		await owner.end();
		expect(found).toEqual([]);
	});

	test('is bounded in places, in time, and in how often', async () => {
		const busy = await group(world, { name: 'Busy meadow' });
		const who = await busy.member('Robin');
		const { membershipId } = who;
		const first = await aShare(who.ctx, busy.groupId, 'The first snowdrop.');
		world.clock.pass(minute);
		await inTransaction(world.system, ({ db }) =>
			sql`insert into share (share_id, group_id, membership_id, need, box, shared_at)
				select uuidv7(), ${busy.groupId}, ${membershipId}, 'listen', 'x', ${world.clock.now()}
				from generate_series(1, ${lookedAt.shares + 1})`.execute(db)
		);
		const { found, bounded } = await search(who, 'snowdrop');
		expect(found.map(({ shareId }) => shareId)).not.toContain(first);
		expect(bounded).toEqual(['Busy meadow']);

		let calls = 0;
		const late = {
			...who.ctx,
			now: () => new Date(world.clock.now().getTime() + calls++ * second)
		};
		expect((await search({ ctx: late }, 'snowdrop')).isCut).toBe(true);

		const often = Array.from({ length: 12 }, () => search(fern, 'nothing'));
		await expect(Promise.all(often)).rejects.toMatchObject({ code: 'too_many' });
	});

	test('shows so many, and says that there are more', async () => {
		world.clock.pass(day);
		const heath = await group(world, { name: 'Wide heath' });
		const who = await heath.member('Heather');
		for (let i = 0; i <= mostFound; i++) {
			await aShare(who.ctx, heath.groupId, `Bracken ${i}.`);
			world.clock.pass(3 * minute);
		}
		const { found, hasMore } = await search(who, 'bracken');
		expect(found).toHaveLength(mostFound);
		expect(hasMore).toBe(true);
		expect(found[0]!.excerpt.join('')).toBe(`Bracken ${mostFound}.`);
	});
});
