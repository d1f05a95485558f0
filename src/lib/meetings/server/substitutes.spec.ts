import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { seekCover } from './cover-asked.ts';
import * as meetings from './meetings.ts';
import { keepStandIns } from './substitutes.ts';

const world = await openWorld();
const trained = (certified = true) => person(world, { roles: ['facilitator'], certified });

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const asked = async (who: Person, meetingId: string) =>
	(await notices.mine(who.ctx)).some(
		({ kind, href }) => kind === 'cover' && href.includes(meetingId)
	);

/** A group's next meeting, whose second facilitator cannot come. */
async function shortOfOne() {
	const made = await group(world);
	const fern = await made.member('Fern');
	const [mara, ines] = made.facilitators;
	const [next] = await meetings.upcoming(fern.ctx, made.groupId, 1);
	const { meetingId } = next!;
	await meetings.answer(ines.ctx, { meetingId, answer: 'not' });
	const says = (who: Person, alias: string) => meetings.stepIn(who.ctx, { meetingId, alias });
	const leads = async () =>
		(await meetings.ahead(fern.ctx, meetingId)).leads.map(({ alias, stepsIn }) => [alias, stepsIn]);
	const missing = async () => (await meetings.readiness(mara.ctx, meetingId)).missing;
	const at = (milliseconds: number) => world.clock.set(after(new Date(next!.start), milliseconds));
	return { made, fern, mara, ines, meetingId, says, leads, missing, at, groupId: made.groupId };
}
const leadersIn = (groupId: string) =>
	inTransaction(world.system, ({ db }) =>
		db
			.selectFrom('membership')
			.select(['account_id', 'ended_at'])
			.where('group_id', '=', groupId)
			.where('role', '=', 'facilitator')
			.execute()
	);

describe('when a facilitator cannot come', () => {
	it('asks those who may lead that day, and nobody else, once', async () => {
		const [joan, expired] = [await trained(), await trained(false)];
		const { fern, mara, meetingId, missing } = await shortOfOne();
		await seekCover(world.system);
		await seekCover(world.system);
		expect(await missing()).toBe(1);
		expect(await asked(joan, meetingId)).toBe(true);
		for (const who of [expired, fern, mara]) expect(await asked(who, meetingId)).toBe(false);
		expect(await meetings.coverPage(joan.ctx, meetingId)).toMatchObject({
			state: 'asked',
			group: 'Evening harbour'
		});
		for (const who of [expired, fern, mara]) {
			expect(await code(meetings.coverPage(who.ctx, meetingId))).toBe('not_found');
			expect(await code(meetings.stepIn(who.ctx, { meetingId, alias: 'Heron' }))).toBe('not_found');
		}
	});

	it('does not ask whoever is kept apart from somebody there, who learns nothing of it', async () => {
		const [joan, june] = [await trained(), await trained()];
		const { made, meetingId, ines } = await shortOfOne();
		const reed = await made.member('Reed');
		await meetings.answer(ines.ctx, { meetingId, answer: 'coming' });
		await inTransaction(reed.ctx, (tx) =>
			accounts.keepApart(tx, {
				...{ of: joan.accountId, groupId: null },
				label: { alias: 'Joan', groupName: 'Elsewhere', groupId: '', membershipId: '' }
			})
		);
		await meetings.answer(ines.ctx, { meetingId, answer: 'not' });
		await seekCover(world.system);
		expect(await asked(june, meetingId)).toBe(true);
		expect(await code(meetings.coverPage(joan.ctx, meetingId))).toBe('not_found');
		expect(await code(meetings.stepIn(joan.ctx, { meetingId, alias: 'Heron' }))).toBe('not_found');
	});

	it('asks others when whoever said yes is kept apart from somebody since', async () => {
		const [joan, june] = [await trained(), await trained()];
		const { made, meetingId, says, missing } = await shortOfOne();
		await says(joan, 'Heron');
		expect(await missing()).toBe(0);
		const reed = await made.member('Reed');
		await inTransaction(reed.ctx, (tx) =>
			accounts.keepApart(tx, {
				...{ of: joan.accountId, groupId: null },
				label: { alias: 'Joan', groupName: 'Elsewhere', groupId: '', membershipId: '' }
			})
		);
		await keepStandIns(world.system);
		expect(await missing()).toBe(1);
		expect(await asked(june, meetingId)).toBe(true);
		expect(await asked(joan, meetingId)).toBe(false);
	});

	it('takes the question back when they can come after all', async () => {
		const joan = await trained();
		const { ines, meetingId, says } = await shortOfOne();
		await meetings.answer(ines.ctx, { meetingId, answer: 'coming' });
		expect(await asked(joan, meetingId)).toBe(false);
		expect(await code(says(joan, 'Heron'))).toBe('not_found');
		expect(await code(meetings.coverPage(joan.ctx, meetingId))).toBe('not_found');
	});

	it('takes the first yes, however many say it at once', async () => {
		const { meetingId, says, missing, leads } = await shortOfOne();
		const names = ['Heron', 'Lark', 'Cedar', 'Pebble'];
		const many = await Promise.all(names.map(() => trained()));
		const answers = await Promise.all(many.map((who, i) => code(says(who, names[i]!))));
		expect(answers.filter((each) => each === 'done')).toHaveLength(1);
		expect(answers.filter((each) => each === 'cover_gone')).toHaveLength(names.length - 1);
		expect(await missing()).toBe(0);
		expect((await leads()).filter(([, stepsIn]) => stepsIn)).toHaveLength(1);
		const first = many[answers.indexOf('done')]!;
		expect(await code(says(first, 'Heron'))).toBe('done');
		for (const who of many) expect(await asked(who, meetingId)).toBe(false);
		const late = many.find((who) => who !== first)!;
		expect(await meetings.coverPage(late.ctx, meetingId)).toMatchObject({
			...{ state: 'settled', group: null }
		});
	});

	it('asks again when somebody steps back, but not them', async () => {
		const [joan, tom] = [await trained(), await trained()];
		const { meetingId, says, missing } = await shortOfOne();
		await says(joan, 'Heron');
		expect(await asked(tom, meetingId)).toBe(false);
		await meetings.stepBack(joan.ctx, { meetingId });
		await meetings.stepBack(tom.ctx, { meetingId });
		expect(await missing()).toBe(1);
		expect(await asked(tom, meetingId)).toBe(true);
		expect(await asked(joan, meetingId)).toBe(false);
		await says(tom, 'Heron');
		expect(await missing()).toBe(0);
	});
});

describe('who steps in', () => {
	it('belongs to the group from half an hour before until the meeting is over, and no longer', async () => {
		const begin = world.clock.now();
		const joan = await trained();
		const { groupId, meetingId, says, leads, at } = await shortOfOne();
		await says(joan, 'Heron');
		expect(await leads()).toEqual([
			['Mara', false],
			['Heron', true]
		]);
		at(-hour);
		await keepStandIns(world.system);
		expect(await code(meetings.find(joan.ctx, meetingId))).toBe('not_found');
		expect(await code(meetings.goIn(joan.ctx, { meetingId }))).toBe('meeting_early');
		at(-30 * minute);
		await Promise.all([keepStandIns(world.system), meetings.goIn(joan.ctx, { meetingId })]);
		await keepStandIns(world.system);
		const { me } = await meetings.find(joan.ctx, meetingId);
		expect(me).toMatchObject({ role: 'facilitator', alias: 'Heron' });
		expect(await code(meetings.enter(joan.ctx, meetingId))).toBe('done');
		expect(await leads()).toEqual([
			['Mara', false],
			['Heron', true]
		]);
		expect(await leadersIn(groupId)).toHaveLength(3);
		at(90 * minute + 29 * minute);
		await keepStandIns(world.system);
		expect((await meetings.myCovers(joan.ctx)).length).toBe(1);
		at(90 * minute + 30 * minute);
		await keepStandIns(world.system);
		await keepStandIns(world.system);
		expect(await meetings.myCovers(joan.ctx)).toEqual([]);
		expect(await code(meetings.find(joan.ctx, meetingId))).toBe('not_found');
		const still = (await leadersIn(groupId)).filter(({ ended_at }) => ended_at === null);
		expect(still).toHaveLength(2);
		world.clock.set(begin);
	});

	it('never makes more facilitators than a group may have', async () => {
		const joan = await trained();
		const { made, groupId, meetingId, mara, says, missing } = await shortOfOne();
		for (const alias of ['Lark', 'Cedar']) {
			const { accountId } = await trained(false);
			await groups.addFacilitator(made.coordinator.ctx, { groupId, accountId, alias });
		}
		await seekCover(world.system);
		expect(await missing()).toBe(1);
		expect(await code(says(joan, 'Heron'))).toBe('not_found');
		expect(await code(meetings.coverPage(mara.ctx, meetingId))).toBe('not_found');
		expect(await leadersIn(groupId)).toHaveLength(4);
	});
});
