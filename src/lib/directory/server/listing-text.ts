import { after, day } from '#server/clock.ts';
import { staleDays } from '../vocabulary.ts';
import { presentListing } from './present.ts';
import type { ListingRow } from './rows.ts';

interface Text {
	/** The JSON without its last brace, so that what depends on the asker can follow. */
	open: string;
	/** The moments between which it says what is so: until something begins, or the day or its age turns. */
	from: number;
	until: number;
}

/** It lives as long as its row is kept (kept.ts), and a changed listing is another row. */
const texts = new WeakMap<ListingRow, Text>();

/** The JSON of a found listing: `JSON.stringify({ ...presentListing(row, now), km })`, letter for letter. */
export function foundText(row: ListingRow, now: Date, km: number | null): string {
	const at = now.getTime();
	let text = texts.get(row);
	if (!text || at < text.from || at >= text.until) texts.set(row, (text = write(row, now)));
	return `${text.open},"km":${km === null ? 'null' : String(km)}}`;
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
	return { open: JSON.stringify(listing).slice(0, -1), from: at, until: Math.min(...turns) };
}
