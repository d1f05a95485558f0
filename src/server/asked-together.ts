import type { Kysely } from 'kysely';
import type { Ctx } from './ctx.ts';
import type { DB } from './db/schema.ts';

/** In one question. */
const MOST = 250;

interface Waiting<Asked, Answer> {
	asked: Asked;
	answer: (answer: Answer) => void;
	fail: (error: unknown) => void;
}

/**
 * A question that hundreds may ask within a second, as when everybody comes back after a restart. Whoever
 * asks while one is with the database is asked about in the next one, together with the others: a round trip
 * for each would take most of the time. Whoever asks alone waits for nobody. `ask` answers in the order in
 * which it is asked, and an error of it is everybody's who was asked about.
 */
export function askedTogether<Asked, Answer>(
	ask: (ctx: Ctx, many: readonly Asked[]) => Promise<readonly Answer[]>
): (ctx: Ctx, one: Asked) => Promise<Answer> {
	/** Who waits for the next question to each database, while one is under way. */
	const lines = new WeakMap<Kysely<DB>, Waiting<Asked, Answer>[]>();

	async function empty(ctx: Ctx, line: Waiting<Asked, Answer>[]): Promise<void> {
		while (line.length > 0) {
			const some = line.splice(0, MOST);
			try {
				const answers = await ask(
					ctx,
					some.map(({ asked }) => asked)
				);
				for (const [index, one] of some.entries()) one.answer(answers[index]!);
			} catch (error) {
				for (const one of some) one.fail(error);
			}
		}
		lines.delete(ctx.db);
	}

	return (ctx, asked) =>
		new Promise((answer, fail) => {
			const line = lines.get(ctx.db);
			const waiting = { asked, answer, fail };
			if (line) return void line.push(waiting);
			const own = [waiting];
			lines.set(ctx.db, own);
			void empty(ctx, own);
		});
}
