import { expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { open, seal } from '#server/crypto.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { members } from './belonging.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });
const keyOf = (ctx: Ctx, groupId: string, membershipId: string) =>
	inTransaction(ctx, async (tx) =>
		(await groups.contentKeys(tx, groupId, [membershipId])).get(membershipId)
	);
const endings = (streamId: string) =>
	asSystem(world.system, 'test', async (tx) => {
		const rows = await tx.db
			.selectFrom('event')
			.select('data')
			.where('stream_id', '=', streamId)
			.where('kind', '=', 'membership_ended')
			.execute();
		return rows.map(({ data }) => data);
	});

test('who leaves is out at once, told on both streams, and the words stay readable', async () => {
	const made = await group(world);
	const wren = await made.member('Wren');
	const robin = await made.member('Robin');
	const before = await keyOf(robin.ctx, made.groupId, wren.membershipId);
	expect(await groups.leave(wren.ctx, made)).toEqual({ erasedBy: null });
	const said = { groupId: made.groupId, membershipId: wren.membershipId };
	expect(await endings(made.groupId)).toEqual([said]);
	expect(await endings(wren.accountId)).toEqual([said]);
	await expect(groups.about(wren.ctx, made.groupId)).rejects.toEqual(code('not_found'));
	await expect(groups.leave(wren.ctx, made)).rejects.toEqual(code('not_found'));
	expect(await keyOf(robin.ctx, made.groupId, wren.membershipId)).toEqual(before);
	const all = await inTransaction(robin.ctx, (tx) => members(tx, made.groupId));
	expect(all.get(wren.membershipId)).toMatchObject({ alias: 'Wren', isCurrent: false });
});

test('who takes their words along leaves nothing that opens', async () => {
	const made = await group(world);
	const wren = await made.member('Wren');
	const robin = await made.member('Robin');
	const key = await keyOf(wren.ctx, made.groupId, wren.membershipId);
	const box = seal(key!, 'share:1', 'what I said');
	expect(open(key!, 'share:1', box).toString()).toBe('what I said');
	const { erasedBy } = await groups.leave(wren.ctx, { ...made, takeWords: true });
	expect(erasedBy).toEqual(new Date('2026-12-27T18:00:00Z'));
	expect(await keyOf(robin.ctx, made.groupId, wren.membershipId)).toBeNull();
});

test('a key needs both halves, is one author’s own, and only members can ask for it', async () => {
	const made = await group(world);
	const elsewhere = await group(world);
	const wren = await made.member('Wren');
	const robin = await made.member('Robin');
	const a = await keyOf(wren.ctx, made.groupId, wren.membershipId);
	const b = await keyOf(wren.ctx, made.groupId, robin.membershipId);
	expect(a).toHaveLength(32);
	expect(a).not.toEqual(b);
	expect(await keyOf(robin.ctx, made.groupId, wren.membershipId)).toEqual(a);
	const foreign = elsewhere.facilitators[0].ctx;
	expect(await keyOf(foreign, made.groupId, wren.membershipId)).toBeUndefined();
	expect(await keyOf(world.nobody, made.groupId, wren.membershipId)).toBeUndefined();
});

test('a facilitator removes a member with a reason; the way back is a facilitator’s yes', async () => {
	const made = await group(world, { entry: 'open' });
	const wren = await made.member('Wren');
	const [mara] = made.facilitators;
	const reason = 'You named a place where somebody lives.';
	await groups.remove(mara.ctx, { ...made, membershipId: wren.membershipId, reason });
	expect(await endings(wren.accountId)).toHaveLength(1);
	expect((await groups.mine(wren.ctx)).answers).toMatchObject([{ kind: 'removed', reason }]);
	const again = { groupId: made.groupId, alias: 'Wren', ...made.versions };
	const { code: given } = await groups.inviteMember(mara.ctx, made);
	const back = await groups.join(wren.ctx, { ...again, code: given, agree: true });
	expect(back.status).toBe('waiting');
	world.clock.pass(1000);
	if (back.status === 'waiting') await groups.approve(mara.ctx, { ...made, ...back });
	expect((await groups.mine(wren.ctx)).answers).toEqual([]);
	await groups.leave(wren.ctx, made);
	// That yes was for that once: a removal outlives it.
	const after = await groups.join(wren.ctx, { ...again, agree: true });
	expect(after.status).toBe('waiting');
});

test('nobody else can remove anybody, and facilitators cannot remove each other', async () => {
	const made = await group(world);
	const elsewhere = await group(world);
	const wren = await made.member('Wren');
	const robin = await made.member('Robin');
	const [mara, ines] = made.facilitators;
	const stranger = await person(world);
	const reason = 'Because I say so.';
	const removing = (ctx: Ctx, membershipId: string) =>
		groups.remove(ctx, { groupId: made.groupId, membershipId, reason });
	for (const { ctx } of [robin, wren, elsewhere.facilitators[0], made.coordinator, stranger])
		await expect(removing(ctx, wren.membershipId)).rejects.toEqual(code('not_found'));
	await expect(removing(mara.ctx, ines.membershipId)).rejects.toEqual(code('not_found'));
	await expect(removing(mara.ctx, wren.accountId)).rejects.toEqual(code('not_found'));
	await removing(mara.ctx, wren.membershipId);
	await expect(removing(ines.ctx, wren.membershipId)).rejects.toEqual(code('not_found'));
});

test('a person who left is not mistaken for a newcomer with the same alias', async () => {
	const made = await group(world, { entry: 'open' });
	const wren = await made.member('Wren');
	await groups.leave(wren.ctx, made);
	await expect(made.member('Wren')).rejects.toEqual(
		expect.objectContaining({ fields: { alias: 'alias_taken' } })
	);
});

test('with the role of a facilitator go the powers in every group, and both streams say so', async () => {
	const made = await group(world);
	const [mara, ines] = made.facilitators;
	const { membershipId } = await made.member('Heather');
	await accounts.endRole(made.coordinator.ctx, { accountId: mara.accountId, role: 'facilitator' });
	const remove = { groupId: made.groupId, membershipId, reason: 'No reason at all.' };
	await expect(groups.remove(mara.ctx, remove)).rejects.toMatchObject({ status: 404 });
	await expect(groups.requests(mara.ctx, made.groupId)).rejects.toMatchObject({ status: 404 });
	const said = { groupId: made.groupId, membershipId: mara.membershipId };
	expect(await endings(made.groupId)).toEqual([said]);
	expect(await endings(mara.accountId)).toEqual([said]);
	expect(await groups.requests(ines.ctx, made.groupId)).toBeDefined();
});
