import { sql } from 'kysely';
import { minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { invalid, notFound } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import type { Line, Reading } from '../training.ts';
import { book, moduleNr } from './book.ts';
import { learner } from './learner.ts';
import { presentLine, presentReading, type Kept } from './present.ts';
import { presentTries, rowsOf } from './quizzes.ts';

const pace = { what: 'training.place', burst: 60, every: minute / 10 };

/** The modules in their order, and where I am with each. @throws sign_in_first, not_found */
export async function modules(ctx: Ctx): Promise<Line[]> {
	const kept = await keptBy(ctx, learner(ctx));
	return book().modules.map((module) => presentLine(module, kept.get(module.nr)));
}

/** A module to read, and where I stopped. @throws sign_in_first, not_found */
export async function module(ctx: Ctx, nr: number): Promise<Reading> {
	const accountId = learner(ctx);
	const found = moduleNr(nr);
	if (!found) throw notFound();
	const all = book().modules;
	return presentReading(found, (await keptBy(ctx, accountId)).get(nr), all[all.indexOf(found) + 1]);
}

const keptBy = (ctx: Ctx, accountId: string): Promise<Map<number, Kept>> =>
	inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('training_module')
			.select(['module', 'place', 'read_at'])
			.where('account_id', '=', accountId)
			.execute();
		const kept = new Map<number, Kept>(rows.map((row) => [row.module, row]));
		for (const [nr, row] of await rowsOf(tx, accountId))
			kept.set(nr, { ...kept.get(nr), tries: presentTries(row) });
		return kept;
	});

/**
 * Keeps after how many parts of a module I stopped. After the last one it is read, and stays so, whatever I read
 * again. Sent twice, it is the same.
 * @throws sign_in_first, not_found, invalid {place}, too_many
 */
export async function keepPlace(ctx: Ctx, nr: number, place: number): Promise<void> {
	const accountId = learner(ctx);
	const found = moduleNr(nr);
	if (!found) throw notFound();
	if (place > found.sections.length) throw invalid({ place: 'choose' });
	await take(ctx, pace, accountKey(ctx, accountId));
	const readAt = place === found.sections.length ? ctx.now() : null;
	await inTransaction(ctx, (tx) =>
		tx.db
			.insertInto('training_module')
			.values({ account_id: accountId, module: nr, place, read_at: readAt })
			.onConflict((on) =>
				on.columns(['account_id', 'module']).doUpdateSet({
					place,
					read_at: sql<Date | null>`coalesce(training_module.read_at, excluded.read_at)`
				})
			)
			.execute()
	);
}
