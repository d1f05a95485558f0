import type { Kysely } from 'kysely';
import { second } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { DB } from '#server/db/schema.ts';
import type { Organisation } from '../org.ts';
import { allowedLeaveSites } from './places.ts';
import { presentOrganisation } from './present.ts';

export { allowedLeaveSites, countries, languages, timeZones } from './places.ts';
export { beginSetUp, isSetUp, openSetUp, opensSetUp, setUp } from './set-up.ts';

/** Every page asks; a change shows after a few seconds at most. */
const freshFor = 3 * second;
const kept = new WeakMap<Kysely<DB>, { at: number; organisation: Organisation }>();

/** The organisation that runs this installation, or null before it was set up. */
export async function organisation(ctx: Ctx): Promise<Organisation | null> {
	const now = ctx.now().getTime();
	const known = kept.get(ctx.db);
	if (known && now >= known.at && now - known.at < freshFor) return known.organisation;
	const row = await inTransaction(ctx, (tx) =>
		tx.db.selectFrom('organisation').selectAll().executeTakeFirst()
	);
	if (!row) return null;
	const organisation = presentOrganisation(row);
	kept.set(ctx.db, { at: now, organisation });
	return organisation;
}

/**
 * Where Leave now goes. Never fails: with the database away it is the last site known, or the first
 * allowed one.
 */
export async function leaveSite(ctx: Ctx): Promise<string> {
	const otherwise = kept.get(ctx.db)?.organisation.leaveSite ?? allowedLeaveSites[0]!.url;
	try {
		return (await organisation(ctx))?.leaveSite ?? otherwise;
	} catch {
		return otherwise;
	}
}
