import { after, day } from '#server/clock.ts';
import type { Listing } from '../listing.ts';
import { staleDays } from '../vocabulary.ts';
import { slotsOf, startSlots } from './entry.ts';
import type { ListingRow } from './rows.ts';
import type { EntryTime } from './search/query.ts';
import { nextStart } from './search/starts.ts';

const mostStarts = 4;

/** A listing as it leaves: each field by its name. */
export function presentListing(row: ListingRow, now: Date): Listing {
	return {
		listingId: row.listing_id,
		source: row.source,
		groupId: row.group_id,
		name: row.name,
		organisation: row.organisation,
		description: row.description,
		experiences: row.experiences,
		audiences: row.audiences,
		languages: row.languages,
		access: row.access,
		cost: row.cost,
		openness: row.openness,
		ledBy: row.led_by,
		mode: row.mode,
		place: row.place && {
			name: row.place.name,
			street: row.place.street,
			city: row.place.city,
			region: row.place.region,
			postalCode: row.place.postalCode,
			country: row.place.country
		},
		precision: row.place_precision,
		at:
			row.latitude === null || row.longitude === null
				? null
				: { lat: row.latitude, lng: row.longitude },
		joining: {
			url: row.joining.url,
			urlNotes: row.joining.urlNotes,
			phone: row.joining.phone,
			phoneNotes: row.joining.phoneNotes
		},
		times: timesFrom(row, now),
		url: row.url,
		seats: row.seats,
		next: nextOf(row, now),
		confirmedAt: row.confirmed_at,
		isStale: row.group_id === null && isOld(row.confirmed_at, now)
	};
}

/** Times that are over are not told. */
function timesFrom({ times }: ListingRow, now: Date): ListingRow['times'] {
	if (times.every(({ endsOn }) => endsOn === null)) return times;
	const yesterday = after(now, -day).toISOString().slice(0, 10);
	return times.filter(({ endsOn }) => endsOn === null || endsOn >= yesterday);
}

const isOld = (confirmedAt: Date | null, now: Date): boolean =>
	confirmedAt === null || confirmedAt < after(now, -staleDays.said * day);

/** Rows are kept while they are right, and with them what their times come to. */
const slotsKept = new WeakMap<ListingRow, EntryTime[]>();
function slotsIn(row: ListingRow): EntryTime[] {
	let slots = slotsKept.get(row);
	if (!slots) {
		const { times, starts } = row;
		const zone = times.at(-1)?.timeZone ?? 'UTC';
		slots = starts ? startSlots(starts.map(Number), zone) : slotsOf(times);
		slotsKept.set(row, slots);
	}
	return slots;
}

function nextOf(row: ListingRow, now: Date): Date[] {
	const coming = slotsIn(row)
		.map((slot) => nextStart(slot, now.getTime()))
		.filter(Number.isFinite);
	const soonest = [...new Set(coming)].sort((a, b) => a - b).slice(0, mostStarts);
	return soonest.map((at) => new Date(at));
}
