import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group } from '#test/support/groups.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const harbour = await group(world);
const orchard = await group(world, { name: 'Quiet orchard' });
const { groupId } = harbour;
const [fern, tide] = [await harbour.member('Fern'), await harbour.member('Tide')];
const wren = await orchard.member('Wren');
beforeEach(() => world.clock.pass(hour));

const save = (who: { ctx: Ctx }, shareId: string, wanted = true) =>
	shares.save(who.ctx, { groupId, shareId, wanted });
const savedBy = async (who: { ctx: Ctx }) =>
	(await shares.saved(who.ctx)).map(({ shareId }) => shareId);

describe('a saved share', () => {
	test('is a way back, for whoever saved it alone', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'A long walk. '.repeat(20));
		const sharedAt = world.clock.now();
		world.clock.pass(minute);
		await save(tide, shareId);
		const [one] = await shares.saved(tide.ctx);
		expect(one).toMatchObject({
			...{ shareId, groupId, groupName: 'Evening harbour', sharedAt },
			...{ savedAt: world.clock.now(), author: { alias: 'Fern' } },
			beginning: expect.stringMatching(/^A long walk\. .* …$/)
		});
		expect(await shares.isSaved(tide.ctx, shareId)).toBe(true);
		for (const who of [fern, harbour.facilitators[0]]) {
			expect(await savedBy(who)).toEqual([]);
			expect(await shares.isSaved(who.ctx, shareId)).toBe(false);
		}
		await save(tide, shareId, false);
		expect(await savedBy(tide)).toEqual([]);
	});

	test('twice, and twice at once, is one; and is let go twice', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		await save(tide, shareId);
		await Promise.all([save(tide, shareId), save(tide, shareId)]);
		expect(await savedBy(tide)).toEqual([shareId]);
		await Promise.all([save(tide, shareId, false), save(tide, shareId, false)]);
		expect(await savedBy(tide)).toEqual([]);
	});

	test('is gone when the share is, hidden when it is hidden, and back when that is', async () => {
		const [one, two] = [await aShare(fern.ctx, groupId), await aShare(fern.ctx, groupId)];
		await save(tide, one);
		await save(tide, two);
		await shares.remove(fern.ctx, { groupId, shareId: one });
		expect(await savedBy(tide)).toEqual([two]);
		const hide = (at: Date | null) =>
			inTransaction(world.system, ({ db }) =>
				sql`select set_hidden('share', ${two}, ${at}::timestamptz)`.execute(db)
			);
		await hide(world.clock.now());
		expect(await savedBy(tide)).toEqual([]);
		await hide(null);
		expect(await savedBy(tide)).toEqual([two]);
	});

	test('cannot be one that somebody cannot read', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		const gone = { code: 'not_found' };
		await expect(save(wren, shareId)).rejects.toMatchObject(gone);
		await expect(save({ ctx: world.nobody }, shareId)).rejects.toMatchObject(gone);
		await expect(save(tide, newId())).rejects.toMatchObject(gone);
		const there = { groupId: orchard.groupId, shareId, wanted: true };
		await expect(shares.save(wren.ctx, there)).rejects.toMatchObject(gone);
		await expect(shares.saved(world.nobody)).rejects.toMatchObject({ code: 'sign_in_first' });
	});

	test('is forgotten when somebody leaves the group', async () => {
		const reed = await harbour.member('Reed');
		await save(reed, await aShare(fern.ctx, groupId));
		await groups.leave(reed.ctx, { groupId });
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select from saved_share where membership_id = ${reed.membershipId}`.execute(db)
		);
		expect(rows).toEqual([]);
	});
});
