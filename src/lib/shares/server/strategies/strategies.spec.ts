import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { TriedInput } from '#lib/coping/practices.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { aStrategy } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { mostStrategies } from '../../strategies.ts';
import * as shares from '../shares.ts';

const world = await openWorld();
const { strategies } = shares;
let made: MadeGroup;
let groupId: string;
let fern: Belonging, tide: Belonging, lark: Belonging, mara: Belonging;
beforeEach(async () => {
	world.clock.pass(2 * hour);
	made = await group(world);
	groupId = made.groupId;
	mara = made.facilitators[0];
	[fern, tide, lark] = [
		await made.member('Fern'),
		await made.member('Tide'),
		await made.member('Lark')
	];
});

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const seen = (who: { ctx: Ctx }, strategyId: string) =>
	strategies.strategy(who.ctx, { groupId, strategyId });
const heads = async (who: { ctx: Ctx }) => (await strategies.ours(who.ctx, groupId)).strategies;
const outsiders = async () => {
	const other = await group(world, { name: 'Quiet orchard' });
	return [{ ctx: world.nobody }, await other.member('Heron'), other.facilitators[0]];
};
const words = {
	...{ title: 'Cold water', minutes: 2, worksWith: 'body' as const, symptoms: ['panic' as const] },
	...{ steps: ['Go to a tap.', 'Let it run over your wrists.'], cautions: [], asksFeedback: true }
};

describe('a strategy of the group', () => {
	test('is read by everybody in the group, with who shared it, and by nobody else', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		for (const who of [fern, tide, mara]) {
			const one = await seen(who, strategyId);
			expect(one).toMatchObject({ words: { title: 'Cold water' }, author: { alias: 'Fern' } });
			expect(one.can.change).toBe(who === fern);
			expect(await heads(who)).toHaveLength(1);
		}
		for (const who of await outsiders()) {
			expect(await code(seen(who, strategyId))).toBe('not_found');
			expect(await code(heads(who))).toBe('not_found');
			expect(await code(aStrategy(who.ctx, groupId))).toBe('not_found');
		}
	});

	test('lies in its box alone', async () => {
		await aStrategy(fern.ctx, groupId, { title: 'Heliotrope', steps: ['Gladiolus.'] });
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql<{
				all: string;
			}>`select encode(box, 'escape') || s::text as all from group_strategy s`.execute(db)
		);
		expect(rows.map(({ all }) => all).join('')).not.toMatch(/Heliotrope|Gladiolus|panic/);
	});

	test('is shared once when it is sent twice, and twice at once; nobody takes another’s place', async () => {
		const once = newId();
		await Promise.all([1, 2].map(() => aStrategy(fern.ctx, groupId, { once })));
		await aStrategy(fern.ctx, groupId, { once });
		expect(await heads(tide)).toHaveLength(1);
		expect(await code(aStrategy(tide.ctx, groupId, { once }))).toBe('already_done');
		expect((await seen(tide, once)).author.alias).toBe('Fern');
	});

	test('is changed and taken back by its author alone, for good', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		const place = { groupId, strategyId };
		const change = (who: { ctx: Ctx }) =>
			code(strategies.change(who.ctx, place, { ...words, title: 'Colder water' }));
		for (const who of [tide, mara, ...(await outsiders())]) {
			expect(await change(who)).toMatch(/not_found/);
			expect(await code(strategies.ask(who.ctx, place, false))).toBe('not_found');
			expect(await code(strategies.remove(who.ctx, place))).toBe('not_found');
		}
		expect(await change(fern)).toBe('done');
		expect(await seen(tide, strategyId)).toMatchObject({
			...{ words: { title: 'Colder water' }, isEdited: true }
		});
		const both = [1, 2].map(() => code(strategies.remove(fern.ctx, place)));
		expect((await Promise.all(both)).sort()[0]).toBe('done');
		expect(await code(strategies.remove(fern.ctx, place))).toBe('not_found');
		expect(await heads(tide)).toEqual([]);
	});

	test('goes with the words of whoever leaves and takes them along, and stays under their alias otherwise', async () => {
		const [kept, taken] = [await aStrategy(fern.ctx, groupId), await aStrategy(tide.ctx, groupId)];
		await groups.leave(fern.ctx, { groupId });
		await groups.leave(tide.ctx, { groupId, takeWords: true });
		expect((await heads(lark)).map(({ strategyId }) => strategyId)).toEqual([kept]);
		expect((await seen(lark, kept)).author.alias).toBe('Fern');
		expect(await code(seen(lark, taken))).toBe('not_found');
		expect(await code(seen(fern, kept))).toBe('not_found');
	});

	test('stands among what I wrote, in the file too, and goes with all of it', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		const theirs = await aStrategy(tide.ctx, groupId);
		world.clock.pass(minute);
		await give(fern, theirs, { keep: 'The tap.' });
		const { words: mine } = await shares.ownWords(fern.ctx, {});
		expect(mine).toMatchObject([
			{ of: 'feedback', shareId: theirs, text: expect.stringContaining('The tap.') as string },
			{ of: 'strategy', shareId: strategyId, text: expect.stringContaining('1. Go to') as string }
		]);
		let file = '';
		const pieces = shares.asHtml(await shares.exportOwn(fern.ctx, {}), 'UTC');
		for await (const piece of pieces) file += piece;
		expect(file).toMatch(/The tap\.[^]*Cold water/);
		expect(await shares.removeAllOwn(fern.ctx, {})).toMatchObject({ strategies: 1, feedback: 1 });
		expect((await heads(lark)).map((one) => one.strategyId)).toEqual([theirs]);
		expect((await seen(tide, theirs)).feedback).toEqual([]);
	});

	test('finds a full shelf refused kindly', async () => {
		await inTransaction(world.system, ({ db }) =>
			sql`insert into group_strategy (strategy_id, group_id, membership_id, box, asks_feedback, shared_at)
				select uuidv7(), ${groupId}, ${fern.membershipId}, 'x', false, now()
				from generate_series(1, ${mostStrategies})`.execute(db)
		);
		expect(await code(aStrategy(tide.ctx, groupId))).toBe('strategies_full');
	});
});

describe('a week together', () => {
	const begin = (who: { ctx: Ctx }, strategyId: string) =>
		strategies.beginWeek(who.ctx, { groupId, strategyId });
	const join = (who: { ctx: Ctx }, strategyId: string, joined = true) =>
		strategies.joinWeek(who.ctx, { groupId, strategyId }, joined);
	const weekOf = async (who: { ctx: Ctx }, strategyId: string) =>
		(await seen(who, strategyId)).week;

	test('is begun by a member or a facilitator, joined by others, and over after seven days', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		expect(await weekOf(tide, strategyId)).toBeNull();
		expect(await code(join(tide, strategyId))).toBe('week_over');
		await begin(mara, strategyId);
		const until = new Date(world.clock.now().getTime() + 7 * day);
		expect(await weekOf(mara, strategyId)).toEqual({ until, isJoined: true });
		expect(await weekOf(tide, strategyId)).toEqual({ until, isJoined: false });
		await Promise.all([join(tide, strategyId), join(tide, strategyId)]);
		expect(await weekOf(tide, strategyId)).toEqual({ until, isJoined: true });
		await Promise.all([join(tide, strategyId, false), join(tide, strategyId, false)]);
		expect(await weekOf(tide, strategyId)).toMatchObject({ isJoined: false });
		world.clock.pass(7 * day);
		expect(await weekOf(mara, strategyId)).toBeNull();
		expect(await code(join(lark, strategyId))).toBe('week_over');
		await begin(lark, strategyId);
		expect(await weekOf(mara, strategyId)).toMatchObject({ isJoined: false });
	});

	test('is one when two begin it at once, or again while it runs', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		await Promise.all([begin(fern, strategyId), begin(tide, strategyId)]);
		const first = await weekOf(fern, strategyId);
		world.clock.pass(day);
		await begin(lark, strategyId);
		for (const who of [fern, tide, lark]) expect(await weekOf(who, strategyId)).toEqual(first);
	});

	test('names nobody who practises, to anybody', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		await begin(tide, strategyId);
		const { author, ...one } = await seen(mara, strategyId);
		expect(author.alias).toBe('Fern');
		expect(JSON.stringify([one, (await strategies.ours(mara.ctx, groupId)).waiting])).not.toMatch(
			/Tide|Lark/
		);
	});

	test('is not for others, and ends for whoever leaves', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		for (const who of await outsiders()) {
			expect(await code(begin(who, strategyId))).toBe('not_found');
			expect(await code(join(who, strategyId))).toBe('not_found');
		}
		await begin(tide, strategyId);
		await groups.leave(tide.ctx, { groupId });
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select 1 from strategy_joined where strategy_id = ${strategyId}`.execute(db)
		);
		expect(rows).toEqual([]);
	});

	test('keeps each try for whoever tries, as one made alone, and by its name', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		const said = TriedInput.parse({ once: newId(), before: '8', after: '5', symptom: 'panic' });
		const place = { groupId, strategyId };
		await Promise.all([1, 2].map(() => strategies.practise(tide.ctx, place, said)));
		expect(await coping.tries(tide.ctx)).toMatchObject([
			{ strategy: strategyId, symptom: 'panic', before: 8, after: 5 }
		]);
		expect(await coping.tries(fern.ctx)).toEqual([]);
		const wrong = TriedInput.parse({ once: newId(), symptom: 'sleep' });
		expect(await code(strategies.practise(tide.ctx, place, wrong))).toBe('invalid');
		for (const who of await outsiders())
			expect(await code(strategies.practise(who.ctx, place, said))).toBe('not_found');
		const names = (who: Belonging) => strategies.titles(who.ctx, [strategyId, 'ground-room']);
		expect([...(await names(tide))]).toEqual([[strategyId, { title: 'Cold water', groupId }]]);
		await groups.leave(tide.ctx, { groupId });
		expect([...(await names(tide))]).toEqual([]);
		expect(await coping.tries(tide.ctx)).toHaveLength(1);
	});
});

function give(who: { ctx: Ctx }, strategyId: string, more: { keep?: string; once?: string } = {}) {
	const said = { once: newId(), clear: 'yes' as const, doable: 'partly' as const };
	return strategies.giveFeedback(
		who.ctx,
		{ groupId, strategyId },
		{ ...said, keep: '', change: '', ...more }
	);
}

describe('feedback', () => {
	const takeBack = (who: { ctx: Ctx }, strategyId: string) =>
		strategies.takeBackFeedback(who.ctx, { groupId, strategyId });

	test('reaches whoever asked for it and the facilitators, and nobody else', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		await give(tide, strategyId, { keep: 'Heliotrope.' });
		for (const who of [fern, tide, mara])
			expect((await seen(who, strategyId)).feedback).toMatchObject([
				{ author: { alias: 'Tide' }, clear: 'yes', doable: 'partly', keep: 'Heliotrope.' }
			]);
		expect((await seen(lark, strategyId)).feedback).toEqual([]);
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql<{ all: string }>`select encode(box, 'escape') as all from strategy_feedback`.execute(db)
		);
		expect(rows.map(({ all }) => all).join('')).not.toMatch(/Heliotrope|partly/);
	});

	test('is given only where its author asks, and to somebody else', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId, { asksFeedback: false });
		expect(await code(give(tide, strategyId))).toBe('feedback_not_asked');
		expect(await code(give(fern, strategyId))).toBe('not_found');
		await strategies.ask(fern.ctx, { groupId, strategyId }, true);
		expect((await seen(fern, strategyId)).can.giveFeedback).toBe(false);
		expect((await seen(tide, strategyId)).can.giveFeedback).toBe(true);
		expect(await code(give(fern, strategyId))).toBe('not_found');
		expect(await code(give(tide, strategyId))).toBe('done');
		for (const who of await outsiders())
			expect(await code(give(who, strategyId))).toBe('not_found');
		await strategies.ask(fern.ctx, { groupId, strategyId }, false);
		expect(await code(give(lark, strategyId))).toBe('feedback_not_asked');
		expect((await seen(fern, strategyId)).feedback).toHaveLength(1);
	});

	test('is one from each, changed by being given again, also twice at once', async () => {
		const strategyId = await aStrategy(fern.ctx, groupId);
		await Promise.all([give(tide, strategyId), give(tide, strategyId)]);
		await give(tide, strategyId, { keep: 'The tap.' });
		expect((await seen(fern, strategyId)).feedback).toMatchObject([{ keep: 'The tap.' }]);
		expect(await code(takeBack(lark, strategyId))).toBe('not_found');
		expect(await code(takeBack(fern, strategyId))).toBe('not_found');
		expect(await code(takeBack(tide, strategyId))).toBe('done');
		expect(await code(takeBack(tide, strategyId))).toBe('not_found');
		expect((await seen(fern, strategyId)).feedback).toEqual([]);
	});

	test('that is waited for is shown to facilitators, the longest wait first', async () => {
		const waiting = async (who: Belonging) =>
			(await strategies.ours(who.ctx, groupId)).waiting?.map(({ author }) => author.alias) ?? null;
		expect(await waiting(mara)).toEqual([]);
		await aStrategy(lark.ctx, groupId, { asksFeedback: false });
		const first = await aStrategy(tide.ctx, groupId);
		world.clock.pass(hour);
		await aStrategy(fern.ctx, groupId);
		expect(await waiting(mara)).toEqual(['Tide', 'Fern']);
		expect(await waiting(fern)).toBeNull();
		await give(lark, first);
		expect(await waiting(mara)).toEqual(['Fern']);
	});
});
