import type { ListingRow } from './rows.ts';

/** What a row and its text take at most, all of them together. */
const mostBytes = 16 * 1024 * 1024;
/** The fields of a row that are not words: objects, dates, and the place in the map. */
const plainBytes = 900;

/** Rows of what was asked lately; the one asked longest ago goes first. */
export interface Kept {
	get(id: string): ListingRow | undefined;
	put(row: ListingRow): void;
	delete(id: string): void;
	clear(): void;
	readonly bytes: number;
}

/**
 * Keeps at most so many bytes. A row is counted with the JSON of it (listing-text.ts), which lives as long
 * as the row does: letting go of the row lets go of both.
 */
export function keepRows(most = mostBytes): Kept {
	const rows = new Map<string, { row: ListingRow; since: number }>();
	let bytes = 0;
	/** How often something was put behind all others. */
	let turns = 0;
	const kept: Kept = {
		get(id) {
			const one = rows.get(id);
			if (!one) return undefined;
			// A map tells its keys in the order they came in. Whoever is far from the front stays where it is.
			if (turns - one.since >= rows.size / 2) {
				rows.delete(id);
				rows.set(id, one);
				one.since = turns += 1;
			}
			return one.row;
		},
		put(row) {
			kept.delete(row.listing_id);
			rows.set(row.listing_id, { row, since: (turns += 1) });
			bytes += bytesOf(row);
			for (const id of rows.keys()) {
				if (bytes <= most) break;
				kept.delete(id);
			}
		},
		delete(id) {
			const one = rows.get(id);
			if (!one) return;
			rows.delete(id);
			bytes -= bytesOf(one.row);
		},
		clear() {
			rows.clear();
			bytes = 0;
		},
		get bytes() {
			return bytes;
		}
	};
	return kept;
}

/** Two bytes a letter, once in the row and once in its JSON, which has the names of the fields as well. */
function bytesOf({
	name,
	organisation,
	description,
	more,
	url,
	joining,
	place,
	times
}: ListingRow) {
	const { urlNotes, phoneNotes } = joining;
	const words = [name, organisation, description, more, url, joining.url, urlNotes, phoneNotes];
	const letters = words.reduce((sum, text) => sum + (text?.length ?? 0), 0);
	return 2 * plainBytes + 4 * letters + 400 * times.length + (place ? 200 : 0);
}
