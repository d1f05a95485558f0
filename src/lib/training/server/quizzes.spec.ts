import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { day, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { aTraining, withTraining } from '#test/support/training/content.ts';
import { openWorld } from '#test/support/world.ts';
import { AnswersInput, fieldOf } from '../quiz.ts';
import { useBook } from './book.ts';
import { readBook } from './content/book.ts';
import * as training from './training.ts';

const world = await openWorld();
const trainee = () => person(world, { roles: ['facilitator'], certified: false });
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
/** Answers of which this many are right; of the made-up quiz, “a” is right, and “b” too in each third question. */
const answers = (right: number) =>
	new Map(
		numbers.map(
			(nr) => [`q-${nr}`, nr > right ? ['c'] : nr % 3 === 0 ? ['a', 'b'] : ['a']] as const
		)
	);
const send = async (ctx: Ctx, right: number, sheet?: string) =>
	training.answer(ctx, 1, {
		...{ sheet: sheet ?? (await training.quiz(ctx, 1)).sheet, answers: answers(right) }
	});
const tries = async (ctx: Ctx) => (await training.quiz(ctx, 1)).tries;
const later = () => world.clock.pass(minute);
beforeEach(() => {
	useBook(withTraining(aTraining(), readBook));
	later();
});

describe('the quiz of a module', () => {
	it('asks without telling what is right', async () => {
		const { ctx } = await trainee();
		const quiz = await training.quiz(ctx, 1);
		expect(quiz).toMatchObject({ title: 'Listening', needed: 7, tries: null });
		expect(quiz.questions).toHaveLength(8);
		expect(quiz.questions[0]).toEqual({
			...{ id: 'q-1', kind: 'one', ask: 'Question number 1?' },
			options: ['a', 'b', 'c'].map((id) => ({ id, words: `Answer ${id}` }))
		});
		expect(JSON.stringify(quiz)).not.toMatch(/right|why/i);
	});

	it('is for whoever learns, and looked at only after the first try', async () => {
		const member = await person(world);
		const sheet = newId(world.clock.now());
		for (const ask of [
			() => training.quiz(member.ctx, 1),
			() => send(member.ctx, 8, sheet),
			() => training.looked(member.ctx, 1)
		])
			expect(await code(ask())).toBe('not_found');
		expect(await code(training.quiz(world.nobody, 1))).toBe('sign_in_first');
		expect(await code(send(world.nobody, 8, sheet))).toBe('sign_in_first');
		const { ctx } = await trainee();
		expect(await code(training.looked(ctx, 1))).toBe('not_found');
		expect(await code(training.quiz(ctx, 3))).toBe('not_found');
	});

	it('explains every answer of the latest try, and what was chosen', async () => {
		const { ctx } = await trainee();
		await send(ctx, 3);
		const { questions, tries: kept, needed } = await training.looked(ctx, 1);
		expect([kept.latest.right, kept.latest.of, needed, kept.passedAt]).toEqual([3, 8, 7, null]);
		expect(questions.map(({ isRight }) => isRight)).toEqual(numbers.map((nr) => nr <= 3));
		expect(questions[3]!.options).toEqual([
			{ id: 'a', words: 'Answer a', right: true, chosen: false, why: 'Why a is right.' },
			{ id: 'b', words: 'Answer b', right: false, chosen: false, why: 'Why b is not.' },
			{ id: 'c', words: 'Answer c', right: false, chosen: true, why: 'Why c is not.' }
		]);
		expect((await training.modules(ctx))[0]!.quiz).toEqual({
			...{ questions: 8, needed: 7, tries: kept }
		});
	});

	it('wants all that is right of a question with more than one, and nothing else', async () => {
		const { ctx } = await trainee();
		const { sheet } = await training.quiz(ctx, 1);
		const given = new Map(answers(8)).set('q-3', ['a']).set('q-6', ['a', 'b', 'c']);
		await training.answer(ctx, 1, { sheet, answers: given });
		const wrong = (await training.looked(ctx, 1)).questions.filter(({ isRight }) => !isRight);
		expect(wrong.map(({ id }) => id)).toEqual(['q-3', 'q-6']);
	});

	it('keeps the latest and the best, and having passed', async () => {
		const { ctx } = await trainee();
		const at = world.clock.now();
		await send(ctx, 7);
		later();
		await send(ctx, 2);
		expect(await tries(ctx)).toMatchObject({
			...{ latest: { right: 2 }, best: { right: 7, at }, passedAt: at }
		});
		later();
		await send(ctx, 8);
		expect(await tries(ctx)).toMatchObject({ best: { right: 8 }, passedAt: at });
	});

	it('takes a form sent twice once, at once too, and counts its first answers', async () => {
		const { ctx } = await trainee();
		const { sheet } = await training.quiz(ctx, 1);
		await Promise.all([send(ctx, 4, sheet), send(ctx, 4, sheet)]);
		const first = await tries(ctx);
		later();
		// The explanations were there to be read meanwhile.
		await send(ctx, 8, sheet);
		expect(await tries(ctx)).toEqual(first);
		expect(first).toMatchObject({ latest: { right: 4 }, passedAt: null });
	});

	it('takes no form that was opened before the latest try', async () => {
		const { ctx } = await trainee();
		const { sheet: old } = await training.quiz(ctx, 1);
		later();
		await send(ctx, 3);
		later();
		await send(ctx, 8, old);
		expect(await tries(ctx)).toMatchObject({ latest: { right: 3 }, best: { right: 3 } });
	});

	it('takes no form of another time, and none that never was', async () => {
		const { ctx } = await trainee();
		const made = (ms: number) => newId(new Date(world.clock.now().getTime() + ms));
		for (const sheet of ['', 'x', made(minute), made(-3 * day)])
			expect(await code(send(ctx, 8, sheet))).toBe('invalid');
		expect(await tries(ctx)).toBeNull();
	});

	it('says which questions have no answer that can be one', async () => {
		const { ctx } = await trainee();
		const { sheet } = await training.quiz(ctx, 1);
		const given = new Map<string, string[]>(answers(8));
		given.delete('q-1');
		given.set('q-2', ['a', 'b']).set('q-3', ['z']);
		const refused = training.answer(ctx, 1, { sheet, answers: given });
		await expect(refused).rejects.toMatchObject({
			fields: { 'a-q-1': 'choose', 'a-q-2': 'choose', 'a-q-3': 'choose' }
		});
		expect(await tries(ctx)).toBeNull();
	});

	it('reads a form, whatever else is in it', () => {
		const form = { sheet: 's', [fieldOf('q-1')]: 'a', [fieldOf('q-3')]: ['a', 'b'], other: 'x' };
		const { sheet, answers: read } = AnswersInput.parse(form);
		expect([sheet, [...read]]).toEqual([
			's',
			[
				['q-1', ['a']],
				['q-3', ['a', 'b']]
			].map((one) => one)
		]);
		for (const bad of [{ 'a-q': 'x'.repeat(61) }, { 'a-q': Array(5).fill('a') }])
			expect(AnswersInput.safeParse(bad).success).toBe(false);
	});

	it('keeps what was answered so that only whoever answered can read it', async () => {
		const [{ ctx, accountId }, other] = [await trainee(), await trainee()];
		await send(ctx, 8);
		expect(await tries(other.ctx)).toBeNull();
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql<{ box: Buffer }>`select box from training_quiz where account_id = ${accountId}`.execute(
				db
			)
		);
		expect(rows[0]!.box.toString()).not.toContain('q-1');
	});
});
