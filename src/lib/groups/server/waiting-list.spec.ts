import { describe, expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { person } from '#test/support/accounts.ts';
import { group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
import { waiter } from '#test/support/waiting.ts';
import { openWorld } from '#test/support/world.ts';
import { day, hour } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { placeAfter } from '../waiting-list.ts';
import { endMissed, forgetAnswered } from './jobs.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });
const full = async (entry: 'open' | 'request' | 'invitation' = 'open') => {
	const made = await group(world, { entry, capacity: 3 });
	const [wren, robin, lark] = [
		await made.member('Wren'),
		await made.member('Robin'),
		await made.member('Lark')
	];
	return { made, wren, robin, lark };
};
const asking = ({ groupId, versions }: MadeGroup, alias: string, more: object = {}) => ({
	...{ groupId, alias, ...versions, agree: true as const, ...more }
});
const events = async (streamId: string) => {
	const rows = await asSystem(world.system, 'test', ({ db }) =>
		db.selectFrom('event').select('kind').where('stream_id', '=', streamId).orderBy('seq').execute()
	);
	return rows.map(({ kind }) => kind).filter((kind) => /wait|seat|offer/.test(kind));
};

describe('waiting', () => {
	test('begins only for who says so, once, and reads nothing of the group', async () => {
		const { made } = await full();
		const who = await personNotCalled(world, 'Heron Tern');
		await expect(groups.join(who.ctx, asking(made, 'Heron'))).rejects.toEqual(code('group_full'));
		expect(await groups.waits(who.ctx)).toEqual([]);
		const joined = await groups.join(who.ctx, asking(made, 'Heron', { wait: 'yes' }));
		expect(joined.status).toBe('listed');
		await expect(groups.join(who.ctx, asking(made, 'Tern', { wait: true }))).rejects.toEqual(
			code('already_listed')
		);
		await expect(groups.about(who.ctx, made.groupId)).rejects.toEqual(code('not_found'));
		expect((await groups.publicPage(who.ctx, made.groupId)).standing).toBe('listed');
		expect((await groups.publicPage(world.nobody, made.groupId)).standing).toBe('none');
		expect(await groups.waits(who.ctx)).toMatchObject([
			{ groupId: made.groupId, alias: 'Heron', state: 'waiting', place: 'next', until: null }
		]);
		expect(await events(who.accountId)).toEqual(['wait_began']);
	});
	test('is not needed where a seat is free', async () => {
		const made = await group(world, { entry: 'open' });
		const who = await personNotCalled(world, 'Heron');
		const joined = await groups.join(who.ctx, asking(made, 'Heron', { wait: true }));
		expect(joined.status).toBe('member');
	});
	test('twice at once is one place', async () => {
		const { made } = await full();
		const who = await personNotCalled(world, 'Heron');
		const answers = await Promise.allSettled([
			groups.join(who.ctx, asking(made, 'Heron', { wait: true })),
			groups.join(who.ctx, asking(made, 'Heron', { wait: true }))
		]);
		const refused = answers.filter(
			({ status }) => status === 'rejected'
		) as PromiseRejectedResult[];
		expect(refused.map(({ reason }) => reason)).toEqual([code('already_listed')]);
	});
	test('keeps the alias free for whoever waits', async () => {
		const { made } = await full();
		await waiter(world, made, 'Heron');
		const who = await personNotCalled(world, 'Heron');
		await expect(groups.join(who.ctx, asking(made, 'Héron', { wait: true }))).rejects.toMatchObject(
			{ fields: { alias: 'alias_taken' } }
		);
	});
	test('in a group by request begins with a facilitator’s yes, in the order of the yeses', async () => {
		const { made, wren } = await full('request');
		const [one, two] = [
			await personNotCalled(world, 'Heron'),
			await personNotCalled(world, 'Tern')
		];
		const first = await groups.join(one.ctx, asking(made, 'Heron', { wait: true }));
		const second = await groups.join(two.ctx, asking(made, 'Tern'));
		expect(await groups.waits(one.ctx)).toEqual([]);
		const [mara] = made.facilitators;
		for (const asked of [second, first]) {
			if (asked.status !== 'waiting') throw new Error('came in at once');
			const came = await groups.approve(mara.ctx, { ...made, ...asked });
			expect(came.status).toBe('listed');
		}
		expect(await groups.requests(mara.ctx, made.groupId)).toEqual([]);
		await groups.leave(wren.ctx, made);
		expect(await groups.waits(two.ctx)).toMatchObject([{ state: 'offered' }]);
		expect(await groups.waits(one.ctx)).toMatchObject([{ state: 'waiting', place: 'next' }]);
	});
	test('with a code uses the code, which lets nobody else in', async () => {
		const { made, wren } = await full('invitation');
		const who = await personNotCalled(world, 'Heron');
		const waiting = asking(made, 'Heron', { wait: true });
		await expect(groups.join(who.ctx, waiting)).rejects.toMatchObject({
			fields: { code: 'code_needed' }
		});
		const { code: given } = await groups.inviteMember(made.facilitators[0].ctx, made);
		const joined = await groups.join(who.ctx, { ...waiting, code: given });
		expect(joined.status).toBe('listed');
		const other = await personNotCalled(world, 'Tern');
		const again = asking(made, 'Tern', { wait: true, code: given });
		await expect(groups.join(other.ctx, again)).rejects.toMatchObject({
			fields: { code: 'code_unknown' }
		});
		await groups.leave(wren.ctx, made);
		const [mine] = await groups.waits(who.ctx);
		expect((await groups.takeOffer(who.ctx, mine!)).groupId).toBe(made.groupId);
	});
	test('is told in words: next, a few, many; never a number', () => {
		const said = [0, 1, 5, 6, 40].map(placeAfter);
		expect(said).toEqual(['next', 'few', 'few', 'many', 'many']);
	});
	test('says what is before somebody, whoever asked first being first', async () => {
		const { made } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		expect([await heron.mine(), await swift.mine()]).toMatchObject([
			{ place: 'next' },
			{ place: 'few' }
		]);
		await heron.leave();
		expect(await swift.mine()).toMatchObject({ place: 'next' });
	});
});

describe('an offered seat', () => {
	test('is taken once, also twice at the same moment, and nobody else can', async () => {
		const { made, wren } = await full();
		const heron = await waiter(world, made, 'Heron');
		await expect(heron.take()).rejects.toEqual(code('offer_gone'));
		await groups.leave(wren.ctx, made);
		const stranger = await person(world);
		for (const ctx of [stranger.ctx, made.facilitators[0].ctx, made.coordinator.ctx, wren.ctx]) {
			await expect(groups.takeOffer(ctx, heron)).rejects.toEqual(code('not_found'));
			await expect(groups.letOfferGo(ctx, { ...heron, stay: 'no' })).rejects.toEqual(
				code('not_found')
			);
			await expect(groups.leaveList(ctx, heron)).rejects.toEqual(code('not_found'));
			await expect(groups.stayOnList(ctx, heron)).rejects.toEqual(code('not_found'));
		}
		await expect(groups.takeOffer(world.nobody, heron)).rejects.toEqual(code('sign_in_first'));
		const answers = await Promise.allSettled([heron.take(), heron.take()]);
		const refused = answers.filter(
			({ status }) => status === 'rejected'
		) as PromiseRejectedResult[];
		expect(refused.map(({ reason }) => reason)).toEqual([code('already_member')]);
		expect(await groups.waits(heron.ctx)).toEqual([]);
		const { groups: mine } = await groups.mine(heron.ctx);
		expect(mine).toMatchObject([{ groupId: made.groupId, alias: 'Heron', role: 'member' }]);
		expect(await events(heron.accountId)).toEqual(['wait_began', 'seat_offered', 'wait_ended']);
	});
	test('let go passes to the next at once; who stays waits at the end, and is not asked again so soon', async () => {
		const { made, wren } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.leave(wren.ctx, made);
		await heron.letGo('yes');
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
		expect(await heron.mine()).toMatchObject({ state: 'waiting', until: null });
		await expect(heron.letGo('yes')).rejects.toEqual(code('offer_gone'));
		await swift.letGo('no');
		expect(await groups.waits(swift.ctx)).toEqual([]);
		expect(await heron.mine()).toMatchObject({ state: 'waiting', restsUntil: expect.any(Date) });
		const late = await personNotCalled(world, 'Crane');
		expect((await groups.join(late.ctx, asking(made, 'Crane'))).status).toBe('member');
		await groups.leave(late.ctx, made);
		world.clock.pass(48 * hour);
		expect(await heron.mine()).toMatchObject({ state: 'offered', restsUntil: null });
	});
	test('let go at the very moment of taking it is one or the other', async () => {
		const { made, wren } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.leave(wren.ctx, made);
		const answers = await Promise.allSettled([heron.take(), heron.letGo('no')]);
		expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const isIn = (await groups.mine(heron.ctx)).groups.length === 1;
		expect((await swift.mine()).state).toBe(isIn ? 'waiting' : 'offered');
	});
	test('of somebody who leaves the list passes on', async () => {
		const { made, wren } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.leave(wren.ctx, made);
		await heron.leave();
		await expect(heron.leave()).rejects.toEqual(code('wait_ended'));
		await expect(heron.stay()).rejects.toEqual(code('wait_ended'));
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
	});
	test('that nobody ever answered for ends the waiting after 30 days, and ended ones are forgotten', async () => {
		const { made, wren } = await full();
		const heron = await waiter(world, made, 'Heron');
		await groups.leave(wren.ctx, made);
		world.clock.pass(48 * hour);
		await groups.passSeatsOn(world.system);
		world.clock.pass(29 * day);
		await endMissed(world.system);
		expect(await groups.waits(heron.ctx)).toHaveLength(1);
		world.clock.pass(2 * day);
		await endMissed(world.system);
		expect(await groups.waits(heron.ctx)).toEqual([]);
		world.clock.pass(31 * day);
		await forgetAnswered(world.system);
		const left = await asSystem(world.system, 'test', ({ db }) =>
			db.selectFrom('waiting').select('waiting_id').where('group_id', '=', made.groupId).execute()
		);
		expect(left).toEqual([]);
	});
});

describe('the list of a group', () => {
	test('is its facilitators’ to see, by alias and day only', async () => {
		const { made, wren, robin } = await full();
		const heron = await waiter(world, made, 'Heron');
		await waiter(world, made, 'Swift');
		await groups.leave(wren.ctx, made);
		const seen = await groups.waitingPeople(made.facilitators[1].ctx, made.groupId);
		expect(seen).toEqual([
			{
				...{ waitingId: heron.waitingId, alias: 'Heron', mark: expect.any(String) },
				...{ askedAt: expect.any(Date), isOffered: true }
			},
			expect.objectContaining({ alias: 'Swift', isOffered: false })
		]);
		const elsewhere = await group(world);
		const others: Ctx[] = [robin.ctx, heron.ctx, elsewhere.facilitators[0].ctx];
		for (const ctx of [...others, made.coordinator.ctx, world.nobody]) {
			await expect(groups.waitingPeople(ctx, made.groupId)).rejects.toEqual(code('not_found'));
			const no = groups.endWait(ctx, { ...made, ...heron, reason: 'No seat for now.' });
			await expect(no).rejects.toEqual(code('not_found'));
		}
		const foreign = groups.endWait(elsewhere.facilitators[0].ctx, {
			...{ groupId: elsewhere.groupId, waitingId: heron.waitingId, reason: 'Not ours to end.' }
		});
		await expect(foreign).rejects.toEqual(code('not_found'));
	});
	test('lets somebody go with a reason, once, and the held seat passes on', async () => {
		const { made, wren } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.leave(wren.ctx, made);
		const reason = 'We know each other from work. The Thursday group has room.';
		const [mara, ines] = made.facilitators;
		const short = groups.endWait(mara.ctx, { ...made, ...heron, reason: '' });
		await expect(short).rejects.toEqual(code('invalid'));
		const answers = await Promise.allSettled([
			groups.endWait(mara.ctx, { ...made, ...heron, reason }),
			groups.endWait(ines.ctx, { ...made, ...heron, reason })
		]);
		const refused = answers.filter(
			({ status }) => status === 'rejected'
		) as PromiseRejectedResult[];
		expect(refused.map(({ reason: why }) => why)).toEqual([code('wait_ended')]);
		await expect(heron.take()).rejects.toEqual(code('offer_gone'));
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
		const { answers: told } = await groups.mine(heron.ctx);
		expect(told).toMatchObject([{ kind: 'let_go', groupId: made.groupId, reason }]);
		const kept = await asSystem(world.system, 'test', ({ db }) =>
			db
				.selectFrom('waiting')
				.select('reason_box')
				.where('waiting_id', '=', heron.waitingId)
				.executeTakeFirstOrThrow()
		);
		expect(kept.reason_box!.toString('latin1')).not.toContain('Thursday');
	});
	test('does not hold somebody who leads the group by now', async () => {
		const { made } = await full();
		const joan = await person(world, { roles: ['facilitator'] });
		const { groupId } = made;
		await groups.join(joan.ctx, asking(made, 'Juniper', { wait: true }));
		await groups.addFacilitator(made.coordinator.ctx, {
			...{ groupId, accountId: joan.accountId, alias: 'Joan' }
		});
		expect(await groups.waits(joan.ctx)).toEqual([]);
	});
	test('ends with the group', async () => {
		const { made, wren } = await full();
		const heron = await waiter(world, made, 'Heron');
		await groups.leave(wren.ctx, made);
		await groups.close(made.coordinator.ctx, made);
		expect(await groups.waits(heron.ctx)).toEqual([]);
		await expect(heron.take()).rejects.toEqual(code('group_closed'));
		expect((await groups.mine(heron.ctx)).answers).toMatchObject([
			{ kind: 'let_go', reason: null }
		]);
	});
	test('and what is followed end with the account, and the held seat passes on', async () => {
		const { made, wren } = await full();
		const [heron, swift] = [await waiter(world, made, 'Heron'), await waiter(world, made, 'Swift')];
		await groups.follow(heron.ctx, made);
		await groups.leave(wren.ctx, made);
		await accounts.endAccount(heron.ctx);
		await groups.passSeatsOn(world.system);
		expect(await swift.mine()).toMatchObject({ state: 'offered' });
		expect(await groups.followed(heron.ctx)).toEqual([]);
	});
});
