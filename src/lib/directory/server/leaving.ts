import { sql } from 'kysely';
import * as org from '#lib/org/server/org.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { ownSource } from '../vocabulary.ts';
import { labelOf } from './entry.ts';
import type { LeavingListing, LeavingOptions } from './formats/formats.ts';
import { rowsById, type ListingRow } from './rows.ts';

/** Written without a pause: a few milliseconds. */
const batch = 100;
const idsAtOnce = 2000;

/**
 * All listings in an order that stays, a batch at a time. No connection is held between the batches, so
 * that somebody who reads slowly holds up nobody.
 */
export async function* allLeaving(ctx: Ctx): AsyncGenerator<LeavingListing> {
	const ids = await idsInOrder(ctx);
	for (let i = 0; i < ids.length; i += batch) yield* await leavingOf(ctx, ids.slice(i, i + batch));
}

/** Sorted once, and read in pieces that others need not wait for. */
async function idsInOrder(ctx: Ctx): Promise<string[]> {
	const ids: string[] = [];
	await inTransaction(ctx, async ({ db }) => {
		await sql`declare leaving no scroll cursor for select listing_id as id from directory_listing
			order by source collate "C", source_key collate "C"`.execute(db);
		for (;;) {
			const { rows } = await sql<{
				id: string;
			}>`fetch ${sql.raw(String(idsAtOnce))} from leaving`.execute(db);
			if (rows.length === 0) return;
			for (const { id } of rows) ids.push(id);
		}
	});
	return ids;
}

/** Listings as they leave in a format of others, in the order of the ids. */
export async function leavingOf(ctx: Ctx, ids: readonly string[]): Promise<LeavingListing[]> {
	const rows = new Map((await rowsById(ctx.db, ids)).map((row) => [row.listing_id, row]));
	return ids.flatMap((id) => rows.get(id) ?? []).map(leaving);
}

const leaving = (row: ListingRow): LeavingListing => ({
	listingId: row.listing_id,
	source: row.source,
	key: row.source === ownSource ? null : row.source_key,
	serviceId: row.service_id,
	updatedAt: row.source_updated_at,
	...{ name: row.name, organisation: row.organisation, description: row.description },
	...{ experiences: row.experiences, audiences: row.audiences, languages: row.languages },
	...{ access: row.access, cost: row.cost, openness: row.openness, ledBy: row.led_by },
	...{ mode: row.mode, place: row.place, precision: row.place_precision },
	at:
		row.latitude === null || row.longitude === null
			? null
			: { lat: row.latitude, lng: row.longitude },
	...{ joining: row.joining, times: row.times, url: row.url, foreign: row.source_words }
});

/** What all formats are told: the clock, where pages are, who we are, and our words. */
export async function leavingOptions(ctx: Ctx, origin: string): Promise<LeavingOptions> {
	const organisation = await org.organisation(ctx);
	return {
		now: ctx.now(),
		page: ({ source, listingId }) => `${origin}/${source === ownSource ? 'g' : 'l'}/${listingId}`,
		...(organisation && { entity: { name: organisation.name, url: `${origin}/` } }),
		say: labelOf
	};
}

/**
 * Changes whenever a feed would: with what was written last, and with the hour, for what begins and ends.
 * Only a hash leaves: the database numbers its transactions, and how far those have come would tell how
 * much goes on where nothing is public.
 */
export async function feedTag(ctx: Ctx): Promise<string> {
	const { rows } = await sql<{ last: string }>`select directory_version() as last`.execute(ctx.db);
	const state = `${rows[0]!.last} ${ctx.now().toISOString().slice(0, 13)}`;
	return `"${ctx.keys.mac('directory-feed', state).toString('base64url').slice(0, 22)}"`;
}
