import { sql } from 'kysely';
import { after, minute } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { ImportProblem, ImportReport } from '../found.ts';
import type { FeedFormat } from '../inputs.ts';
import type { ListingExperience } from '../vocabulary.ts';
import { importRunning, runDecided } from './errors.ts';
import { writeRun } from './import-writing.ts';
import { canRunDirectory } from './policy.ts';

export interface SourceOfRun {
	sourceId: string;
	source: string;
	format: FeedFormat;
	timeZone: string | null;
	experience: ListingExperience;
}

/** What is kept of a row, to compare with. */
export interface Known {
	digest: string;
	isRetired: boolean;
}
export interface Run extends SourceOfRun {
	runId: string;
	known: ReadonlyMap<string, Known>;
}

/** An import that was last heard of this long ago was cut off with its process. */
const silence = 15 * minute;

/** Begins an import of a source, one at a time. @throws not_found, import_running */
export async function beginRun(ctx: Ctx, sourceId: string): Promise<Run> {
	idOrNotFound(sourceId);
	return asSystem(ctx, 'directory: an import begins', async (system) => {
		const now = system.now();
		const { rows } = await sql<SourceOfRun>`
			select source_id as "sourceId", name as source, format, time_zone as "timeZone", experience
			from directory_source where source_id = ${sourceId} and removed_at is null for update`.execute(
			system.db
		);
		const [source] = rows;
		if (!source) throw notFound();
		await sql`
			update import_run set outcome = 'failed', why = 'interrupted', ended_at = ${now}
			where source_id = ${sourceId} and outcome = 'running' and beat_at < ${after(now, -silence)}`.execute(
			system.db
		);
		await sql`delete from import_row r using import_run i
			where i.run_id = r.run_id and i.source_id = ${sourceId} and i.outcome = 'failed'`.execute(
			system.db
		);
		const kept = await sql<{ source_key: string; digest: string; retired: boolean }>`
			select source_key, digest, retired_at is not null as retired from listing
			where source_id = ${sourceId}`.execute(system.db);
		const known = new Map(
			kept.rows.map((row) => [row.source_key, { digest: row.digest, isRetired: row.retired }])
		);
		const before = kept.rows.filter(({ retired }) => !retired).length;
		const run = await sql<{ run_id: string }>`
			insert into import_run (source_id, began_at, beat_at, before)
			values (${sourceId}, ${now}, ${now}, ${before})
			on conflict do nothing returning run_id`.execute(system.db);
		if (!run.rows[0]) throw importRunning();
		return { ...source, runId: run.rows[0].run_id, known };
	});
}

interface Ending {
	read: number;
	unchanged: number;
	rejected: number;
	repaired: number;
	problems: number;
	/** Rows put aside. */
	staged: number;
	why: string | null;
	/** Listings that would go; null when not all of the feed was read, and none may. */
	lost: number | null;
}

/** Ends an import that could not be: nothing of it is written. */
export async function dropRun(ctx: Ctx, runId: string): Promise<void> {
	await asSystem(ctx, 'directory: an import broke off', async ({ db }) => {
		await sql`delete from import_row where run_id = ${runId}`.execute(db);
		await sql`
			update import_run set outcome = 'failed', why = 'fault', ended_at = ${ctx.now()}
			where run_id = ${runId} and outcome = 'running'`.execute(db);
	});
}

/** Ends an import: writes what was put aside, or holds it for a person. */
export async function endRun(ctx: Ctx, run: Run, end: Ending): Promise<ImportReport> {
	return asSystem(ctx, 'directory: an import ends', async (system) => {
		const { runId, sourceId } = run;
		const before = [...run.known.values()].filter(({ isRetired }) => !isRetired).length;
		const isHeld = end.lost !== null && end.lost * 2 > before;
		await replaceHeld(system, sourceId, end.lost !== null);
		const none = { added: 0, changed: 0, returned: 0, retired: 0 };
		const done = !isHeld ? await writeRun(system, { runId, sourceId, rows: end.staged }) : none;
		const isChanged = done.added + done.changed + done.retired > 0;
		const outcome = end.why ? 'failed' : isHeld ? 'held' : isChanged ? 'changed' : 'unchanged';
		// What a held run would retire is said beforehand.
		const retired = isHeld ? end.lost : done.retired;
		await sql`
			update import_run set ended_at = ${system.now()}, outcome = ${outcome}, why = ${end.why},
				rows_read = ${end.read}, unchanged = ${end.unchanged}, rejected = ${end.rejected},
				repaired = ${end.repaired}, problems = ${end.problems}, added = ${done.added},
				changed = ${done.changed}, returned = ${done.returned}, retired = ${retired}
			where run_id = ${runId}`.execute(system.db);
		await sql`
			update directory_source set ran_at = ${system.now()}, answer = null where source_id = ${sourceId}`.execute(
			system.db
		);
		if (outcome === 'changed' || outcome === 'unchanged') await confirmAll(system, sourceId);
		return (await reportsBy(system, sql`r.run_id = ${runId}`))[0]!;
	});
}

/** All that stands was seen just now: it is confirmed, and what was hidden for want of that is shown. */
export async function confirmAll(system: Ctx, sourceId: string): Promise<void> {
	await sql`
		update directory_source set confirmed_at = ${system.now()} where source_id = ${sourceId}`.execute(
		system.db
	);
	await sql`
		update listing set hidden_why = null where source_id = ${sourceId} and hidden_why = 'unconfirmed'`.execute(
		system.db
	);
}

/** What waited for a person is out of date as soon as all of the feed was read again. */
async function replaceHeld(system: Ctx, sourceId: string, isWhole: boolean): Promise<void> {
	if (!isWhole) return;
	const { rows } = await sql<{ run_id: string }>`
		update import_run set outcome = 'replaced' where source_id = ${sourceId} and outcome = 'held'
		returning run_id`.execute(system.db);
	for (const { run_id: id } of rows)
		await sql`delete from import_row where run_id = ${id}`.execute(system.db);
}

/** Lets a held import happen. @throws not_found, run_decided */
export async function release(ctx: Ctx, runId: string): Promise<ImportReport> {
	return decide(ctx, runId, async (system, sourceId) => {
		const { rows } = await sql<{ rows: number }>`
			select coalesce(max(number), 0) as rows from import_row where run_id = ${runId}`.execute(system.db);
		const done = await writeRun(system, { runId, sourceId, rows: rows[0]!.rows });
		await sql`
			update import_run set outcome = 'released', added = ${done.added}, changed = ${done.changed},
				returned = ${done.returned}, retired = ${done.retired} where run_id = ${runId}`.execute(system.db);
		await confirmAll(system, sourceId);
	});
}

/** Leaves the listings as they are; the next import of the source is compared anew. @throws not_found, run_decided */
export async function refuse(ctx: Ctx, runId: string): Promise<ImportReport> {
	return decide(ctx, runId, async (system) => {
		await sql`delete from import_row where run_id = ${runId}`.execute(system.db);
		await sql`update import_run set outcome = 'refused' where run_id = ${runId}`.execute(system.db);
	});
}

async function decide(
	ctx: Ctx,
	runId: string,
	work: (system: Ctx, sourceId: string) => Promise<void>
): Promise<ImportReport> {
	allow(canRunDirectory(ctx.actor));
	idOrNotFound(runId);
	return asSystem(ctx, 'directory: a coordinator decides about a held import', async (system) => {
		const { rows } = await sql<{ outcome: string; source_id: string }>`
			select outcome, source_id from import_run where run_id = ${runId} for update`.execute(system.db);
		if (!rows[0]) throw notFound();
		if (rows[0].outcome !== 'held') throw runDecided();
		await work(system, rows[0].source_id);
		return (await reportsBy(system, sql`r.run_id = ${runId}`))[0]!;
	});
}

/** Reports of a source or of all, newest first. */
export async function reports(
	ctx: Ctx,
	{ sourceId, page = 1 }: { sourceId?: string; page?: number } = {}
): Promise<{ reports: ImportReport[]; hasMore: boolean }> {
	allow(canRunDirectory(ctx.actor));
	if (sourceId !== undefined) idOrNotFound(sourceId);
	return asSystem(ctx, 'directory: a coordinator reads reports', async (system) => {
		const of = sourceId ? sql`r.source_id = ${sourceId}` : sql`true`;
		const found = await reportsBy(system, of, onPage + 1, (page - 1) * onPage);
		return { reports: found.slice(0, onPage), hasMore: found.length > onPage };
	});
}
const onPage = 50;

/** One report with a page of what was rejected and repaired, in the order of the rows. @throws not_found */
export async function report(
	ctx: Ctx,
	runId: string,
	{ page = 1, size = 100 }: { page?: number; size?: number } = {}
): Promise<ImportReport & { list: ImportProblem[]; hasMore: boolean }> {
	allow(canRunDirectory(ctx.actor));
	idOrNotFound(runId);
	return asSystem(ctx, 'directory: a coordinator reads a report', async (system) => {
		const [found] = await reportsBy(system, sql`r.run_id = ${runId}`);
		if (!found) throw notFound();
		const { rows } = await sql<ImportProblem>`
			select row_number as row, source_key as key, field, value, reason, outcome from import_problem
			where run_id = ${runId} order by number limit ${size + 1} offset ${(page - 1) * size}`.execute(
			system.db
		);
		return { ...found, list: rows.slice(0, size), hasMore: rows.length > size };
	});
}

/** Reports by a condition on import_run r, newest first. */
export async function reportsBy(
	system: Ctx,
	which: ReturnType<typeof sql>,
	limit = 100,
	offset = 0
): Promise<ImportReport[]> {
	const { rows } = await sql<ImportReport>`
		select r.run_id as "runId", s.name as source, r.outcome, r.why, r.began_at as "beganAt",
			r.ended_at as "endedAt", r.rows_read as read, r.added, r.changed, r.unchanged, r.retired,
			r.returned, r.rejected, r.repaired, r.problems, r.before
		from import_run r join directory_source s using (source_id)
		where ${which} order by r.began_at desc, r.run_id desc limit ${limit} offset ${offset}`.execute(
		system.db
	);
	return rows;
}
