import type { Kysely } from 'kysely';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import type { DB } from '#server/db/schema.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { canSee } from './policy.ts';
import { meetingsWithMemberships, type AskedFor, type SeenRow } from './queries.ts';

interface Waiting extends AskedFor {
	answer: (row: SeenRow | undefined) => void;
	fail: (error: unknown) => void;
}
/** Who waits for the next question to each database, while one is under way. */
const lines = new WeakMap<Kysely<DB>, Waiting[]>();
/** People in one question. */
const MOST = 250;

/**
 * What `seen` answers, for a door to which hundreds come within a second, as after a restart. Whoever
 * comes while one question is with the database is asked about in the next one, together with the others:
 * a transaction for each would take most of the time that letting them in takes. The rule stays each
 * person's own: only the current membership of that very account counts.
 * @throws not_found
 */
export async function seenByMany(ctx: Ctx, meetingId: string): Promise<SeenRow> {
	const accountId = accountOf(ctx);
	const row = accountId && isId(meetingId) ? await ask(ctx, { meetingId, accountId }) : undefined;
	allow(canSee(row ?? null));
	if (!row) throw notFound();
	return row;
}

function ask(ctx: Ctx, asked: AskedFor): Promise<SeenRow | undefined> {
	return new Promise((answer, fail) => {
		const line = lines.get(ctx.db);
		const waiting = { ...asked, answer, fail };
		if (line) return void line.push(waiting);
		const own = [waiting];
		lines.set(ctx.db, own);
		void empty(ctx, own);
	});
}

async function empty(ctx: Ctx, line: Waiting[]): Promise<void> {
	while (line.length > 0) {
		const some = line.splice(0, MOST);
		try {
			const rows = await asSystem(ctx, 'meeting:door', (tx) => meetingsWithMemberships(tx, some));
			for (const [index, one] of some.entries()) one.answer(rows[index]);
		} catch (error) {
			for (const one of some) one.fail(error);
		}
	}
	lines.delete(ctx.db);
}
