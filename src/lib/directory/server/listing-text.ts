import { after, day } from '#server/clock.ts';
import { staleDays } from '../vocabulary.ts';
import { presentListing } from './present.ts';
import type { ListingRow } from './rows.ts';

interface Text {
	/** The JSON without its last brace, so that what depends on the asker can follow, as it leaves. */
	open: Uint8Array;
	/** The moments between which it says what is so: until something begins, or the day or its age turns. */
	from: number;
	until: number;
}

/** It lives as long as its row is kept (kept.ts), and a changed listing is another row. */
const texts = new WeakMap<ListingRow, Text>();

/** What follows the JSON of most listings; the last has no comma. */
const nowhere = Buffer.from(',"km":null},');
/** Room for what follows the JSON of a listing: its distance, a brace and a comma. */
const tail = 40;
/** Three bytes are the most that a letter of a string takes. */
const mostBytes = 3;

/** A listing that was found, and how far away. */
export interface FoundRow {
	row: ListingRow;
	km: number | null;
}

/**
 * The words around a list and in it the JSON of each listing that was found: letter for letter
 * `JSON.stringify({ ...presentListing(row, now), km })`.
 */
export function foundBytes(
	before: string,
	found: readonly FoundRow[],
	behind: string,
	now: Date
): Buffer {
	const texts = found.map(({ row }) => textOf(row, now.getTime()));
	let room = mostBytes * (before.length + behind.length);
	for (const text of texts) room += text.byteLength + tail;
	const bytes = Buffer.allocUnsafe(room);
	let at = bytes.write(before);
	for (const [place, text] of texts.entries()) {
		bytes.set(text, at);
		at += text.byteLength;
		const { km } = found[place]!;
		if (km === null) bytes.set(nowhere, at);
		at += km === null ? nowhere.byteLength : bytes.write(`,"km":${String(km)}},`, at, 'latin1');
	}
	if (texts.length > 0) at -= 1;
	at += bytes.write(behind, at);
	return bytes.subarray(0, at);
}

function textOf(row: ListingRow, at: number): Uint8Array {
	let text = texts.get(row);
	if (!text || at < text.from || at >= text.until)
		texts.set(row, (text = write(row, new Date(at))));
	return text.open;
}

function write(row: ListingRow, now: Date): Text {
	const listing = presentListing(row, now);
	const at = now.getTime();
	const stale = row.confirmed_at && after(row.confirmed_at, staleDays.said * day).getTime();
	const turns = [
		listing.next[0]?.getTime() ?? Infinity,
		// Times that are over leave at midnight.
		(Math.floor(at / day) + 1) * day,
		...(stale !== null && stale >= at ? [stale + 1] : [])
	];
	return {
		open: Buffer.from(JSON.stringify(listing).slice(0, -1)),
		from: at,
		until: Math.min(...turns)
	};
}
