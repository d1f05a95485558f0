import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import type { ImportProblem } from '../found.ts';
import type { Staged } from './import-row.ts';

/** Rows in one statement: each stays well under a second. */
export const batchSize = 1000;
/** Problems kept of one run; the rest is counted. */
export const mostProblems = 5000;

/** Puts rows and problems of a run aside, until all of the feed was read. */
export async function putAside(
	system: Ctx,
	{ runId, read }: { runId: string; read: number },
	first: { row: number; problem: number },
	rows: readonly Staged[],
	problems: readonly ImportProblem[]
): Promise<void> {
	if (rows.length > 0)
		await sql`
			insert into import_row (run_id, number, content)
			select ${runId}, ${first.row}::int + n::int, content
			from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as x (content, n)`.execute(
			system.db
		);
	if (problems.length > 0)
		await sql`
			insert into import_problem (run_id, number, row_number, source_key, field, value, reason, outcome)
			select ${runId}, ${first.problem}::int + (x.n)::int, (x.p->>'row')::int, left(x.p->>'key', 300),
				left(x.p->>'field', 100), left(x.p->>'value', 300), x.p->>'reason', x.p->>'outcome'
			from jsonb_array_elements(${JSON.stringify(problems)}::jsonb) with ordinality as x (p, n)`.execute(
			system.db
		);
	await sql`update import_run set beat_at = ${system.now()}, rows_read = ${read} where run_id = ${runId}`.execute(
		system.db
	);
}

interface Done {
	added: number;
	changed: number;
	returned: number;
	retired: number;
}

/** Writes what a run put aside: new and changed rows, those that came back, and those that are gone. */
export async function writeRun(
	system: Ctx,
	run: { runId: string; sourceId: string; rows: number }
): Promise<Done> {
	const done = { added: 0, changed: 0, returned: 0, retired: 0 };
	await aloneWithIds(system);
	for (let from = 0; from < run.rows; from += batchSize) {
		const wrote = await writeBatch(system, run, from);
		done.added += wrote.added;
		done.changed += wrote.changed;
		done.returned += wrote.returned;
		done.retired += await retireBatch(system, run, from);
	}
	await sql`delete from import_row where run_id = ${run.runId}`.execute(system.db);
	return done;
}

/**
 * Two sources may bring one id at the same moment: who writes first goes by it. Waits by asking again, since
 * a large import may write for longer than one statement may take.
 */
async function aloneWithIds(system: Ctx): Promise<void> {
	for (;;) {
		const { rows } = await sql<{ mine: boolean }>`
			select pg_try_advisory_xact_lock(hashtextextended('directory: ids of services', 0)) as mine`.execute(
			system.db
		);
		if (rows[0]?.mine) return;
		await wait(100);
	}
}

/** What a row says, as columns with their types. */
const said = {
	...{ service_id: 'uuid', organisation_id: 'uuid', name: 'text', organisation: 'text' },
	...{ description: 'text', experiences: 'text[]', audiences: 'text[]', languages: 'text[]' },
	...{ access: 'text[]', cost: 'text', openness: 'text', led_by: 'text', mode: 'text' },
	...{ place: 'jsonb', place_precision: 'text', latitude: 'float8', longitude: 'float8' },
	...{ joining: 'jsonb', times: 'jsonb', url: 'text', source_words: 'jsonb' },
	source_updated_at: 'timestamptz'
};
const names = Object.keys(said);
const columns = sql.raw(names.join(', '));
const typed = sql.raw(
	Object.entries(said)
		.map((one) => one.join(' '))
		.join(', ')
);
/** An id that another listing goes by is no id of this one, whoever says so. */
const given = sql.raw(
	names
		.map((name) =>
			name === 'service_id'
				? 'case when service_id in (select id from claimed) then null else service_id end'
				: name
		)
		.join(', ')
);
const replaced = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '));

async function writeBatch(
	system: Ctx,
	{ runId, sourceId }: { runId: string; sourceId: string },
	from: number
): Promise<Omit<Done, 'retired'>> {
	const { rows } = await sql<{ added: number; changed: number; returned: number }>`
		with wanted as materialized (
			select c.* from import_row r, jsonb_to_record(r.content) as c (
				source_key text, digest text, ${typed})
			where r.run_id = ${runId} and r.number > ${from} and r.number <= ${from + batchSize}
				and r.content ->> 'retire' is null
		), before as materialized (
			select l.source_key, l.retired_at is not null as was_retired from listing l
			where l.source_id = ${sourceId} and l.source_key = any(array(select source_key from wanted))
		), claimed as materialized (
			select id
			from listing l join directory_source s using (source_id),
				lateral (values (l.service_id), (l.listing_id)) as ids (id)
			where l.source_id <> ${sourceId} and l.retired_at is null and s.removed_at is null
				and (l.service_id = any(array(select service_id from wanted))
					or l.listing_id = any(array(select service_id from wanted)))
				and id is not null
			union all
			select listing_id from directory_listing
			where source = 'own' and listing_id = any(array(select service_id from wanted))
		), wrote as (
			insert into listing (source_id, source_key, digest, made_at, changed_at, ${columns})
			select ${sourceId}, source_key, digest, ${system.now()}, ${system.now()}, ${given} from wanted
			on conflict (source_id, source_key) do update set
				digest = excluded.digest, changed_at = excluded.changed_at, retired_at = null,
				${replaced}
			returning source_key
		)
		select (select count(*) from wrote) - (select count(*) from before) as added,
			(select count(*) from before) as changed,
			(select count(*) from before where was_retired) as returned`.execute(system.db);
	return rows[0]!;
}

async function retireBatch(
	system: Ctx,
	{ runId, sourceId }: { runId: string; sourceId: string },
	from: number
): Promise<number> {
	// As arrays, because a join of tables that have just been filled is guessed wrong.
	const { numAffectedRows = 0n } = await sql`
		update listing set retired_at = ${system.now()}, changed_at = ${system.now()}
		where source_id = ${sourceId} and retired_at is null and source_key = any(array(
			select content ->> 'source_key' from import_row
			where run_id = ${runId} and number > ${from} and number <= ${from + batchSize}
				and content ->> 'retire' is not null))`.execute(system.db);
	return Number(numAffectedRows);
}
