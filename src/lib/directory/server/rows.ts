import { sql, type Kysely } from 'kysely';
import type { Seats } from '#lib/groups/groups.ts';
import type { DB } from '#server/db/schema.ts';
import type { ListingContent, MeetingTime } from '../listing.ts';

/** A row of the view `directory_listing`: all that anybody may know, ours and others'. */
export interface ListingRow {
	listing_id: string;
	source: string;
	group_id: string | null;
	source_key: string;
	service_id: string | null;
	organisation_id: string | null;
	name: string;
	organisation: string | null;
	description: string;
	/** More of our own groups' words, for the search. */
	more: string;
	experiences: ListingContent['experiences'];
	audiences: ListingContent['audiences'];
	languages: string[];
	access: ListingContent['access'];
	cost: ListingContent['cost'];
	openness: ListingContent['openness'];
	led_by: ListingContent['ledBy'];
	mode: ListingContent['mode'];
	place: ListingContent['place'];
	place_precision: ListingContent['precision'];
	latitude: number | null;
	longitude: number | null;
	joining: ListingContent['joining'];
	times: MeetingTime[];
	/** The planned starts of our own groups; null for others, whose times are rules. */
	starts: Date[] | null;
	url: string | null;
	source_words: Record<string, unknown>;
	source_updated_at: Date | null;
	seats: Seats | null;
	confirmed_at: Date | null;
}

export async function rowsById(db: Kysely<DB>, ids: readonly string[]): Promise<ListingRow[]> {
	if (ids.length === 0) return [];
	const { rows } = await sql<ListingRow>`
		select * from directory_listing where listing_id = any(${ids}::uuid[])`.execute(db);
	return rows;
}

/** What the index needs of a row: lists as one text each, because reading a million arrays takes its time. */
export interface IndexRow {
	listing_id: string;
	source: string;
	words: string;
	experiences: string;
	audiences: string;
	languages: string;
	access: string;
	cost: string | null;
	openness: string;
	led_by: string | null;
	mode: string;
	has_phone: boolean;
	latitude: number | null;
	longitude: number | null;
	/** JSON of the meeting times. */
	times: string;
	/** Milliseconds since 1970, joined by commas; null where times are rules. */
	starts: string | null;
}

const listed = (column: string) => sql`array_to_string(${sql.ref(column)}, ',')`;

/** The columns of an IndexRow, from the view. */
export const indexColumns = sql`listing_id, source,
	concat_ws(' ', name, place->>'name', place->>'street', place->>'city', place->>'region',
		place->>'postalCode', place->>'country', organisation, description, nullif(more, '')) as words,
	${listed('experiences')} as experiences, ${listed('audiences')} as audiences,
	${listed('languages')} as languages, ${listed('access')} as access,
	cost, openness, led_by, mode, joining->>'phone' is not null as has_phone,
	latitude, longitude, times::text as times,
	(select string_agg((extract(epoch from s) * 1000)::bigint::text, ',' order by s) from unnest(starts) s) as starts`;

export async function indexRowsById(db: Kysely<DB>, ids: readonly string[]): Promise<IndexRow[]> {
	const { rows } = await sql<IndexRow>`
		select ${indexColumns} from directory_listing where listing_id = any(${ids}::uuid[])`.execute(db);
	return rows;
}
