import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { day, hour } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import { strategyOf } from '../coping.ts';
import { MOST_TRIES, TriedInput } from '../practices.ts';
import * as coping from './coping.ts';

const world = await openWorld();
const { page } = strategyOf('ground-54321')!;
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const said = (more: Record<string, string> = {}) =>
	TriedInput.parse({ once: newId(world.clock.now()), ...more });
const kinds = async (ctx: Ctx) => (await notices.mine(ctx)).map(({ kind }) => kind);
const rows = async (of: Ctx) =>
	(
		await inTransaction(world.system, ({ db }) =>
			sql<{ box: Buffer }>`select box from practice where account_id =
				${of.actor.kind === 'account' ? of.actor.accountId : ''}`.execute(db)
		)
	).rows;

describe('keeping what I tried', () => {
	it('keeps as much as I say, and shows it to me, newest first', async () => {
		const { ctx } = await person(world);
		await coping.practise(ctx, page, said());
		world.clock.pass(hour);
		await coping.practise(ctx, page, said({ before: '8', after: '3', symptom: 'panic' }));
		expect(await coping.tries(ctx)).toMatchObject([
			{ strategy: 'ground-54321', symptom: 'panic', before: 8, after: 3, question: null },
			{ strategy: 'ground-54321', symptom: null, before: null, after: null }
		]);
	});

	it('keeps the same form once, also when it comes twice at once', async () => {
		const { ctx } = await person(world);
		const once = said({ before: '5' });
		const two = [1, 2].map(() => coping.practise(ctx, page, once));
		expect(await Promise.all(two.map(code))).toEqual(['done', 'done']);
		await coping.practise(ctx, page, once);
		expect(await coping.tries(ctx)).toHaveLength(1);
	});

	it('is nobody else’s to see, to answer or to delete, nor to write over', async () => {
		const [mine, other] = [await person(world), await person(world)];
		const once = said({ before: '5', ask: 'yes' });
		await coping.practise(mine.ctx, page, once);
		await coping.practise(other.ctx, page, { ...once, before: 1 });
		expect(await coping.tries(other.ctx)).toEqual([]);
		world.clock.pass(4 * day);
		const answer = { practiceId: once.once, day: 3 as const, answer: 'much' as const };
		expect(await code(coping.answerLater(other.ctx, answer))).toBe('not_found');
		await coping.forget(other.ctx, once.once);
		expect(await coping.tries(mine.ctx)).toMatchObject([{ before: 5, later: { 3: null } }]);
	});

	it('wants somebody who is signed in, a strategy that there is, and a symptom that it is for', async () => {
		const { ctx } = await person(world);
		expect(await code(coping.practise(world.nobody, page, said()))).toBe('sign_in_first');
		expect(await code(coping.tries(world.nobody))).toBe('sign_in_first');
		expect(await code(coping.forget(world.nobody, newId()))).toBe('sign_in_first');
		expect(await code(coping.askNoMore(world.nobody))).toBe('sign_in_first');
		expect(await code(coping.practise(ctx, 'zzzz', said()))).toBe('not_found');
		expect(await code(coping.practise(ctx, page, said({ symptom: 'sleep' })))).toBe('invalid');
		expect(await coping.tries(ctx)).toEqual([]);
	});

	it('stores nothing that can be read, in boxes of one length', async () => {
		const { ctx } = await person(world);
		await coping.practise(ctx, page, said());
		await coping.practise(ctx, strategyOf('kind-letter')!.page, said({ symptom: 'guilt_shame' }));
		const boxes = (await rows(ctx)).map(({ box }) => box);
		expect(new Set(boxes.map(({ length }) => length)).size).toBe(1);
		expect(boxes.join('')).not.toMatch(/kind|guilt|ground/);
	});

	it('is deleted once, for good', async () => {
		const { ctx } = await person(world);
		const once = said();
		await coping.practise(ctx, page, once);
		await Promise.all([coping.forget(ctx, once.once), coping.forget(ctx, once.once)]);
		await coping.forget(ctx, once.once);
		expect(await coping.tries(ctx)).toEqual([]);
		expect(await rows(ctx)).toEqual([]);
	});

	it('keeps the latest ones of somebody who tried very often', async () => {
		const { ctx, accountId } = await person(world);
		await inTransaction(world.system, ({ db }) =>
			sql`insert into practice (practice_id, account_id, box, tried_at)
				select uuidv7(), ${accountId}::uuid, 'x'::bytea, ${world.clock.now()}::timestamptz - n * interval '1 day'
				from generate_series(1, ${MOST_TRIES}) n`.execute(db)
		);
		await coping.practise(ctx, page, said());
		expect(await rows(ctx)).toHaveLength(MOST_TRIES);
	});

	it('slows down who sends it again and again', async () => {
		const { ctx } = await person(world);
		const codes = [];
		for (let n = 0; n < 21; n += 1) codes.push(await code(coping.practise(ctx, page, said())));
		expect(codes.filter((one) => one === 'too_many')).toHaveLength(1);
	});

	it('goes with the account', async () => {
		const one = await person(world);
		await coping.practise(one.ctx, page, said());
		await accounts.prove(one.ctx, { passphrase: one.passphrase, address: 'test' });
		await accounts.endAccount(one.ctx);
		expect(await rows(one.ctx)).toEqual([]);
	});
});

describe('questions after three and seven days', () => {
	const asked = async () => {
		const { ctx } = await person(world);
		const once = said({ before: '7', after: '4', ask: 'yes' });
		await coping.practise(ctx, page, once);
		return { ctx, practiceId: once.once };
	};
	const open = async (ctx: Ctx) => (await coping.tries(ctx)).map(({ question }) => question);
	const pass = async (time: number) => {
		world.clock.pass(time);
		await Promise.all([coping.ask(world.system), coping.ask(world.system)]);
		await coping.ask(world.system);
	};

	it('come only to who wanted them, once each, and close when they are answered', async () => {
		const { ctx, practiceId } = await asked();
		const quiet = await person(world);
		await coping.practise(quiet.ctx, page, said());
		await pass(3 * day - hour);
		expect([await kinds(ctx), await open(ctx)]).toEqual([[], [null]]);
		await pass(hour);
		expect([await kinds(ctx), await open(ctx)]).toEqual([['practice'], [3]]);
		expect([await kinds(quiet.ctx), await open(quiet.ctx)]).toEqual([[], [null]]);
		await coping.answerLater(ctx, { practiceId, day: 3, answer: 'some' });
		expect([await kinds(ctx), await open(ctx)]).toEqual([[], [null]]);
		await pass(4 * day);
		expect([await kinds(ctx), await open(ctx)]).toEqual([['practice'], [7]]);
		const skip = { practiceId, day: 7 as const, answer: 'skipped' as const };
		await Promise.all([coping.answerLater(ctx, skip), coping.answerLater(ctx, skip)]);
		expect([await kinds(ctx), await open(ctx)]).toEqual([[], [null]]);
		expect(await coping.tries(ctx)).toMatchObject([{ later: { 3: 'some', 7: 'skipped' } }]);
	});

	it('make room for the next one, and go away by themselves', async () => {
		const { ctx } = await asked();
		await pass(3 * day);
		await pass(4 * day);
		expect([await kinds(ctx), await open(ctx)]).toEqual([['practice'], [7]]);
		await pass(14 * day);
		expect([await kinds(ctx), await open(ctx)]).toEqual([[], [null]]);
	});

	it('cannot be answered before they are asked, nor when nothing was to be asked', async () => {
		const { ctx, practiceId } = await asked();
		const soon = { practiceId, day: 3 as const, answer: 'much' as const };
		expect(await code(coping.answerLater(ctx, soon))).toBe('not_found');
		const once = said();
		await coping.practise(ctx, page, once);
		await pass(3 * day);
		expect(await code(coping.answerLater(ctx, soon))).toBe('done');
		expect(await code(coping.answerLater(ctx, { ...soon, day: 7 }))).toBe('not_found');
		expect(await code(coping.answerLater(ctx, { ...soon, practiceId: once.once }))).toBe(
			'not_found'
		);
	});

	it('stop for good at one press, and take back what was asked already', async () => {
		const { ctx, practiceId } = await asked();
		await pass(3 * day);
		await Promise.all([coping.askNoMore(ctx), coping.askNoMore(ctx)]);
		expect([await kinds(ctx), await open(ctx)]).toEqual([[], [null]]);
		await coping.practise(ctx, page, said({ ask: 'yes' }));
		await pass(4 * day);
		await pass(3 * day);
		expect([await kinds(ctx), await open(ctx)]).toEqual([[], [null, null]]);
		expect(await coping.isAsked(ctx)).toBe(false);
		// Other news is told as before.
		expect(await notices.choice(ctx)).toContainEqual({ topic: 'reminders', isOn: true });
		expect(practiceId).toBeTruthy();
	});

	it('go with the try that they are about', async () => {
		const { ctx, practiceId } = await asked();
		await pass(3 * day);
		await coping.forget(ctx, practiceId);
		expect(await kinds(ctx)).toEqual([]);
	});
});

describe('my own list', () => {
	it('holds a strategy once, for me alone, until I take it off', async () => {
		const [mine, other] = [await person(world), await person(world)];
		await Promise.all([coping.keep(mine.ctx, 'ground-room'), coping.keep(mine.ctx, 'ground-room')]);
		world.clock.pass(hour);
		await coping.keep(mine.ctx, 'breath-box');
		await coping.drop(other.ctx, 'ground-room');
		expect(await coping.kept(mine.ctx)).toEqual(['ground-room', 'breath-box']);
		expect(await coping.kept(other.ctx)).toEqual([]);
		await coping.drop(mine.ctx, 'ground-room');
		await coping.drop(mine.ctx, 'ground-room');
		expect(await coping.kept(mine.ctx)).toEqual(['breath-box']);
	});

	it('is only for who is signed in, and takes only names of practices', async () => {
		const { ctx } = await person(world);
		expect(await code(coping.kept(world.nobody))).toBe('sign_in_first');
		expect(await code(coping.keep(world.nobody, 'breath-box'))).toBe('sign_in_first');
		expect(await code(coping.drop(world.nobody, 'breath-box'))).toBe('sign_in_first');
		expect(await code(coping.keep(ctx, 'not such a name'))).toBe('not_found');
	});
});
