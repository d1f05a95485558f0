import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as audit from '#lib/audit/server/audit.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { emptyPlan, LONGEST, PlanInput, type Plan, type ShowInput } from '../plans.ts';
import * as plans from './plans.ts';

const world = await openWorld();
const harbour = await group(world);
const orchard = await group(world, { name: 'Quiet orchard' });
const [mara] = harbour.facilitators;

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const aPlan = (more: Partial<Plan> = {}): Plan => ({
	...{ ...emptyPlan, signs: 'I stop eating.', people: 'Heliotrope, after six.' },
	...{ helps: 'A walk.', strategies: ['ground-room'] },
	...more
});
const inDays = (days: number) =>
	after(world.clock.now(), days * day)
		.toISOString()
		.slice(0, 10);
const showing = (more: Partial<ShowInput> = {}) => ({
	...{ groupId: harbour.groupId, facilitatorId: mara.membershipId },
	...{ parts: ['signs' as const], until: inDays(3), ...more }
});
const show = (who: { ctx: Ctx }, more: Partial<ShowInput> = {}) =>
	plans.show(who.ctx, showing(more), 'Europe/Berlin');
const heads = (who: { ctx: Ctx } = mara) => plans.shownToMe(who.ctx, harbour.groupId);
const open = (shownId: string, who: { ctx: Ctx } = mara) =>
	plans.openShown(who.ctx, { groupId: harbour.groupId, shownId });
/** A member with a plan, and what of it they show. */
async function shower(alias: string, more: Partial<ShowInput> = {}) {
	const who = await harbour.member(alias);
	await plans.write(who.ctx, aPlan());
	await show(who, more);
	const [one] = await plans.showings(who.ctx);
	return { who, shownId: one!.shownId };
}
const rows = (table: 'plan' | 'plan_shown') =>
	inTransaction(world.system, async ({ db }) => {
		const found = await sql<{ box: Buffer }>`select box from ${sql.table(table)}`.execute(db);
		return found.rows;
	});

describe('my plan', () => {
	it('is empty at first, and is kept whole, for me alone', async () => {
		const [mine, other] = [await person(world), await person(world)];
		expect(await plans.plan(mine.ctx)).toEqual({ plan: emptyPlan, writtenAt: null });
		await plans.write(mine.ctx, aPlan());
		await plans.write(mine.ctx, aPlan({ places: 'The library.' }));
		expect((await plans.plan(mine.ctx)).plan).toEqual(aPlan({ places: 'The library.' }));
		expect((await plans.plan(other.ctx)).plan).toEqual(emptyPlan);
		for (const { box } of await rows('plan')) expect(box.toString()).not.toContain('Heliotrope');
	});

	it('takes one of two that come at once, whole', async () => {
		const { ctx } = await person(world);
		const two = [aPlan({ avoid: 'News.' }), aPlan({ avoid: 'Drink.' })];
		await Promise.all(two.map((one) => plans.write(ctx, one)));
		expect(two).toContainEqual((await plans.plan(ctx)).plan);
	});

	it('is not there any more once it is empty, or deleted, also twice', async () => {
		const { ctx } = await person(world);
		await plans.write(ctx, aPlan());
		await plans.write(ctx, { ...emptyPlan, country: 'DE' });
		expect(await plans.plan(ctx)).toEqual({ plan: emptyPlan, writtenAt: null });
		await plans.write(ctx, aPlan());
		await Promise.all([plans.forget(ctx), plans.forget(ctx)]);
		expect((await plans.plan(ctx)).writtenAt).toBeNull();
	});

	it('wants somebody who is signed in', async () => {
		for (const ask of [
			plans.plan(world.nobody),
			plans.write(world.nobody, aPlan()),
			plans.forget(world.nobody),
			show({ ctx: world.nobody }),
			plans.showings(world.nobody),
			plans.hide(world.nobody, newId()),
			plans.facilitators(world.nobody),
			plans.shownToMe(world.nobody, harbour.groupId),
			open(newId(), { ctx: world.nobody })
		])
			expect(await code(ask)).toBe('sign_in_first');
	});

	it('has a bound for each part, and boxes whose length does not tell how much it says', async () => {
		expect(PlanInput.safeParse({ signs: 'x'.repeat(LONGEST) }).success).toBe(true);
		expect(PlanInput.safeParse({ signs: 'x'.repeat(LONGEST + 1) }).success).toBe(false);
		expect(PlanInput.safeParse({ signs: 'a\u0000b' }).success).toBe(false);
		expect(PlanInput.safeParse({ strategies: Array(21).fill('rid') }).success).toBe(false);
		const { ctx } = await person(world);
		const most = '\u{1f332}'.repeat(LONGEST / 2);
		const full = { signs: most, helps: most, people: most, places: most, avoid: most, worst: most };
		await plans.write(ctx, aPlan(full));
		expect((await plans.plan(ctx)).plan).toMatchObject(full);
	});
});

describe('showing parts of it', () => {
	it('shows what was chosen to one facilitator, who is told that there is something', async () => {
		const { who: fern, shownId } = await shower('Fern', { parts: ['signs', 'helps', 'worst'] });
		expect(await plans.showings(fern.ctx)).toMatchObject([
			{ parts: ['signs', 'helps'], seenAt: null }
		]);
		const told = async (who: { ctx: Ctx }) =>
			(await notices.mine(who.ctx)).filter(({ kind }) => kind === 'shown_to_you').length;
		expect([await told(mara), await told(harbour.facilitators[1])]).toEqual([1, 0]);
		expect(await heads()).toMatchObject([{ shownId, alias: 'Fern' }]);
		const { shown } = await open(shownId);
		expect(shown).toEqual({
			...{ signs: 'I stop eating.', helps: 'A walk.', strategies: ['ground-room'] }
		});
		await plans.forget(fern.ctx);
		expect(await heads()).toEqual([]);
	});

	it('is opened by a press alone, and each time is kept for whose it is', async () => {
		const { who: lark, shownId } = await shower('Lark');
		await heads();
		const opened = async () => ({
			seenAt: (await plans.showings(lark.ctx))[0]!.seenAt,
			log: (await audit.aboutMe(lark.ctx)).map(({ kind, role }) => `${role} ${kind}`)
		});
		expect(await opened()).toEqual({ seenAt: null, log: [] });
		await Promise.all([open(shownId), open(shownId)]);
		expect(await opened()).toEqual({
			...{ seenAt: world.clock.now(), log: Array(2).fill('facilitator plan_opened') }
		});
		expect(await audit.aboutMe(mara.ctx)).toEqual([]);
		await plans.forget(lark.ctx);
	});

	it('is a copy: what I change later is not shown until I show it again, in place of the first', async () => {
		const { who: tide } = await shower('Tide');
		await plans.write(tide.ctx, aPlan({ signs: 'I hide.' }));
		const shown = async () =>
			Promise.all((await heads()).map(async (one) => (await open(one.shownId)).shown.signs));
		expect(await shown()).toEqual(['I stop eating.']);
		await Promise.all([show(tide), show(tide)]);
		expect(await shown()).toEqual(['I hide.']);
		await plans.forget(tide.ctx);
	});

	it('ends with its day where its member lives, and at once when it is taken back', async () => {
		const { who: wren, shownId } = await shower('Wren');
		const other = await harbour.member('Sparrow');
		await plans.hide(other.ctx, shownId);
		expect(await heads()).toHaveLength(1);
		await plans.hide(wren.ctx, shownId);
		await plans.hide(wren.ctx, shownId);
		expect(await heads()).toEqual([]);
		expect(await code(open(shownId))).toBe('not_found');
		await show(wren);
		const [{ until, shownId: again } = { until: new Date(0), shownId: '' }] = await heads();
		expect(until).toEqual(new Date(Date.parse(`${inDays(4)}T00:00:00+01:00`)));
		world.clock.set(after(until, -1));
		expect(await heads()).toHaveLength(1);
		world.clock.set(until);
		expect(await heads()).toEqual([]);
		expect(await code(open(again))).toBe('not_found');
		expect(await plans.showings(wren.ctx)).toEqual([]);
		await Promise.all([plans.sweep(world.system), plans.sweep(world.system)]);
		expect(await rows('plan_shown')).toEqual([]);
	});

	it('is for whoever looks after a group that we share, and for nobody else', async () => {
		const briar = await harbour.member('Briar');
		const moss = await harbour.member('Moss');
		await plans.write(briar.ctx, aPlan());
		const [elsewhere] = orchard.facilitators;
		const visiting = await steppingIn();
		const to = (more: Partial<ShowInput>) => code(show(briar, more));
		expect(await to({ facilitatorId: moss.membershipId })).toBe('not_found');
		expect(await to({ facilitatorId: briar.membershipId })).toBe('not_found');
		expect(await to({ facilitatorId: elsewhere.membershipId })).toBe('not_found');
		expect(await to({ facilitatorId: visiting.membershipId })).toBe('not_found');
		expect(await to({ groupId: orchard.groupId, facilitatorId: elsewhere.membershipId })).toBe(
			'not_found'
		);
		expect(await to({ groupId: newId() })).toBe('not_found');
		expect(await code(plans.show(visiting.ctx, showing(), 'UTC'))).toBe('not_found');
		expect(await to({ until: inDays(-2) })).toBe('invalid');
		expect(await to({ until: inDays(200) })).toBe('invalid');
		expect(await to({ parts: ['worst'] })).toBe('invalid');
		expect(await to({})).toBe('done');
		const [, other] = harbour.facilitators;
		const [{ shownId } = { shownId: '' }] = await heads();
		expect(await heads(other)).toEqual([]);
		for (const who of [other, moss, briar, elsewhere, visiting])
			expect(await code(open(shownId, who))).toBe('not_found');
		for (const who of [moss, elsewhere, visiting]) expect(await code(heads(who))).toBe('not_found');
		expect((await plans.facilitators(briar.ctx)).map(({ alias }) => alias)).toEqual([
			...['Ines', 'Mara']
		]);
		await plans.forget(briar.ctx);
	});

	it('ends when its member leaves, when who reads it no longer leads, and when the account ends', async () => {
		const { who: reed } = await shower('Reed');
		await groups.leave(reed.ctx, { groupId: harbour.groupId });
		expect(await rows('plan_shown')).toEqual([]);
		const [, ines] = harbour.facilitators;
		const { who: sage } = await shower('Sage');
		await show(sage, { facilitatorId: ines.membershipId });
		expect(await rows('plan_shown')).toHaveLength(2);
		const [coordinator, { groupId }] = [harbour.coordinator.ctx, harbour];
		await groups.endFacilitator(coordinator, { groupId, membershipId: ines.membershipId });
		expect(await rows('plan_shown')).toHaveLength(1);
		expect(await code(show(sage, { facilitatorId: ines.membershipId }))).toBe('not_found');
		const kept = (await rows('plan')).length;
		await accounts.prove(sage.ctx, { passphrase: sage.passphrase, address: 'test' });
		await accounts.endAccount(sage.ctx);
		expect(await rows('plan_shown')).toEqual([]);
		expect(await rows('plan')).toHaveLength(kept - 1);
	});

	it('reaches nobody who leaves the group at that very moment', async () => {
		const hazel = await orchard.member('Hazel');
		await plans.write(hazel.ctx, aPlan());
		const [, { membershipId: facilitatorId }] = orchard.facilitators;
		const { groupId, coordinator } = orchard;
		await Promise.all([
			code(show(hazel, { groupId, facilitatorId })),
			groups.endFacilitator(coordinator.ctx, { groupId, membershipId: facilitatorId })
		]);
		expect(await rows('plan_shown')).toEqual([]);
	});
});

/** Somebody who leads one meeting of the group, and does not belong to it. */
async function steppingIn(): Promise<Pick<Belonging, 'ctx' | 'membershipId'>> {
	const who = await person(world, { roles: ['facilitator'] });
	const [next] = await meetings.upcoming(world.nobody, harbour.groupId, 1);
	const place = { groupId: harbour.groupId, accountId: who.accountId, alias: 'Alder' };
	const membershipId = await inTransaction(world.system, (system) =>
		groups.beginStandIn(system, { ...place, meetingId: next!.meetingId })
	);
	return { ctx: who.ctx, membershipId };
}
