import type { Selectable } from 'kysely';
import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { day, minute } from '#server/clock.ts';
import { open, seal } from '#server/crypto.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { DB } from '#server/db/schema.ts';
import { invalid, notFound } from '#server/errors.ts';
import { isId, newId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import type { AnswersInput, Looked, Quiz, Tries } from '../quiz.ts';
import { moduleNr } from './book.ts';
import type { Module } from './content/book.ts';
import { learner } from './learner.ts';
import { explained, neededOf, problemsIn, rightIn, type Answers } from './marking.ts';

const pace = { what: 'training.answer', burst: 20, every: minute / 2 };
/** A form that was opened longer ago is to be opened again. */
const SHEET_LIVES = 2 * day;
/** Boxes have one length: it must not tell how much was chosen. */
const LENGTH = 4096;

type Row = Pick<
	Selectable<DB['training_quiz']>,
	| ('module' | 'sheet' | 'box' | 'latest_right' | 'latest_of' | 'latest_at')
	| ('best_right' | 'best_of' | 'best_at' | 'passed_at')
>;
const Stored = z.record(z.string(), z.array(z.string()));
const bound = (accountId: string, nr: number, sheet: string) => `quiz:${accountId}:${nr}:${sheet}`;
const keyOf = (tx: Ctx): Promise<Buffer> => accounts.ownKey(tx, 'training');

function moduleOf(nr: number): Module {
	const found = moduleNr(nr);
	if (!found) throw notFound();
	return found;
}

export const presentTries = (row: Row): Tries => ({
	latest: { right: row.latest_right, of: row.latest_of, at: row.latest_at },
	best: { right: row.best_right, of: row.best_of, at: row.best_at },
	passedAt: row.passed_at
});

/** What is kept of my tries, by module. */
export async function rowsOf({ db }: Ctx, accountId: string): Promise<Map<number, Row>> {
	const rows = await db
		.selectFrom('training_quiz')
		.select(['module', 'sheet', 'box', 'latest_right', 'latest_of', 'latest_at'])
		.select(['best_right', 'best_of', 'best_at', 'passed_at'])
		.where('account_id', '=', accountId)
		.execute();
	return new Map(rows.map((row) => [row.module, row]));
}

/**
 * The quiz of a module, with nothing that tells what is right, and how I did before.
 * @throws sign_in_first, not_found
 */
export async function quiz(ctx: Ctx, nr: number): Promise<Quiz> {
	const accountId = learner(ctx);
	const module = moduleOf(nr);
	const row = await inTransaction(ctx, async (tx) => (await rowsOf(tx, accountId)).get(nr));
	return {
		...{ nr, title: module.title, needed: neededOf(module), sheet: newId(ctx.now()) },
		tries: row ? presentTries(row) : null,
		questions: module.quiz.questions.map(({ id, kind, ask, options }) => ({
			...{ id, kind, ask },
			options: options.map((option) => ({ id: option.id, words: option.words }))
		}))
	};
}

/**
 * Looks at my answers, and keeps them as my latest try. A form that was answered already counts with its first
 * answers, and one older than the latest not at all: by then its answers were explained.
 * @throws sign_in_first, not_found, invalid {a-question} for what is not answered, invalid {sheet}, too_many
 */
export async function answer(ctx: Ctx, nr: number, input: AnswersInput): Promise<void> {
	const accountId = learner(ctx);
	const module = moduleOf(nr);
	if (!isFresh(ctx, input.sheet)) throw invalid({ sheet: 'choose' });
	const problems = problemsIn(module, input.answers);
	if (Object.keys(problems).length > 0) throw invalid(problems);
	await take(ctx, pace, accountKey(ctx, accountId));
	const right = rightIn(explained(module, input.answers));
	const of = module.quiz.questions.length;
	await inTransaction(ctx, async (tx) => {
		const at = tx.now();
		const box = await sealed(tx, accountId, nr, input);
		const latest = { sheet: input.sheet, box, latest_right: right, latest_of: of, latest_at: at };
		const passed_at = right >= neededOf(module) ? at : null;
		const best = { best_right: right, best_of: of, best_at: at };
		const made = await tx.db
			.insertInto('training_quiz')
			.values({ account_id: accountId, module: nr, ...latest, ...best, passed_at })
			.onConflict((on) => on.doNothing())
			.returning('module')
			.executeTakeFirst();
		if (made) return;
		const mine = { account_id: accountId, module: nr };
		const before = await tx.db
			.selectFrom('training_quiz')
			.select(['sheet', 'best_right', 'best_of', 'passed_at'])
			.where((is) => is.and(mine))
			.forUpdate()
			.executeTakeFirstOrThrow();
		// Ids are in the order of time.
		if (input.sheet <= before.sheet) return;
		const isBest = right * before.best_of > before.best_right * of;
		await tx.db
			.updateTable('training_quiz')
			.set({ ...latest, ...(isBest ? best : {}), passed_at: before.passed_at ?? passed_at })
			.where((is) => is.and(mine))
			.execute();
	});
}

/** When a form was opened stands at the beginning of its name. */
function isFresh({ now }: Ctx, sheet: string): boolean {
	if (!isId(sheet)) return false;
	const age = now().getTime() - Number.parseInt(sheet.replaceAll('-', '').slice(0, 12), 16);
	return age >= 0 && age <= SHEET_LIVES;
}

async function sealed(
	tx: Ctx,
	accountId: string,
	nr: number,
	{ sheet, answers }: AnswersInput
): Promise<Buffer> {
	const text = JSON.stringify(Object.fromEntries(answers)).padEnd(LENGTH);
	return seal(await keyOf(tx), bound(accountId, nr, sheet), text);
}

/** My latest try with every answer explained. @throws sign_in_first, not_found also before the first try */
export async function looked(ctx: Ctx, nr: number): Promise<Looked> {
	const accountId = learner(ctx);
	const module = moduleOf(nr);
	return inTransaction(ctx, async (tx) => {
		const row = (await rowsOf(tx, accountId)).get(nr);
		if (!row) throw notFound();
		const text = open(await keyOf(tx), bound(accountId, nr, row.sheet), row.box).toString();
		const answers: Answers = new Map(Object.entries(Stored.parse(JSON.parse(text))));
		return {
			...{ nr, title: module.title, needed: neededOf(module), tries: presentTries(row) },
			// What is asked only since then was not answered.
			questions: explained(module, answers).filter(({ id }) => answers.has(id))
		};
	});
}
