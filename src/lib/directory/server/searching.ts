import { sql } from 'kysely';
import { second } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { invalid, notFound } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import type { FacetCounts, FoundListing, FoundPage } from '../found.ts';
import { DirectoryQuery, type ReadQuery } from '../inputs.ts';
import { searchParams } from '../link.ts';
import type { Coordinates, Listing } from '../listing.ts';
import { ownSource } from '../vocabulary.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { foundBytes, type FoundRow } from './listing-text.ts';
import { liveIndex } from './live.ts';
import { placeNamed } from './place-named.ts';
import { presentListing } from './present.ts';
import type { Facet, Found, Query } from './search/query.ts';

export interface Reader {
	/** IANA zone that weekdays and times are meant in when the search names none. */
	timeZone?: string;
}

type Near = (Coordinates & { label: string | null }) | null;

/**
 * Searches all listings, ours and others'. Any combination of facets; a page at a time; nothing of it is
 * kept or logged. Weekdays and times are the reader's, `to` not after `from` is across midnight.
 * @throws invalid with a code for each field: unknown values, sources, zones and places, a cursor of another search
 */
export async function search(
	ctx: Ctx,
	given: DirectoryQuery,
	reader: Reader = {}
): Promise<FoundPage> {
	const { query, near } = await plan(ctx, read(DirectoryQuery, given), reader);
	const found = await find(ctx, query);
	return {
		total: found.total,
		facets: found.facets as FacetCounts,
		items: await presentAll(ctx, found),
		nextCursor: found.next ? writeCursor(ctx, query, found.next) : null,
		near,
		timeZone: query.zone
	};
}

/**
 * The same search as the JSON of the API (`searchAnswer` in api.ts), from the JSON of each listing that was
 * written when it was last asked for. What was read already (`readPlainly`) is not read again.
 * @throws invalid as `search`
 */
export async function searchText(
	ctx: Ctx,
	given: DirectoryQuery | { plain: ReadQuery },
	reader: Reader = {}
): Promise<Buffer> {
	const asked = 'plain' in given ? given.plain : read(DirectoryQuery, given);
	const { query, near } = await plan(ctx, asked, reader);
	const live = liveIndex(ctx);
	await live.ready();
	const { total, facets, hits, next } = live.findText(query);
	const found = await rowsOf(ctx, hits);
	const cursor = next ? writeCursor(ctx, query, next) : null;
	const more = JSON.stringify({ next_cursor: cursor, near, tz: query.zone });
	const before = `{"total":${total},"facets":${facets},"items":[`;
	return foundBytes(before, found, `],${more.slice(1)}`, ctx.now());
}

export async function find(ctx: Ctx, query: Query): Promise<Found> {
	const live = liveIndex(ctx);
	await live.ready();
	return live.find(query);
}

export async function count(ctx: Ctx, query: Query): Promise<number> {
	const live = liveIndex(ctx);
	await live.ready();
	return live.count(query);
}

/** What the search understands of what was asked. @throws invalid */
export async function plan(
	ctx: Ctx,
	asked: ReadQuery,
	reader: Reader
): Promise<{ query: Query; near: Near }> {
	const near = await placeOf(ctx, asked);
	const query: Query = {
		now: ctx.now().getTime(),
		zone: asked.tz ?? reader.timeZone ?? 'UTC',
		words: asked.q ?? '',
		near: near && { lat: near.lat, lng: near.lng },
		withinKm: asked.within_km ?? null,
		nearest: asked.nearest ?? null,
		weekdays: asked.weekday ?? [],
		from: asked.from ?? null,
		to: asked.to ?? null,
		startsWithin: asked.starts_within ?? null,
		facets: await facetsOf(ctx, asked),
		sort: asked.sort ?? (near ? 'distance' : 'next'),
		limit: asked.limit,
		after: null,
		counted: true
	};
	if (asked.cursor) query.after = readCursor(ctx, query, asked.cursor);
	return { query, near };
}

async function placeOf(ctx: Ctx, { near, place }: ReadQuery): Promise<Near> {
	if (near) return { ...near, label: null };
	if (!place) return null;
	const found = await placeNamed(ctx, place);
	if (!found) throw invalid({ place: 'place_unknown' });
	return found;
}

async function facetsOf(ctx: Ctx, asked: ReadQuery): Promise<Query['facets']> {
	const facets: Partial<Record<Facet, readonly string[]>> = {};
	const { mode, experience, audience, language, access, open, cost, led_by } = asked;
	const chosen = { mode, experience, audience, language, access, open, cost, led_by };
	for (const [facet, values] of Object.entries(chosen))
		if (values) facets[facet as Facet] = [...new Set<string>(values)].sort();
	if (asked.source) facets.source = await knownSources(ctx, asked.source);
	return facets;
}

const sourcesKept = new WeakMap<object, { names: Map<string, string>; until: number }>();
const namesHold = 2 * second;

/** The names as they are written here, whatever the case they came in. One that is not known may be new. */
async function knownSources(ctx: Ctx, asked: readonly string[]): Promise<string[]> {
	const named = (names: Map<string, string> | undefined) =>
		asked.map((name) => names?.get(name.toLowerCase()));
	const kept = sourcesKept.get(ctx.db);
	let known = named(kept && kept.until > performance.now() ? kept.names : undefined);
	if (known.includes(undefined)) {
		const names = await readSources(ctx);
		sourcesKept.set(ctx.db, { names, until: performance.now() + namesHold });
		known = named(names);
	}
	if (known.includes(undefined)) throw invalid({ source: 'choose' });
	return [...new Set(known as string[])].sort();
}

async function readSources({ db }: Ctx): Promise<Map<string, string>> {
	const { rows } = await sql<{ name: string }>`select directory_source_names() as name`.execute(db);
	return new Map(
		[ownSource, ...rows.map(({ name }) => name)].map((name) => [name.toLowerCase(), name])
	);
}

export async function presentAll(ctx: Ctx, { hits }: Found): Promise<FoundListing[]> {
	const now = ctx.now();
	return (await rowsOf(ctx, hits)).map(({ row, km }) => ({ ...presentListing(row, now), km }));
}

/** Those that are gone since they were found are left out. */
async function rowsOf(ctx: Ctx, hits: Found['hits']): Promise<FoundRow[]> {
	const rows = await liveIndex(ctx).rows(hits.map(({ id }) => id));
	return hits.flatMap(({ km }, place) => {
		const row = rows[place];
		return row ? { row, km } : [];
	});
}

/** One listing. Those of confidential groups are not found. @throws not_found */
export async function listing(ctx: Ctx, listingId: string): Promise<Listing> {
	const [found] = await listingsByIds(ctx, [idOrNotFound(listingId)]);
	if (!found) throw notFound();
	return found;
}

/** Listings in the order of the ids, at most 1000; unknown and hidden ones are left out. */
export async function listingsByIds(ctx: Ctx, ids: readonly string[]): Promise<Listing[]> {
	const known = ids.filter((id) => idOrNotFound(id)).slice(0, 1000);
	const rows = await liveIndex(ctx).rows(known);
	return rows.flatMap((row) => (row ? presentListing(row, ctx.now()) : []));
}

/** Begins to build the index, so that the first search need not wait. */
export function warm(ctx: Ctx): void {
	liveIndex(ctx)
		.ready()
		.catch(() => {
			// The first search tries again, and says what is wrong.
		});
}

/** Waits until the index of this process knows all that was written before. */
export const catchUp = (ctx: Ctx): Promise<void> => liveIndex(ctx).catchUp();

/** Another number whenever a search here may be answered otherwise, but for what time brings. */
export const edition = (ctx: Ctx): number => liveIndex(ctx).edition;

/** The address of a search, for somebody who wants one: made only when asked, and kept nowhere. */
export async function copyLink(
	ctx: Ctx,
	given: DirectoryQuery,
	reader: Reader = {}
): Promise<string> {
	// What cannot be searched is not worth a link.
	const { query } = await plan(ctx, read(DirectoryQuery, given), reader);
	const params = searchParams({ ...given, tz: query.zone });
	return `/?${params.toString()}`;
}
