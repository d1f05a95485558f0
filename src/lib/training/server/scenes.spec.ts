import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { aTraining, withTraining } from '#test/support/training/content.ts';
import { openWorld } from '#test/support/world.ts';
import { ChoiceInput, StepInput } from '../scenarios.ts';
import { useBook } from './book.ts';
import { pageOf, readBook } from './content/book.ts';
import * as training from './training.ts';

const world = await openWorld();
const trainee = () => person(world, { roles: ['facilitator'], certified: false });
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const page = pageOf('long-turn');
const choose = (ctx: Ctx, step: number, choice: string) =>
	training.choose(ctx, page, { step, choice });
const go = async (ctx: Ctx, ...choices: string[]) => {
	for (const [step, choice] of choices.entries()) await choose(ctx, step, choice);
	return training.scene(ctx, page);
};
const state = async (ctx: Ctx) => (await training.scenarios(ctx))[0]!.state;
beforeEach(() => useBook(withTraining(aTraining(), readBook)));

describe('a hard moment to practise', () => {
	it('shows what can be done, and not what it brings before it is done', async () => {
		const { ctx } = await trainee();
		const scene = await training.scene(ctx, page);
		expect(scene.now).toEqual({
			says: 'Somebody goes on speaking.',
			choices: ['kind', 'slow', 'hard'].map((id) => ({ id, words: `I do ${id}.` }))
		});
		expect([scene.steps, scene.ending]).toEqual([[], null]);
		expect(JSON.stringify(scene)).not.toMatch(/feedback|rubric|brings/);
		await choose(ctx, 0, 'slow');
		expect((await training.scene(ctx, page)).steps).toEqual([
			{
				...{ says: 'Somebody goes on speaking.', chose: 'I do slow.' },
				...{ feedback: 'What slow brings.', rubric: { safety: 0, respect: 0, group: 0, role: 0 } }
			}
		]);
	});

	it('is gone on with where I stopped, for me alone', async () => {
		const [{ ctx }, other] = [await trainee(), await trainee()];
		expect(await state(ctx)).toBe('new');
		await go(ctx, 'kind', 'hard');
		expect([await state(ctx), await state(other.ctx)]).toEqual(['begun', 'new']);
		expect((await training.scene(ctx, page)).steps.map(({ chose }) => chose)).toEqual([
			...['I do kind.', 'I do hard.']
		]);
	});

	it.each([
		['good', ['kind', 'kind', 'kind', 'slow'], 'It went well.'],
		['mixed', ['kind', 'slow', 'slow', 'hard'], 'Some of it went well.'],
		['poor', ['hard', 'hard', 'slow', 'kind'], 'Have another look.']
	] as const)('ends %s, in words and by each line of the rubric', async (grade, way, words) => {
		const { ctx } = await trainee();
		const { ending, now } = await go(ctx, ...way);
		const all = { safety: grade, respect: grade, group: grade, role: grade };
		expect(now).toBeNull();
		expect(ending).toEqual({ grade, words, rubric: all });
		expect(await state(ctx)).toBe('done');
	});

	it('is not good as a whole when one line of the rubric is poor', async () => {
		const { ctx } = await trainee();
		const book = withTraining(aTraining(), readBook);
		for (const { choices } of Object.values(book.scenarios[0]!.nodes))
			for (const one of choices) one.rubric.group = -1;
		useBook(book);
		const { ending } = await go(ctx, 'kind', 'kind', 'kind', 'kind');
		expect(ending).toMatchObject({ grade: 'mixed', rubric: { safety: 'good', group: 'poor' } });
	});

	it('takes a choice sent twice once, at once too, and one from an old page not at all', async () => {
		const { ctx } = await trainee();
		await Promise.all([choose(ctx, 0, 'kind'), choose(ctx, 0, 'kind')]);
		await choose(ctx, 0, 'hard');
		await choose(ctx, 3, 'hard');
		const { steps } = await training.scene(ctx, page);
		expect(steps.map(({ chose }) => chose)).toEqual(['I do kind.']);
	});

	it('can be taken back by one choice, and begun again, also twice', async () => {
		const { ctx } = await trainee();
		await go(ctx, 'kind', 'hard', 'slow', 'kind');
		await Promise.all([training.takeBack(ctx, page, 4), training.takeBack(ctx, page, 4)]);
		expect((await training.scene(ctx, page)).steps).toHaveLength(3);
		await choose(ctx, 3, 'hard');
		expect(await state(ctx)).toBe('done');
		await choose(ctx, 4, 'kind');
		await Promise.all([training.beginAgain(ctx, page), training.beginAgain(ctx, page)]);
		await training.takeBack(ctx, page, 0);
		expect([await state(ctx), (await training.scene(ctx, page)).steps]).toEqual(['new', []]);
	});

	it('goes on from what is still there when the scenario has changed', async () => {
		const { ctx } = await trainee();
		await go(ctx, 'kind', 'slow', 'kind');
		const book = withTraining(aTraining(), readBook);
		const two = book.scenarios[0]!.nodes['two']!;
		two.choices = two.choices.filter(({ id }) => id !== 'slow');
		useBook(book);
		expect((await training.scene(ctx, page)).steps).toHaveLength(1);
		await choose(ctx, 1, 'hard');
		expect((await training.scene(ctx, page)).steps).toHaveLength(2);
	});

	it('is for whoever learns, and knows no other choices', async () => {
		const member = await person(world);
		for (const ask of [
			() => training.scenarios(member.ctx),
			() => training.scene(member.ctx, page),
			() => choose(member.ctx, 0, 'kind'),
			() => training.takeBack(member.ctx, page, 1),
			() => training.beginAgain(member.ctx, page)
		])
			expect(await code(ask())).toBe('not_found');
		expect(await code(training.scenarios(world.nobody))).toBe('sign_in_first');
		const { ctx } = await trainee();
		expect(await code(training.scene(ctx, 'none'))).toBe('not_found');
		expect(await code(choose(ctx, 0, 'none'))).toBe('invalid');
		expect(ChoiceInput.safeParse({ step: '0', choice: 'x'.repeat(61) }).success).toBe(false);
		for (const step of ['-1', '21', 'x']) expect(StepInput.safeParse({ step }).success).toBe(false);
	});

	it('keeps what was chosen so that only whoever chose can read it', async () => {
		const { ctx, accountId } = await trainee();
		await go(ctx, 'kind', 'hard');
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql<{ box: Buffer }>`select box from training_way where account_id = ${accountId}`.execute(db)
		);
		expect(rows.map(({ box }) => box.includes('hard'))).toEqual([false]);
	});
});
