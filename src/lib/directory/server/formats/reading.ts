import type { ImportedListing } from '#lib/directory/listing.ts';
import type { ListingExperience } from '#lib/directory/vocabulary.ts';

export const feedFormats = ['meeting-guide', 'bmlt', 'hsds', 'csv'] as const;
export type FeedFormat = (typeof feedFormats)[number];

/**
 * What a report says of a field. Words for people: `directory.import.<code>`. Codes that begin with
 * `feed_` are about the whole feed, in row 0: after any of them but `feed_encoding` the rows read are
 * not all that the source has, so nothing may be taken for removed.
 */
export const importReasons = [
	...['key_missing', 'key_repeated', 'name_missing', 'zone_missing', 'not_meeting'],
	...['not_published', 'not_a_listing', 'row_too_big', 'row_cut', 'field_too_big'],
	...['too_long', 'too_deep', 'too_many', 'markup_removed', 'contact_removed'],
	...['code_unknown', 'value_unknown'],
	...['language_unknown', 'open_and_closed', 'coordinates_impossible', 'place_missing'],
	...['url_refused', 'url_unreadable', 'phone_unreadable', 'date_unreadable'],
	...['day_unknown', 'time_missing', 'time_unreadable', 'end_unreadable', 'zone_unknown'],
	...['schedule_unreadable', 'schedule_needs_start', 'offset_differs'],
	...['feed_encoding', 'feed_broken', 'feed_cut_off', 'feed_too_big', 'feed_empty']
] as const;
export type ImportReason = (typeof importReasons)[number];

export interface Problem {
	field: string;
	/** What stood there, at most 80 characters. */
	value: string;
	reason: ImportReason;
	/** `rejected`: the row was not taken in. `repaired`: it was, with the field put right or left out. */
	outcome: 'rejected' | 'repaired';
}

export interface ReadRow {
	/** Counted from 1 as the source counts; in CSV the header is row 1. Row 0 is the feed itself. */
	row: number;
	/**
	 * The identity within the source. On a rejected row it says that the source still has it and only
	 * this reading failed: what is known of it stays, and of its places (`isPlaceOf`). Null there when the source itself takes it back
	 * (not meeting, not published), and when nothing can be told.
	 */
	key: string | null;
	/** Null when the row is rejected. */
	listing: ImportedListing | null;
	problems: Problem[];
}

export interface ReadOptions {
	/** The source's own IANA zone, for rows that name none. */
	timeZone: string | null;
	/** What the meetings of this source are about, where a row does not say. `any` unless told. */
	experience?: ListingExperience;
	/** The name of the source. */
	source: string;
	limits?: Partial<Limits>;
}

export interface Limits {
	bytes: number;
	rows: number;
}
export const usualLimits: Limits = { bytes: 2 ** 30, rows: 1_000_000 };

/** A row as it came: an object without a prototype, its strings and nesting already bounded. */
export type RawRow = Record<string, unknown>;

/** A row between the parser and the mapping. */
export interface ParsedRow {
	row: number;
	raw: RawRow;
	/** What the parser had to cut. */
	problems: Problem[];
	/** Set when nothing of it can be read. */
	lost?: ImportReason;
	/** The field because of which. */
	lostIn?: string;
	/** The object around the list that the row stands in, as far as it has been read. */
	outer?: RawRow;
}

/** A feed that goes no further; the rows before it stand. */
export class FeedEnds extends Error {
	readonly reason: ImportReason;
	readonly value: string;

	constructor(reason: ImportReason, value = '') {
		super(reason);
		this.reason = reason;
		this.value = value;
	}
}

/** At most 80 characters of anything, on one line. */
export function glimpse(value: unknown): string {
	const text = typeof value === 'string' ? value : (shown(value) ?? '');
	const line = text.slice(0, 400).replace(/[\p{Cc}\s]+/gu, ' ');
	return [...line.toWellFormed().trim()].slice(0, 80).join('');
}

function shown(value: unknown): string | undefined {
	if (value === null || value === undefined) return '';
	try {
		return JSON.stringify(value);
	} catch {
		return '';
	}
}
