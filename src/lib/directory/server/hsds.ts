import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import {
	termOfId,
	hsdsOrganizationId,
	writeHsdsOrganization,
	writeHsdsPage,
	writeHsdsRoot,
	writeHsdsService,
	writeHsdsServiceAtLocations,
	writeHsdsServiceSummary,
	type LeavingListing,
	type TermFacet
} from './formats/formats.ts';
import { leavingOf, leavingOptions } from './leaving.ts';

/** The Open Referral API (HSDS 3.0) over the directory: read only, page by page. */

const yes = z.enum(['true', 'false'], 'choose').transform((text) => text === 'true');
const HsdsQuery = z.object({
	page: z.coerce
		.number('number')
		.int('number')
		.min(1, 'too_small')
		.max(1_000_000, 'too_big')
		.default(1),
	per_page: z.coerce
		.number('number')
		.int('number')
		.min(1, 'too_small')
		.max(500, 'too_big')
		.default(50),
	search: z
		.string()
		.trim()
		.max(200, 'too_long')
		.refine((words) => !/\p{Cc}/u.test(words), 'characters')
		.optional(),
	organization_id: z.uuid('invalid').optional(),
	taxonomy_term_id: z.uuid('invalid').optional(),
	modified_after: z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'date').optional(),
	minimal: yes.optional(),
	full: yes.optional()
});
export type HsdsInput = Partial<Record<keyof z.input<typeof HsdsQuery>, string>>;
type Asked = z.output<typeof HsdsQuery>;

export const hsdsRoot = (origin: string) =>
	writeHsdsRoot({
		profile: 'https://docs.openhumanservices.org/hsds/',
		openapi: `${origin}/api/v1/openapi.json`
	});

/** `GET /services`. @throws invalid */
export async function hsdsServices(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const options = await leavingOptions(ctx, origin);
	const { listings, total } = await pageOf(ctx, asked);
	const write = asked.full ? writeHsdsService : writeHsdsServiceSummary;
	const services = listings.flatMap((one): Fields[] => {
		const service = write(one, options);
		return service ? [service] : [];
	});
	const contents = asked.minimal ? services.map(minimal) : services;
	return writeHsdsPage(contents, { page: asked.page, perPage: asked.per_page, total });
}

type Fields = Record<string, unknown>;
/** Only what tells which service it is. */
const minimal = ({ id, name, status }: Fields): Fields => ({ id, name, status });

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

/** `GET /service_at_locations`. @throws invalid */
export async function hsdsServiceAtLocations(ctx: Ctx, given: HsdsInput, origin: string) {
	const asked = read(HsdsQuery, given);
	const options = await leavingOptions(ctx, origin);
	// Pages are of services: one that has a house and a room online stands on one page with both.
	const { listings, total } = await pageOf(ctx, asked);
	const contents = listings.flatMap((one) => writeHsdsServiceAtLocations(one, options));
	return writeHsdsPage(contents, { page: asked.page, perPage: asked.per_page, total });
}

/** As the writers see it: what meets at a confidential place only is in no count either. */
const staysOpen = sql`not (place_precision = 'confidential' and mode = 'in_person')`;

async function pageOf(
	ctx: Ctx,
	asked: Asked
): Promise<{ listings: LeavingListing[]; total: number }> {
	return inTransaction(ctx, async (tx) => {
		const all = [staysOpen, wordsFit(asked, sql`name || ' ' || description`)];
		if (asked.modified_after)
			all.push(sql`source_updated_at >= ${asked.modified_after}::timestamptz`);
		if (asked.taxonomy_term_id) all.push(hasTerm(asked.taxonomy_term_id));
		if (asked.organization_id) all.push(await ofOrganization(tx, asked.organization_id));
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

const wordsFit = ({ search }: Asked, text: RawBuilder<unknown>): RawBuilder<unknown> =>
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
