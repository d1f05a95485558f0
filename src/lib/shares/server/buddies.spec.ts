import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { day, hour } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { newFor, notAgainFor } from '../welcome.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const gone = { code: 'not_found', status: 404 };

const likes = (who: Belonging, { groupId }: MadeGroup, wanted = true) =>
	shares.offerToWelcome(who.ctx, groupId, { wanted });
const asks = async (who: Belonging, { groupId }: MadeGroup) =>
	(await shares.askForBuddy(who.ctx, groupId)).isFound;
const view = (who: Belonging, { groupId }: MadeGroup) => shares.welcome(who.ctx, groupId);
const buddyOf = async (who: Belonging, made: MadeGroup) =>
	(await view(who, made)).buddy?.alias ?? null;
const newcomerOf = async (who: Belonging, made: MadeGroup) =>
	(await view(who, made)).newcomer?.alias ?? null;
const ends = (who: Belonging, { groupId }: MadeGroup, as: 'newcomer' | 'buddy') =>
	shares.endBuddy(who.ctx, groupId, { as });
const told = async (who: Belonging) =>
	(await notices.mine(who.ctx)).filter(({ kind }) => kind === 'welcome').map(({ href }) => href);

/** A group in which some have been for long, and like to welcome. */
async function welcoming(...aliases: string[]) {
	const made = await group(world);
	const people = [];
	for (const alias of aliases) people.push(await made.member(alias));
	world.clock.pass(newFor * day);
	for (const who of people) {
		await likes(who, made);
		world.clock.pass(hour);
	}
	return { made, people };
}

describe('somebody who is new', () => {
	test('is shown one who offered when they ask, and only these two know of it', async () => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const [tide, reed] = people as [Belonging, Belonging];
		const fern = await made.member('Fern');
		expect(await buddyOf(fern, made)).toBeNull();
		expect(await told(tide)).toEqual([]);
		expect(await asks(fern, made)).toBe(true);
		expect([await buddyOf(fern, made), await newcomerOf(tide, made)]).toEqual(['Tide', 'Fern']);
		expect(await told(tide)).toEqual([`/groups/${made.groupId}/welcome`]);
		for (const who of [reed, ...made.facilitators]) {
			expect(await told(who)).toEqual([]);
			expect(await view(who, made)).toMatchObject({ buddy: null, newcomer: null });
		}
	});

	test('who asks twice, and twice at once, has one', async () => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const fern = await made.member('Fern');
		expect(await Promise.all([asks(fern, made), asks(fern, made)])).toEqual([true, true]);
		expect(await asks(fern, made)).toBe(true);
		const there = await Promise.all(people.map((who) => newcomerOf(who, made)));
		expect(there).toEqual(['Fern', null]);
	});

	test('has nobody where nobody offered, and can read on all the same', async () => {
		const made = await group(world);
		const fern = await made.member('Fern');
		expect(await asks(fern, made)).toBe(false);
		expect((await shares.space(fern.ctx, made)).isNew).toBe(true);
	});

	test('is new for four weeks, unless they have settled in', async () => {
		const made = await group(world);
		const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
		const isNew = async (who: Belonging) => (await shares.space(who.ctx, made)).isNew;
		const settle = (wanted: boolean) => shares.settle(fern.ctx, made.groupId, { wanted });
		expect([await isNew(fern), await isNew(made.facilitators[0])]).toEqual([true, false]);
		await Promise.all([settle(true), settle(true)]);
		expect([await isNew(fern), await isNew(tide)]).toEqual([false, true]);
		expect(await view(fern, made)).toMatchObject({ isNew: true, isSettled: true });
		await settle(false);
		expect(await isNew(fern)).toBe(true);
		world.clock.pass(newFor * day);
		expect([await isNew(fern), await isNew(tide)]).toEqual([false, false]);
		await expect(asks(fern, made)).rejects.toMatchObject(gone);
	});
});

describe('whoever offered', () => {
	test('is there for one at a time, and not asked again for two weeks', async () => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const [tide, reed] = people as [Belonging, Belonging];
		const new3 = [await made.member('Fern'), await made.member('Wren'), await made.member('Lark')];
		const [fern, wren, lark] = new3 as [Belonging, Belonging, Belonging];
		expect(await Promise.all([asks(fern, made), asks(wren, made)])).toEqual([true, true]);
		expect(new Set([await newcomerOf(tide, made), await newcomerOf(reed, made)])).toEqual(
			new Set(['Fern', 'Wren'])
		);
		expect(await asks(lark, made)).toBe(false);
		await ends(tide, made, 'buddy');
		expect(await asks(lark, made)).toBe(false);
		world.clock.pass(notAgainFor * day);
		expect(await asks(lark, made)).toBe(true);
		expect(await newcomerOf(tide, made)).toBe('Lark');
	});

	test('is asked when they were unasked for longest', async () => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const [tide, reed] = people as [Belonging, Belonging];
		const fern = await made.member('Fern');
		await asks(fern, made);
		await ends(fern, made, 'newcomer');
		world.clock.pass(notAgainFor * day);
		const wren = await made.member('Wren');
		await asks(wren, made);
		expect([await newcomerOf(tide, made), await newcomerOf(reed, made)]).toEqual([null, 'Wren']);
	});

	test('can say no again, also twice; whom they are there for stays', async () => {
		const { made, people } = await welcoming('Tide');
		const [tide] = people as [Belonging];
		await likes(tide, made);
		const fern = await made.member('Fern');
		await asks(fern, made);
		await Promise.all([likes(tide, made, false), likes(tide, made, false)]);
		expect(await view(tide, made)).toMatchObject({ welcomes: false, newcomer: { alias: 'Fern' } });
		await ends(fern, made, 'newcomer');
		world.clock.pass(notAgainFor * day);
		expect(await asks(await made.member('Wren'), made)).toBe(false);
	});

	test('has been there for a while; facilitators see who, and do not offer themselves', async () => {
		const { made, people } = await welcoming('Tide');
		const [mara] = made.facilitators;
		const fern = await made.member('Fern');
		for (const who of [fern, mara]) await expect(likes(who, made)).rejects.toMatchObject(gone);
		expect((await view(mara, made)).offering?.map(({ alias }) => alias)).toEqual(['Tide']);
		for (const who of [fern, people[0]!]) expect((await view(who, made)).offering).toBeNull();
	});

	test('is nobody whose writing is limited by a decision', async () => {
		const { made, people } = await welcoming('Tide');
		const limit = (until: Date) =>
			inTransaction(world.system, ({ db }) =>
				sql`insert into decision (group_id, membership_id, step, until, reason, of, of_id, made_at)
					values (${made.groupId}, ${people[0]!.membershipId}, 'slowed', ${until}, 'unkind', 'person',
						${people[0]!.membershipId}, ${world.clock.now()})`.execute(db)
			);
		await limit(new Date(world.clock.now().getTime() + day));
		const fern = await made.member('Fern');
		expect(await asks(fern, made)).toBe(false);
		world.clock.pass(2 * day);
		expect(await asks(fern, made)).toBe(true);
	});
});

describe('it ends', () => {
	test.each(['newcomer', 'buddy'] as const)('by the %s, at once and for both', async (as) => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const [tide] = people as [Belonging];
		const fern = await made.member('Fern');
		await asks(fern, made);
		const who = as === 'buddy' ? tide : fern;
		await Promise.all([ends(who, made, as), ends(who, made, as)]);
		await ends(who, made, as);
		expect([await buddyOf(fern, made), await newcomerOf(tide, made)]).toEqual([null, null]);
		expect(await told(tide)).toEqual([]);
		// Not the same one again.
		await asks(fern, made);
		expect(await buddyOf(fern, made)).toBe('Reed');
	});

	test('by nobody else, nor by the other one’s button', async () => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const [tide, reed] = people as [Belonging, Belonging];
		const fern = await made.member('Fern');
		await asks(fern, made);
		for (const as of ['newcomer', 'buddy'] as const) await ends(reed, made, as);
		await ends(fern, made, 'buddy');
		await ends(tide, made, 'newcomer');
		expect([await buddyOf(fern, made), await newcomerOf(tide, made)]).toEqual(['Tide', 'Fern']);
	});

	test('when four weeks are over; then the other one can be asked again', async () => {
		const { made, people } = await welcoming('Tide');
		await asks(await made.member('Fern'), made);
		world.clock.pass(newFor * day);
		expect(await newcomerOf(people[0]!, made)).toBeNull();
		expect(await told(people[0]!)).toEqual([]);
		const wren = await made.member('Wren');
		expect(await asks(wren, made)).toBe(true);
		world.clock.pass(91 * day);
		await shares.forgetBuddies(world.system);
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select from buddy where group_id = ${made.groupId}`.execute(db)
		);
		expect(rows).toEqual([]);
		await expect(shares.forgetBuddies(wren.ctx)).rejects.toMatchObject(gone);
	});

	test('when either leaves the group, with what was told', async () => {
		const { made, people } = await welcoming('Tide', 'Reed');
		const [tide, reed] = people as [Belonging, Belonging];
		const fern = await made.member('Fern');
		await asks(fern, made);
		await groups.leave(tide.ctx, made);
		expect(await buddyOf(fern, made)).toBeNull();
		await asks(fern, made);
		expect(await told(reed)).toHaveLength(1);
		await groups.leave(fern.ctx, made);
		expect([await newcomerOf(reed, made), await told(reed)]).toEqual([null, []]);
	});
});

describe('nobody is brought together with somebody whose words they folded away', () => {
	const fold = (who: Belonging, { groupId }: MadeGroup, { membershipId }: Belonging) =>
		shares.fold(who.ctx, groupId, { membershipId, wanted: true });

	test('whichever of them did', async () => {
		const { made, people } = await welcoming('Tide', 'Reed', 'Sage');
		const [tide, reed] = people as [Belonging, Belonging];
		const fern = await made.member('Fern');
		await fold(fern, made, tide);
		await fold(reed, made, fern);
		expect(await asks(fern, made)).toBe(true);
		expect(await buddyOf(fern, made)).toBe('Sage');
	});

	test('nor with somebody from whom either is kept apart', async () => {
		const { made, people } = await welcoming('Tide', 'Reed', 'Sage');
		const fern = await made.member('Fern');
		const { groupId } = made;
		const { membershipId } = fern;
		const label = { alias: 'As they met', groupName: 'Evening harbour', groupId, membershipId };
		await inTransaction(fern.ctx, (tx) =>
			accounts.keepApart(tx, { of: people[0]!.accountId, groupId, label })
		);
		await inTransaction(people[1]!.ctx, (tx) =>
			accounts.keepApart(tx, { of: fern.accountId, groupId: null, label })
		);
		await asks(fern, made);
		expect(await buddyOf(fern, made)).toBe('Sage');
	});

	test.each(['newcomer', 'buddy'] as const)('and it ends when the %s does it later', async (as) => {
		const { made, people } = await welcoming('Tide');
		const [tide] = people as [Belonging];
		const fern = await made.member('Fern');
		await asks(fern, made);
		await (as === 'newcomer' ? fold(fern, made, tide) : fold(tide, made, fern));
		expect([await buddyOf(fern, made), await newcomerOf(tide, made)]).toEqual([null, null]);
		expect(await told(tide)).toEqual([]);
		expect(await asks(fern, made)).toBe(false);
	});
});

test('whoever does not belong is told and can do nothing', async () => {
	const { made } = await welcoming('Tide');
	const { groupId } = made;
	const other = await group(world);
	const left = await made.member('Fern');
	await aShare(left.ctx, groupId);
	await groups.leave(left.ctx, made);
	const stranger = await person(world);
	const outside = [stranger, left, made.coordinator, other.facilitators[0], { ctx: world.nobody }];
	for (const { ctx } of outside) {
		const tries = [
			shares.welcome(ctx, groupId),
			shares.askForBuddy(ctx, groupId),
			shares.endBuddy(ctx, groupId, { as: 'buddy' }),
			shares.offerToWelcome(ctx, groupId, { wanted: true }),
			shares.settle(ctx, groupId, { wanted: true })
		];
		for (const tried of await Promise.allSettled(tries))
			expect(tried).toMatchObject({ status: 'rejected', reason: gone });
	}
});

test('in a closed group nobody offers, nor asks', async () => {
	const made = await group(world);
	const fern = await made.member('Fern');
	await groups.close(made.coordinator.ctx, made);
	await expect(asks(fern, made)).rejects.toMatchObject(gone);
	expect((await view(fern, made)).can).toEqual({ ask: false, welcome: false });
});
