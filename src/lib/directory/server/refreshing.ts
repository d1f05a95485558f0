import { sql } from 'kysely';
import { after, day, minute } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, AppError, notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import { log } from '#server/log.ts';
import { staleDays } from '../vocabulary.ts';
import type { ImportReport } from '../found.ts';
import {
	answerToAskAbout,
	confirmUnread,
	keepAnswer,
	opened,
	readAs,
	type Kept
} from './answers.ts';
import { fetchFeed, usualLimits, type FetchLimits, type Mark } from './fetching.ts';
import { importFeed } from './importing.ts';
import { canRunDirectory } from './policy.ts';

/** Sources read at the same moment: one that is slow holds up none of the others. */
const side = 4;
/** No source is begun later than this in one run of the job, so that the last one still ends in its time. */
const begins = 4 * minute;
/** Reports are kept this long, but for the last one of each source. */
const reportDays = 90;

/**
 * Reads every source that is due, each for itself: one that is slow, broken or empty changes nothing for
 * the others, and its report says what happened. Run by the worker each minute.
 */
export async function refreshSources(
	ctx: Ctx,
	limits: FetchLimits = usualLimits
): Promise<{ read: number }> {
	allow(canRunDirectory(ctx.actor));
	const end = performance.now() + begins;
	let read = 0;
	const lane = async () => {
		while (performance.now() < end) {
			const source = await claim(ctx);
			if (!source) return;
			await refresh(ctx, source, limits);
			read += 1;
		}
	};
	await Promise.all(Array.from({ length: side }, lane));
	return { read };
}

/** Reads one source now, all of it, whatever its server says. @throws not_found, import_running */
export async function refreshSource(ctx: Ctx, given: { sourceId: string }): Promise<ImportReport> {
	allow(canRunDirectory(ctx.actor));
	const sourceId = idOrNotFound(given.sourceId);
	const { rows } = await asSystem(ctx, 'directory: a coordinator reads a source now', ({ db }) =>
		sql<{ url: string; readAs: string }>`
			select url, ${readAs} from directory_source
			where source_id = ${sourceId} and removed_at is null and url is not null`.execute(db)
	);
	if (!rows[0]) throw notFound();
	let mark: Mark | null = null;
	const { url, readAs: as } = rows[0];
	const bytes = fetchFeed(url, { onMark: (told) => (mark = told) });
	const report = await importFeed(ctx, { sourceId, bytes });
	await keepAnswer(ctx, sourceId, report, { mark, readAs: as });
	return report;
}

interface Due {
	source_id: string;
	url: string;
	answer: Kept | null;
	readAs: string;
}

/** The next source that is due, and nobody else's: its next time is set before it is read. */
async function claim(ctx: Ctx): Promise<Due | undefined> {
	const now = ctx.now();
	const { rows } = await asSystem(ctx, 'directory: the next source that is due', ({ db }) =>
		sql<Due>`
			update directory_source set due_at = ${now}::timestamptz + make_interval(mins => every_minutes)
			where source_id = (
				select source_id from directory_source
				where due_at <= ${now} and removed_at is null and url is not null and every_minutes is not null
				order by due_at limit 1 for update skip locked)
			returning source_id, url, answer, ${readAs}`.execute(db)
	);
	return rows[0];
}

async function refresh(ctx: Ctx, due: Due, limits: FetchLimits) {
	const { source_id: sourceId, url } = due;
	const seen = answerToAskAbout(ctx, due.answer, due.readAs);
	let mark: Mark | null = null;
	const feed = fetchFeed(url, { limits, seen, onMark: (told) => (mark = told) });
	try {
		const bytes = await opened(feed);
		if (!bytes) return await confirmUnread(ctx, sourceId, seen!);
		const report = await importFeed(ctx, { sourceId, bytes });
		await keepAnswer(ctx, sourceId, report, { mark, readAs: due.readAs });
	} catch (error) {
		// By hand at this moment, or removed meanwhile: the next time will do.
		if (error instanceof AppError) return;
		log.error({ err: error, op: 'directory.refresh' }, 'a source could not be read');
	} finally {
		await feed.return(undefined);
	}
}

/** Hides what nobody has confirmed for a year; it is shown again as soon as its source is read. */
export async function hideUnconfirmed(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	await asSystem(ctx, 'directory: what nobody confirms is hidden', ({ db }) =>
		sql`
			update listing l set hidden_why = 'unconfirmed', changed_at = ${now} from directory_source s
			where s.source_id = l.source_id and l.retired_at is null and l.hidden_why is null
				and coalesce(greatest(l.confirmed_at, s.confirmed_at), l.made_at) < ${after(now, -staleDays.hidden * day)}`.execute(
			db
		)
	);
}

/** Forgets old reports, and notes of changes that every process has seen. */
export async function forgetReports(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	await asSystem(ctx, 'directory: old reports are forgotten', async ({ db }) => {
		await sql`
			delete from import_run r where outcome not in ('running', 'held')
				and began_at < ${after(now, -reportDays * day)}
				and exists (select from import_run n where n.source_id = r.source_id and n.began_at > r.began_at)`.execute(
			db
		);
		await sql`delete from own_listing_change where noted_at < now() - interval '1 day'`.execute(db);
	});
}
