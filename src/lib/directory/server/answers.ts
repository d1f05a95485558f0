import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { ImportReport } from '../found.ts';
import { NotModified, type Mark } from './fetching.ts';
import { confirmAll } from './runs.ts';

/** What a server named the answer that was read to its end. */
export interface Kept extends Mark {
	/** When that was (ISO 8601). */
	at: string;
	/** How it was read: as another format or in another zone it would say something else. */
	readAs: string;
}
/** Of a row of directory_source. */
export const readAs = sql<string>`concat_ws(' ', name, format, time_zone, experience) as "readAs"`;

/**
 * A server that says "not modified" is believed this long: a newer Holdspace may understand more of the
 * same feed, and a server can be wrong about itself.
 */
const believed = 7 * day;

/** What may be asked about instead of read again. */
export const answerToAskAbout = (ctx: Ctx, answer: Kept | null, as: string): Kept | null =>
	answer?.readAs === as && new Date(answer.at) > after(ctx.now(), -believed) ? answer : null;

/**
 * Opens a feed as far as its first piece; null when its server says that nothing was modified. Whatever
 * else is wrong is thrown when it is read, so that it stands in the report.
 */
export async function opened(
	feed: AsyncGenerator<Uint8Array>
): Promise<AsyncGenerator<Uint8Array> | null> {
	const first = await feed.next().catch((error: unknown) => ({ error }));
	if ('error' in first && first.error instanceof NotModified) return null;
	async function* pieces() {
		if ('error' in first) throw first.error;
		if (first.done) return;
		yield first.value;
		yield* feed;
	}
	return pieces();
}

/** Keeps how the server named an answer that was read to its end and taken in, if nothing was written since. */
export async function keepAnswer(
	ctx: Ctx,
	sourceId: string,
	{ outcome, endedAt }: ImportReport,
	{ mark, readAs }: { mark: Mark | null; readAs: string }
): Promise<void> {
	if (mark === null || (outcome !== 'changed' && outcome !== 'unchanged')) return;
	const kept: Kept = { ...mark, readAs, at: ctx.now().toISOString() };
	await asSystem(ctx, 'directory: how a source named its answer', ({ db }) =>
		sql`
			update directory_source set answer = ${JSON.stringify(kept)}::jsonb
			where source_id = ${sourceId} and ran_at = ${endedAt} and removed_at is null`.execute(db)
	);
}

/**
 * The source stands by the answer that was read last: all its listings are confirmed as if it had been
 * read again, and nothing is written of them. Nothing happens when something else was written meanwhile.
 */
export async function confirmUnread(ctx: Ctx, sourceId: string, answer: Kept): Promise<void> {
	await asSystem(ctx, 'directory: a source says that nothing was modified', async (system) => {
		const { db } = system;
		const now = system.now();
		const { rows } = await sql`
			update directory_source set ran_at = ${now} where source_id = ${sourceId}
				and removed_at is null and answer = ${JSON.stringify(answer)}::jsonb
				and not exists (select from import_run r where r.source_id = directory_source.source_id
					and r.outcome = 'running')
			returning source_id`.execute(db);
		if (rows.length === 0) return;
		await sql`
			insert into import_run (source_id, began_at, beat_at, ended_at, outcome, why, before, unchanged)
			select ${sourceId}, ${now}, ${now}, ${now}, 'unchanged', 'not_modified', count(*), count(*)
			from listing where source_id = ${sourceId} and retired_at is null`.execute(db);
		await confirmAll(system, sourceId);
	});
}
