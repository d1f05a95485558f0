import { sql, type RawBuilder } from 'kysely';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { invalid, notFound } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import {
	isOurTaxonomy,
	termOfId,
	hsdsOrganizationId,
	writeHsdsOrganization,
	writeHsdsPage,
	writeHsdsRoot,
	writeHsdsService,
	writeHsdsServiceAtLocations,
	writeHsdsServiceSummary,
	type LeavingListing,
	type LeavingOptions,
	type TermFacet
} from './formats/formats.ts';
import { HsdsQuery, type HsdsAsked, type HsdsInput } from './hsds-query.ts';
import { leavingOf, leavingOptions } from './leaving.ts';
import { isGuess } from './place-named.ts';
import { places } from './places/places.ts';

/** The Open Referral API (HSDS 3.0) over the directory: read only, page by page. */

export const hsdsRoot = (origin: string) =>
	writeHsdsRoot({
		profile: 'https://docs.openhumanservices.org/hsds/',
		openapi: `${origin}/api/v1/openapi.json`
	});

/** `GET /services`. @throws invalid */
export async function hsdsServices(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const write = servicesFor(asked, await leavingOptions(ctx, origin));
	const { listings, total } = await pageOf(ctx, asked);
	const contents = listings.flatMap(write);
	return writeHsdsPage(contents, { page: asked.page, perPage: asked.per_page, total });
}

/** The same, all of them one after the other. @throws invalid */
export async function allHsdsServices(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	return allOf(ctx, asked, servicesFor(asked, await leavingOptions(ctx, origin)));
}

type Fields = Record<string, unknown>;
type Write = (listing: LeavingListing) => Fields[];

function servicesFor(asked: HsdsAsked, options: LeavingOptions): Write {
	const write = asked.full ? writeHsdsService : writeHsdsServiceSummary;
	return (listing) => {
		const service = write(listing, options);
		return service ? [asked.minimal ? minimal(service) : service] : [];
	};
}

/** Only what tells which service it is, and whether it is still the one that was seen. */
const minimal = ({ id, name, status, last_modified: at }: Fields): Fields => ({
	...{ id, name, status },
	...(at === undefined ? {} : { last_modified: at })
});

/** `GET /services/{id}`, whole. @throws not_found */
export async function hsdsService(ctx: Ctx, id: string, origin: string) {
	idOrNotFound(id);
	const { rows } = await sql<{ id: string }>`
		select listing_id as id from directory_listing where service_id = ${id} or listing_id = ${id}
		order by listing_id limit 1`.execute(ctx.db);
	const [listing] = rows[0] ? await leavingOf(ctx, [rows[0].id]) : [];
	const service = listing && writeHsdsService(listing, await leavingOptions(ctx, origin));
	if (!service) throw notFound();
	return service;
}

/** `GET /organizations`: each that is named by a listing, once. @throws invalid */
export async function hsdsOrganizations(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const options = await leavingOptions(ctx, origin);
	return inTransaction(ctx, async (tx) => {
		// One listing speaks for its organisation: all of one organisation say the same of it.
		const found = await sql<{ id: string; total: number }>`
			select min(listing_id::text)::uuid as id, count(*) over () as total
			from directory_listing
			where organisation is not null and ${staysOpen} and ${wordsFit(asked, sql`organisation`)}
			group by coalesce(organisation_id::text, organisation)
			order by min(organisation) collate "C", 1
			limit ${asked.per_page} offset ${(asked.page - 1) * asked.per_page}`.execute(tx.db);
		const listings = await leavingOf(
			tx,
			found.rows.map(({ id }) => id)
		);
		const contents = listings.flatMap((one) => writeHsdsOrganization(one, options) ?? []);
		const total = found.rows[0]?.total ?? 0;
		return writeHsdsPage(contents, { page: asked.page, perPage: asked.per_page, total });
	});
}

/** The same, all of them one after the other: their ids first, a few for each thousand listings. @throws invalid */
export async function allHsdsOrganizations(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const options = await leavingOptions(ctx, origin);
	const { rows } = await sql<{ id: string }>`
		select min(listing_id::text)::uuid as id from directory_listing
		where organisation is not null and ${staysOpen} and ${wordsFit(asked, sql`organisation`)}
		group by coalesce(organisation_id::text, organisation)
		order by min(organisation) collate "C", 1`.execute(ctx.db);
	async function* lines(): AsyncGenerator<Fields> {
		for (let at = 0; at < rows.length; at += batch) {
			const ids = rows.slice(at, at + batch).map(({ id }) => id);
			for (const one of await leavingOf(ctx, ids)) {
				const organization = writeHsdsOrganization(one, options);
				if (organization) yield organization;
			}
		}
	}
	return lines();
}

/** `GET /service_at_locations`. @throws invalid */
export async function hsdsServiceAtLocations(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const write = placesFor(asked, await leavingOptions(ctx, origin));
	// Pages are of services: one that has a house and a room online stands on one page with both.
	const { listings, total } = await pageOf(ctx, asked, [await near(ctx, asked)]);
	const contents = listings.flatMap(write);
	return writeHsdsPage(contents, { page: asked.page, perPage: asked.per_page, total });
}

/** The same, all of them one after the other. @throws invalid */
export async function allHsdsServiceAtLocations(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const write = placesFor(asked, await leavingOptions(ctx, origin));
	return allOf(ctx, asked, write, [await near(ctx, asked)]);
}

/** Around a postcode only houses are asked for: a room online is near nobody. */
const placesFor =
	({ postcode }: HsdsAsked, options: LeavingOptions): Write =>
	(listing) =>
		writeHsdsServiceAtLocations(listing, options).filter(
			({ location }) => postcode === undefined || (location as Fields).location_type === 'physical'
		);

/** What meets within so many metres of a postcode; service areas, which it may ask for alone, we have none. */
async function near(ctx: Ctx, { postcode, proximity }: HsdsAsked): Promise<RawBuilder<unknown>> {
	if (postcode === undefined && proximity === undefined) return sql`true`;
	if (postcode === undefined) throw invalid({ postcode: 'required' });
	if (proximity === undefined) throw invalid({ proximity: 'required' });
	const [first] = await places(ctx, { q: postcode, limit: 1 });
	if (first?.kind !== 'postcode' || (await isGuess(ctx, postcode, first)))
		throw invalid({ postcode: 'place_unknown' });
	const { lat, lng } = first;
	return sql`(mode in ('in_person', 'hybrid') and place_precision <> 'confidential' and latitude is not null
		and 2 * 6371008.8 * asin(sqrt(least(1, power(sind((latitude - ${lat}::float8) / 2), 2)
			+ cosd(latitude) * cosd(${lat}::float8) * power(sind((longitude - ${lng}::float8) / 2), 2))))
			<= ${proximity}::float8)`;
}

/** As the writers see it: what meets at a confidential place only is in no count either. */
const staysOpen = sql`not (place_precision = 'confidential' and mode = 'in_person')`;

type Condition = RawBuilder<unknown>;

/** All that must be true of a listing. */
async function conditions(
	tx: Ctx,
	asked: HsdsAsked,
	more: readonly Condition[]
): Promise<Condition[]> {
	const all: Condition[] = [staysOpen, wordsFit(asked, sql`name || ' ' || description`), ...more];
	if (asked.modified_after)
		all.push(sql`source_updated_at >= ${asked.modified_after}::timestamptz`);
	if (asked.taxonomy_term_id) all.push(hasTerm(asked.taxonomy_term_id));
	// Every listing has words of ours; those of others are given back, and not looked for.
	if (asked.taxonomy_id && !isOurTaxonomy(asked.taxonomy_id)) all.push(sql`false`);
	if (asked.organization_id) all.push(await ofOrganization(tx, asked.organization_id));
	return all;
}

/** Written without a pause: a few milliseconds. */
const batch = 100;

/** Page after page by their ids, and no connection held in between, so that a slow reader holds up nobody. */
async function allOf(
	ctx: Ctx,
	asked: HsdsAsked,
	write: Write,
	more: readonly Condition[] = []
): Promise<AsyncGenerator<Fields>> {
	const all = await inTransaction(ctx, (tx) => conditions(tx, asked, more));
	async function* lines(): AsyncGenerator<Fields> {
		for (let after: string | null = null; ;) {
			const { rows }: { rows: { id: string }[] } = await sql<{ id: string }>`
				select listing_id as id from directory_listing
				where ${sql.join(all, sql` and `)} and (${after}::uuid is null or listing_id > ${after}::uuid)
				order by listing_id limit ${batch}`.execute(ctx.db);
			if (rows.length === 0) return;
			const ids = rows.map(({ id }) => id);
			for (const listing of await leavingOf(ctx, ids)) yield* write(listing);
			after = ids.at(-1)!;
		}
	}
	return lines();
}

async function pageOf(
	ctx: Ctx,
	asked: HsdsAsked,
	more: readonly Condition[] = []
): Promise<{ listings: LeavingListing[]; total: number }> {
	return inTransaction(ctx, async (tx) => {
		const all = await conditions(tx, asked, more);
		const { rows } = await sql<{ id: string; total: number }>`
			select listing_id as id, count(*) over () as total from directory_listing
			where ${sql.join(all, sql` and `)}
			order by listing_id
			limit ${asked.per_page} offset ${(asked.page - 1) * asked.per_page}`.execute(tx.db);
		const listings = await leavingOf(
			tx,
			rows.map(({ id }) => id)
		);
		return { listings, total: rows[0]?.total ?? 0 };
	});
}

const wordsFit = ({ search }: HsdsAsked, text: RawBuilder<unknown>): RawBuilder<unknown> =>
	search ? sql`position(lower(${search}) in lower(${text})) > 0` : sql`true`;

/** Where each word of ours stands. What a confidential place would tell is asked as it is written: not at all. */
const columns: Record<TermFacet, RawBuilder<unknown>> = {
	experience: sql`any(experiences)`,
	audience: sql`any(audiences)`,
	access: sql`any(access)`,
	cost: sql`cost`,
	openness: sql`openness`,
	led_by: sql`led_by`,
	mode: sql`case when place_precision = 'confidential' and mode = 'hybrid' then 'online' else mode end`,
	precision: sql`case when place_precision = 'confidential' or mode in ('online', 'phone')
		then 'approximate' else place_precision end`
};

/** Terms of other taxonomies are given back, and not looked for. */
function hasTerm(id: string): RawBuilder<unknown> {
	const term = termOfId(id);
	return term ? sql`${term.word} = ${columns[term.facet]}` : sql`false`;
}

/** Our own organisation has no row that keeps its id. */
async function ofOrganization(tx: Ctx, id: string): Promise<RawBuilder<unknown>> {
	const { rows } = await sql<{ id: string }>`
		select listing_id as id from directory_listing where source = 'own' limit 1`.execute(tx.db);
	const [own] = await leavingOf(
		tx,
		rows.map((row) => row.id)
	);
	const isOurs = own !== undefined && hsdsOrganizationId(own) === id;
	return isOurs ? sql`(organisation_id = ${id} or source = 'own')` : sql`organisation_id = ${id}`;
}
