import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { GoingListing } from '../found.ts';
import { canRunDirectory } from './policy.ts';

/** Enough to see whether a list was only half there. */
const most = 50;

/**
 * The listings that a held import would take out of the directory, by name, the first 50; `more` are left.
 * @throws not_found for a run that is unknown or holds nothing any more
 */
export async function wouldGo(
	ctx: Ctx,
	runId: string
): Promise<{ listings: GoingListing[]; more: number }> {
	allow(canRunDirectory(ctx.actor));
	idOrNotFound(runId);
	return asSystem(ctx, 'directory: a coordinator looks at a held import', async ({ db }) => {
		const { rows: runs } = await sql<{ retired: number }>`
			select retired from import_run where run_id = ${runId} and outcome = 'held'`.execute(db);
		if (!runs[0]) throw notFound();
		const { rows } = await sql<GoingListing>`
			select l.listing_id as "listingId", l.name, l.place ->> 'city' as city
			from import_row r join import_run i using (run_id)
				join listing l on l.source_id = i.source_id and l.source_key = r.content ->> 'source_key'
			where r.run_id = ${runId} and r.content ->> 'retire' is not null and l.retired_at is null
			order by l.name, l.listing_id limit ${most}`.execute(db);
		return { listings: rows, more: Math.max(0, runs[0].retired - rows.length) };
	});
}
