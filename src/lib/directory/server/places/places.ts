import { sql, type RawBuilder } from 'kysely';
import * as org from '#lib/org/server/org.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { AppError, invalid } from '#server/errors.ts';
import { problemsOf } from '#server/http/problems.ts';
import { PlacesInput, type FoundPlace } from '../../places.ts';
import { loadedEdition } from './load.ts';
import { forgiven, mistakes } from './mistakes.ts';
import { readingsOf, type Reading } from './readings.ts';
import { inTurn } from './turns.ts';

interface Row {
	place_id: string;
	searched: string;
	name: string;
	kind: 'city' | 'postcode';
	country: string;
	region: string | null;
	near_town: string | null;
	lat: number;
	lng: number;
	population: number;
	score: number;
	/** Which of the readings found it. */
	reading: number;
}

interface Wish {
	readings: Reading[];
	/** The organisation's own, of which places come earlier. */
	country: string | null;
	near: { lat: number; lng: number } | null;
	limit: number;
}

const candidates = 120;

/**
 * Towns and postcodes for what somebody typed, the likeliest first: names that begin so, or when there
 * are none, names that have it in the middle or are a typing mistake away. Among those the large, those in the organisation's
 * country, and those around `near` come earlier. Empty when nothing is like it. Nothing is kept of it.
 * @throws invalid with the fields `q`, `near` or `limit`; unavailable while the places are being loaded, or when a flood asks
 */
export async function places(ctx: Ctx, given: PlacesInput): Promise<FoundPlace[]> {
	const input = PlacesInput.safeParse(given);
	if (!input.success) throw invalid(problemsOf(input.error));
	const { q, near = null, limit } = input.data;
	const readings = readingsOf(q).filter(({ name }) => name !== '');
	if (readings.length === 0) return [];
	const country = (await org.organisation(ctx))?.country ?? null;
	const wish: Wish = { readings, country, near, limit };
	const rows = await inTurn(() => inTransaction(ctx, (tx) => find(tx, wish)));
	if (rows.length === 0 && (await loadedEdition(ctx)) === null)
		throw new AppError('unavailable', 503);
	return rows.map(present);
}

async function find(tx: Ctx, wish: Wish): Promise<Row[]> {
	const begin = best(await ask(tx, wish, beginsWith), wish.limit);
	if (begin.length > 0) return begin;
	const alike = (await ask(tx, wish, isLike)).filter((row) =>
		isMeant(wish.readings[row.reading]!.name, row.searched)
	);
	return best(alike, wish.limit);
}

/** A word in the middle of the name, or few enough mistakes in it. */
const isMeant = (typed: string, name: string): boolean =>
	` ${name}`.includes(` ${typed}`) ||
	(forgiven(typed) > 0 && mistakes(typed, name) <= forgiven(typed));

const best = (rows: Row[], limit: number): Row[] =>
	unique(rows.sort((a, b) => b.score - a.score)).slice(0, limit);

function unique(rows: readonly Row[]): Row[] {
	const seen = new Set<string>();
	return rows.filter(({ place_id: id }) => !seen.has(id) && seen.add(id));
}

/** What a name must be like; alternatives stand apart, each with an index of its own. */
type Conditions = (reading: Reading) => RawBuilder<boolean>[];

/** With words for the region behind it, the name is over, or at least its word is. */
const beginsWith: Conditions = ({ name, within }) =>
	within.length === 0
		? [sql`searched like ${`${name}%`} ${name.length < 3 ? knownWell(name) : sql``}`]
		: [sql`searched = ${name}`, sql`searched like ${`${name} %`}`];

/** Thousands of villages begin with the same two letters. */
const knownWell = (name: string) => sql`and (population >= 10000 or searched = ${name})`;

/** The operator reads its threshold from a setting: see `ask`. */
const isLike: Conditions = ({ name }) =>
	forgiven(name) === 0 || /^\d+$/.test(name)
		? []
		: [
				sql`kind = 'city' and searched operator(extensions.%) ${name}`,
				sql`kind = 'city' and searched like ${`% ${name}%`}`
			];

async function ask(tx: Ctx, wish: Wish, conditions: Conditions): Promise<Row[]> {
	const parts = wish.readings.flatMap((reading, index) =>
		conditions(reading).map((named) => part(wish, index, named))
	);
	if (parts.length === 0) return [];
	// Two exchanged letters of a short name leave a quarter of its trigrams; `isMeant` judges afterwards.
	await sql`select set_config('pg_trgm.similarity_threshold', '0.25', true)`.execute(tx.db);
	const { rows } = await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(tx.db);
	return rows;
}

function part(wish: Wish, index: number, named: RawBuilder<boolean>) {
	const { name, within } = wish.readings[index]!;
	const inside = within.map((word) => sql`and within like ${`% ${word}%`}`);
	return sql`(select place_id, searched, name, kind, country, region, near_town, lat, lng, population,
			${index}::int as reading, ${score(wish, name)} as score
		from place_name where ${named} ${sql.join(inside, sql` `)}
		order by score desc, place_id limit ${candidates})`;
}

/**
 * Orders of magnitude of people, plus 1 for the whole name, 1.5 for the organisation's country and up to
 * 2 for being around here: a village next door does not come before a capital far away.
 */
function score({ country, near }: Wish, name: string): RawBuilder<number> {
	const around = near
		? sql`2 * exp(-(abs(lat - ${near.lat}) + abs(lng - ${near.lng}) * cos(radians(lat))) / 2)`
		: sql`0`;
	return sql`log(population + 100) + case when searched = ${name} then 1 else 0 end
		+ case when country = ${country} then 1.5 else 0 end + ${around}`;
}

const countryName = new Intl.DisplayNames('en', { type: 'region' });

const present = (row: Row): FoundPlace => ({
	placeId: row.place_id,
	name: row.name,
	region: row.region,
	country: row.country,
	countryName: countryName.of(row.country) ?? row.country,
	lat: row.lat,
	lng: row.lng,
	kind: row.kind,
	nearTown: row.near_town,
	population: row.population
});
