import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { waiter } from '#test/support/waiting.ts';
import type { Person } from '#test/support/accounts.ts';
import { group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { hour } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { openPool } from '#server/db/pool.ts';
import { AppError } from '#server/errors.ts';
import { mostWaits } from '../waiting-list.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });
const full = async (capacity = 3) => {
	const made = await group(world, { entry: 'open', capacity });
	const members = [];
	for (const alias of ['Wren', 'Robin', 'Lark', 'Tern', 'Finch'].slice(0, capacity))
		members.push(await made.member(alias));
	return { made, members };
};
const join = (ctx: Ctx, made: MadeGroup, alias: string, wait?: true) =>
	groups.join(ctx, {
		...{ groupId: made.groupId, alias, wait, ...made.versions, agree: true }
	});
/** Taken and held seats of a group, counted without the product's own help. */
const seats = (groupId: string) =>
	asSystem(world.system, 'test', async ({ db }) => {
		const { rows } = await sql<{ members: number; held: number }>`
			select (select count(*) from membership where group_id = ${groupId}
					and role = 'member' and ended_at is null) as members,
				(select count(*) from waiting where group_id = ${groupId} and status = 'offered') as held`.execute(
			db
		);
		return rows[0]!;
	});
const letters = 'ABCDEFGHIJ';
/** Fifty aliases that nobody could mistake for each other. */
const fifty = Array.from(
	{ length: 50 },
	(_, i) => `${letters[i % 10]}ort${letters[Math.floor(i / 10)]!.toLowerCase()}man`
);

const crowd: { alias: string; who: Person }[] = [];
beforeAll(async () => {
	for (const alias of fifty) crowd.push({ alias, who: await personNotCalled(world, alias) });
});

describe('seats', () => {
	test('are three for fifty who come at once', async () => {
		const made = await group(world, { entry: 'open', capacity: 3 });
		const answers = await Promise.allSettled(
			crowd.map(({ who, alias }) => join(who.ctx, made, alias))
		);
		const refused = answers.filter(({ status }) => status === 'rejected');
		expect(refused.map((one) => (one as PromiseRejectedResult).reason)).toEqual(
			Array(47).fill(code('group_full'))
		);
		expect(await seats(made.groupId)).toEqual({ members: 3, held: 0 });
	}, 60_000);

	test('are three for fifty who come at once and would wait, each in a turn of their own', async () => {
		const made = await group(world, { entry: 'open', capacity: 3 });
		const joined = await Promise.all(
			crowd.map(({ who, alias }) => join(who.ctx, made, alias, true))
		);
		expect(joined.filter(({ status }) => status === 'member')).toHaveLength(3);
		expect(joined.filter(({ status }) => status === 'listed')).toHaveLength(47);
		const turns = await asSystem(world.system, 'test', ({ db }) =>
			db.selectFrom('waiting').select('turn').where('group_id', '=', made.groupId).execute()
		);
		expect(new Set(turns.map(({ turn }) => turn)).size).toBe(47);
	}, 60_000);

	test('hold in the database itself, whoever writes and however many at once', async () => {
		const made = await group(world, { entry: 'open', capacity: 3 });
		const accounts: string[] = [];
		for (let n = 0; n < 12; n++) accounts.push((await personNotCalled(world, 'x')).accountId);
		const insert = (accountId: string, n: number) =>
			asSystem(world.system, 'test', ({ db }) =>
				sql`insert into membership (group_id, account_id, role, alias, alias_key, mark, joined_at)
					values (${made.groupId}, ${accountId}, 'member', ${`P${n}`}, ${`p${n}`}, 'x', now())`.execute(db)
			);
		const answers = await Promise.allSettled(accounts.map(insert));
		expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
		const held = asSystem(world.system, 'test', ({ db }) =>
			sql`insert into waiting (group_id, account_id, alias, alias_key, mark, turn, asked_at, status, offered_until)
				values (${made.groupId}, ${accounts[11]}, 'Px', 'px', 'x', 99, now(), 'offered', now())`.execute(db)
		);
		await expect(held).rejects.toMatchObject({ constraint: 'seats_of_a_group' });
		const back = asSystem(world.system, 'test', async ({ db }) => {
			await sql`update membership set ended_at = now(), ended_why = 'left'
				where group_id = ${made.groupId} and role = 'member'`.execute(db);
			await sql`insert into membership (group_id, account_id, role, alias, alias_key, mark, joined_at)
				select ${made.groupId}, account_id, 'member', left(account_id::text, 24), account_id::text, 'x', now()
				from account where account_id = any(${accounts.slice(6, 9)}::uuid[])`.execute(db);
			await sql`update membership set ended_at = null, ended_why = null
				where group_id = ${made.groupId} and role = 'member'`.execute(db);
		});
		await expect(back).rejects.toMatchObject({ constraint: 'seats_of_a_group' });
	});
});

describe('a seat that becomes free', () => {
	test('is held for whoever waited longest, and nobody else comes in meanwhile', async () => {
		const { made, members } = await full();
		const [first, second] = [
			await waiter(world, made, 'Heron'),
			await waiter(world, made, 'Swift')
		];
		await groups.leave(members[0]!.ctx, made);
		expect(await seats(made.groupId)).toEqual({ members: 2, held: 1 });
		expect(await first.mine()).toMatchObject({
			...{ state: 'offered', until: new Date(world.clock.now().getTime() + 48 * hour) }
		});
		expect(await second.mine()).toMatchObject({ state: 'waiting', place: 'next' });
		const late = await personNotCalled(world, 'Crane');
		await expect(join(late.ctx, made, 'Crane')).rejects.toEqual(code('group_full'));
		expect((await groups.publicPage(world.nobody, made.groupId)).seats).toBe('full');
		expect(
			(await groups.all(made.coordinator.ctx)).find((one) => one.groupId === made.groupId)
		).toMatchObject({ seats: 'full' });
	});
	test.each([
		[
			'a removal',
			({ made, members }: Awaited<ReturnType<typeof full>>) =>
				groups.remove(made.facilitators[0].ctx, {
					...{ groupId: made.groupId, reason: 'The agreement.' },
					membershipId: members[0]!.membershipId
				})
		],
		[
			'more seats',
			async ({ made }: Awaited<ReturnType<typeof full>>) => {
				const details = await groups.details(made.coordinator.ctx, made.groupId);
				await groups.change(made.coordinator.ctx, { ...details, capacity: 4 });
			}
		]
	])('also by %s', async (_, happens) => {
		const there = await full();
		const heron = await waiter(world, there.made, 'Heron');
		await happens(there);
		expect(await heron.mine()).toMatchObject({ state: 'offered' });
	});
	test('by the end of an account passes on with the worker’s next look', async () => {
		const { made, members } = await full();
		const heron = await waiter(world, made, 'Heron');
		await asSystem(world.system, 'test', ({ db }) =>
			db
				.updateTable('membership')
				.set({ ended_at: world.clock.now(), ended_why: 'account_ended' })
				.where('membership_id', '=', members[0]!.membershipId)
				.execute()
		);
		await groups.passSeatsOn(world.system);
		expect((await seats(made.groupId)).held).toBe(1);
		expect(await heron.mine()).toMatchObject({ state: 'offered' });
	});
	test('is held as long as the group says', async () => {
		const { made, members } = await full();
		const { ctx } = made.coordinator;
		const details = await groups.details(ctx, made.groupId);
		expect(details.offerHours).toBe(48);
		await groups.change(ctx, { ...details, offerHours: 5 });
		for (const offerHours of [0, 169, 1.5])
			await expect(groups.change(ctx, { ...details, offerHours })).rejects.toEqual(code('invalid'));
		const heron = await waiter(world, made, 'Heron');
		await groups.leave(members[0]!.ctx, made);
		const { until } = await heron.mine();
		expect(until).toEqual(new Date(world.clock.now().getTime() + 5 * hour));
	});
	test('of a group with fewer seats than before goes to nobody', async () => {
		const { made, members } = await full(5);
		const heron = await waiter(world, made, 'Heron');
		const details = await groups.details(made.coordinator.ctx, made.groupId);
		await groups.change(made.coordinator.ctx, { ...details, capacity: 4 });
		await groups.leave(members[0]!.ctx, made);
		expect(await heron.mine()).toMatchObject({ state: 'waiting' });
		expect(await seats(made.groupId)).toEqual({ members: 4, held: 0 });
	});
});

describe('whatever is done at the same moment', () => {
	test('no seat is given twice, none is lost, and nothing waits for itself', async () => {
		const { made, members } = await full(3);
		const [mara] = made.facilitators;
		const waiting = [];
		for (const alias of fifty.slice(0, 12)) waiting.push(await waiter(world, made, alias));
		const late = crowd.slice(20, 26);
		const { groupId } = made;
		const reason = 'The agreement.';
		for (let round = 0; round < 4; round++) {
			const member = members[round % 3]!;
			const answers = await Promise.allSettled([
				groups.leave(member.ctx, made),
				groups.remove(mara.ctx, { groupId, membershipId: members[2]!.membershipId, reason }),
				...waiting.slice(0, 6).map((one) => one.take()),
				...waiting.slice(3, 7).map((one) => one.letGo('yes')),
				...waiting.slice(6, 8).map((one) => one.leave()),
				groups.endWait(mara.ctx, { groupId, waitingId: waiting[8]!.waitingId, reason }),
				...late.map(({ who, alias }) => join(who.ctx, made, alias, true)),
				groups.passSeatsOn(world.system),
				...waiting.map((one) => groups.waits(one.ctx))
			]);
			for (const answer of answers)
				if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(AppError);
			const { members: taken, held } = await seats(groupId);
			expect(taken + held).toBeLessThanOrEqual(3);
			world.clock.pass(49 * hour);
			await groups.passSeatsOn(world.system);
			const list = await groups.waitingPeople(mara.ctx, groupId);
			const after = await seats(groupId);
			// While somebody waits who did not miss an offer, every seat is taken or held.
			const rests = await asSystem(world.system, 'test', ({ db }) =>
				db
					.selectFrom('waiting')
					.select('alias')
					.where('group_id', '=', groupId)
					.where('status', '=', 'waiting')
					.where('not_before', 'is', null)
					.execute()
			);
			if (rests.length > 0) expect(after.members + after.held).toBe(3);
			expect(list.filter(({ isOffered }) => isOffered)).toHaveLength(after.held);
		}
	}, 60_000);
});

describe('an offer that runs out', () => {
	test('passes the seat on, and the person waits at the end until they say whether they stay', async () => {
		const { made, members } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.leave(members[0]!.ctx, made);
		world.clock.pass(48 * hour - 1);
		await groups.passSeatsOn(world.system);
		expect(await heron.mine()).toMatchObject({ state: 'offered' });
		world.clock.pass(1);
		await groups.passSeatsOn(world.system);
		expect(await heron.mine()).toMatchObject({ state: 'missed' });
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
		await expect(heron.take()).rejects.toEqual(code('offer_gone'));
		world.clock.pass(49 * hour);
		await groups.passSeatsOn(world.system);
		expect(await swift.mine()).toMatchObject({ state: 'missed' });
		expect(await seats(made.groupId)).toEqual({ members: 2, held: 0 });
		await swift.stay();
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
		await swift.stay();
		expect(await heron.mine()).toMatchObject({ state: 'missed', place: 'next' });
	});
	test('passes on at the next look at Home too, without the worker', async () => {
		const { made, members } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.leave(members[0]!.ctx, made);
		world.clock.pass(48 * hour);
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
		expect(await heron.mine()).toMatchObject({ state: 'missed' });
	});
	test('passes on once, by two processes that look at the same moment', async () => {
		const { made, members } = await full();
		const waiting = [];
		for (const alias of ['Heron', 'Swift', 'Crane', 'Dove'])
			waiting.push(await waiter(world, made, alias));
		await groups.leave(members[0]!.ctx, made);
		await groups.leave(members[1]!.ctx, made);
		const other = openPool(world.url);
		const elsewhere = { ...world.system, db: other.db };
		world.clock.pass(48 * hour);
		await Promise.all([
			...[world.system, elsewhere, world.system, elsewhere].map((ctx) => groups.passSeatsOn(ctx)),
			...waiting.map((one) => groups.waits(one.ctx))
		]);
		await other.close();
		expect(await seats(made.groupId)).toEqual({ members: 1, held: 2 });
		const states = await Promise.all(waiting.map(async (one) => (await one.mine()).state));
		expect(states).toEqual(['missed', 'missed', 'offered', 'offered']);
		const { rows } = await asSystem(world.system, 'test', ({ db }) =>
			sql`select from event where stream_id = ${made.groupId} and kind = 'offer_ended'`.execute(db)
		);
		expect(rows).toHaveLength(2);
	});
});

describe('whoever waits', () => {
	test(`waits for at most ${mostWaits} groups, asked ones counted, however many they try at once`, async () => {
		const who = await personNotCalled(world, 'Heron');
		const groupsFull = [];
		for (let n = 0; n < mostWaits; n++) groupsFull.push((await full()).made);
		const byRequest = await group(world);
		await join(who.ctx, byRequest, 'Heron');
		const answers = await Promise.allSettled(
			groupsFull.map((made) => join(who.ctx, made, 'Heron', true))
		);
		const refused = answers.filter(
			({ status }) => status === 'rejected'
		) as PromiseRejectedResult[];
		expect(refused.map(({ reason }) => reason)).toEqual([code('waits_many')]);
		const [one] = await groups.waits(who.ctx);
		await groups.leaveList(who.ctx, one!);
		const after = await Promise.allSettled(
			groupsFull.map((made) => join(who.ctx, made, 'Heron', true))
		);
		expect(after.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});
});
