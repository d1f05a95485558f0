import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import type { SourceView } from '../found.ts';
import { SourceInput } from '../inputs.ts';
import { sourceTaken } from './errors.ts';
import { canRunDirectory } from './policy.ts';
import { reportsBy } from './runs.ts';

type Source = ReturnType<typeof SourceInput.parse>;
type SourceRow = Omit<SourceView, 'last' | 'held'>;

/** Where listings of others come from, with how the last import of each went, by name. */
export async function sources(ctx: Ctx): Promise<SourceView[]> {
	allow(canRunDirectory(ctx.actor));
	return asSystem(ctx, 'directory: a coordinator sees the sources', async (system) => {
		const { rows } = await sql<SourceRow>`
			select source_id as "sourceId", name, format, url, time_zone as "timeZone", experience,
				every_minutes as "everyMinutes", due_at as "dueAt", confirmed_at as "confirmedAt",
				(select count(*) from listing l where l.source_id = s.source_id and l.retired_at is null) as listings
			from directory_source s where removed_at is null order by lower(name)`.execute(system.db);
		const last = await reportsBy(
			system,
			sql`r.run_id in (select distinct on (source_id) run_id from import_run order by source_id, began_at desc, run_id desc)`,
			rows.length
		);
		const held = await reportsBy(system, sql`r.outcome = 'held'`, rows.length);
		return rows.map((row) => ({
			...row,
			last: last.find(({ source }) => source === row.name) ?? null,
			held: held.find(({ source }) => source === row.name) ?? null
		}));
	});
}

/** A new source; with a URL and an interval the worker reads it within a minute. @throws invalid {name: source_taken} */
export async function addSource(ctx: Ctx, given: SourceInput): Promise<{ sourceId: string }> {
	allow(canRunDirectory(ctx.actor));
	const input = read(SourceInput, given);
	return asSystem(ctx, 'directory: a source is added', async (system) => {
		const { rows } = await sql<{ source_id: string }>`
			insert into directory_source (name, format, url, time_zone, experience, every_minutes, made_at, due_at)
			values (${input.name}, ${input.format}, ${input.url}, ${input.timeZone}, ${input.experience},
				${input.everyMinutes}, ${system.now()}, ${input.everyMinutes === null ? null : system.now()})
			on conflict do nothing returning source_id`.execute(system.db);
		if (!rows[0]) throw sourceTaken();
		return { sourceId: rows[0].source_id };
	});
}

/** The source of this name, made when there is none; format, zone and URL become those given. */
export async function sourceNamed(ctx: Ctx, given: SourceInput): Promise<{ sourceId: string }> {
	allow(canRunDirectory(ctx.actor));
	const input = read(SourceInput, given);
	return asSystem(ctx, 'directory: a source is imported by hand', async (system) => {
		const { rows } = await sql<{ sourceId: string }>`
			select source_id as "sourceId" from directory_source
			where lower(name) = lower(${input.name}) and removed_at is null for update`.execute(system.db);
		if (!rows[0]) return addSource(system, input);
		await sql`
			update directory_source set format = ${input.format},
				time_zone = coalesce(${input.timeZone}, time_zone), url = coalesce(url, ${input.url})
			where source_id = ${rows[0].sourceId}`.execute(system.db);
		return rows[0];
	});
}

/** Changes a source; what it is called is what its listings name as their source. @throws not_found, invalid */
export async function changeSource(
	ctx: Ctx,
	given: SourceInput & { sourceId: string }
): Promise<void> {
	allow(canRunDirectory(ctx.actor));
	const sourceId = idOrNotFound(given.sourceId);
	const input = read(SourceInput, given);
	await asSystem(ctx, 'directory: a source is changed', async (system) => {
		const { db } = system;
		const before = await sql<{ name: string }>`
			select name from directory_source where source_id = ${sourceId} and removed_at is null for update`.execute(
			db
		);
		if (!before.rows[0]) throw notFound();
		const taken = await sql`
			select 1 from directory_source
			where lower(name) = lower(${input.name}) and removed_at is null and source_id <> ${sourceId}`.execute(
			db
		);
		if (taken.rows.length > 0) throw sourceTaken();
		await write(system, sourceId, input);
		if (before.rows[0].name !== input.name) await touchListings(system, sourceId);
	});
}

const write = (system: Ctx, sourceId: string, input: Source) =>
	sql`
		update directory_source set name = ${input.name}, format = ${input.format}, url = ${input.url},
			time_zone = ${input.timeZone}, experience = ${input.experience},
			every_minutes = ${input.everyMinutes},
			due_at = ${input.everyMinutes === null ? null : system.now()}
		where source_id = ${sourceId}`.execute(system.db);

/** Takes a source and all its listings out of the directory; nothing is deleted. @throws not_found */
export async function removeSource(ctx: Ctx, given: { sourceId: string }): Promise<void> {
	allow(canRunDirectory(ctx.actor));
	const sourceId = idOrNotFound(given.sourceId);
	await asSystem(ctx, 'directory: a source is removed', async (system) => {
		const { numAffectedRows = 0n } = await sql`
			update directory_source set removed_at = ${system.now()}, due_at = null
			where source_id = ${sourceId} and removed_at is null`.execute(system.db);
		if (numAffectedRows === 0n) throw notFound();
		await sql`
			update listing set retired_at = ${system.now()}, changed_at = ${system.now()}
			where source_id = ${sourceId} and retired_at is null`.execute(system.db);
	});
}

/** The index reads the listings of a source anew. */
const touchListings = (system: Ctx, sourceId: string) =>
	sql`update listing set changed_at = changed_at where source_id = ${sourceId}`.execute(system.db);
