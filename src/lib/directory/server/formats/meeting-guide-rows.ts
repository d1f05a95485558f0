import type { MeetingTime, Place } from '#lib/directory/listing.ts';
import { ownSource } from '#lib/directory/vocabulary.ts';
import { writeCodes } from './codes.ts';
import type { MeetingField } from './csv-headers.ts';
import type { LeavingListing, LeavingOptions, Note } from './leaving.ts';
import { clean, comingTimes, described, foreignIn, staysHome, uuidOf } from './leaving.ts';
import { dialled, longest, texts, webAddress } from './taking.ts';
import { clockOf, mostMinutes, sayClock } from './when.ts';
import { coordinatesOf, countryOf } from './where.ts';

/** A meeting as Meeting Guide writes it; the fields stand in the order of the format's own table. */
export type MeetingRow = Partial<Record<MeetingField, string | number | number[] | string[]>>;

/** The rows of a listing; several when it meets at several times of the day. Empty when it cannot be said. */
export function meetingRows(
	listing: LeavingListing,
	options: LeavingOptions,
	slugs: Set<string>,
	note: Note
): MeetingRow[] {
	if (staysHome(listing)) return [];
	const times = weeklyTimes(listing, options, note);
	if (times.length === 0 && listing.times.length > 0) return [];
	if (times.length > 1) note('times', times.length, 'several_rows', 'changed');
	sayWhatHasNoField(listing, note);
	const shared = sharedFields(listing, options, note);
	return (times.length > 0 ? times : [null]).map((time, index) => ({
		name: shared.name,
		slug: slugOf(listing, index, slugs, note),
		...(time && timeFields(time, note)),
		...shared
	}));
}

/** The format knows what meets every week. */
function weeklyTimes(listing: LeavingListing, { now }: LeavingOptions, note: Note): MeetingTime[] {
	const tomorrow = new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
	return comingTimes(listing.times, now, note).filter((time) => {
		const isWeekly = time.rule.freq === 'weekly' && time.rule.interval === 1;
		const hasBegun = time.startsOn <= tomorrow;
		if (!isWeekly) note('times', time.rule, 'only_weekly', 'left_out');
		else if (!hasBegun) note('times', time.startsOn, 'not_begun', 'left_out');
		else if (time.endsOn) note('times', time.endsOn, 'end_date', 'changed');
		return isWeekly && hasBegun && clockOf(time.localTime) !== null;
	});
}

function timeFields({ rule, localTime, minutes, timeZone }: MeetingTime, note: Note): MeetingRow {
	const days = rule.freq === 'weekly' ? rule.weekdays.map((day) => day % 7) : [];
	days.sort((a, b) => a - b);
	if (minutes > mostMinutes) note('minutes', minutes, 'too_long_meeting', 'changed');
	const start = clockOf(localTime) ?? 0;
	const length = Math.min(Math.max(1, minutes), mostMinutes);
	return {
		day: days.length === 1 ? days[0]! : days,
		time: sayClock(start),
		end_time: sayClock(start + length),
		timezone: timeZone
	};
}

/** The key where it can stand in an address and is not taken, else a name-based id. */
function slugOf(listing: LeavingListing, index: number, slugs: Set<string>, note: Note): string {
	const base =
		listing.source === ownSource ? listing.listingId : (listing.key ?? listing.listingId);
	const wanted = index === 0 ? base : `${base}-${index + 1}`;
	const isGood = /^[\w.~-]{1,64}$/.test(wanted) && !slugs.has(wanted);
	const slug = isGood ? wanted : uuidOf('slug', listing.source, wanted);
	if (!isGood) note('slug', wanted, 'identity_changed', 'changed');
	slugs.add(slug);
	return slug;
}

/** Absent and not null: the format leaves out what does not apply. */
function given(fields: Record<string, MeetingRow[MeetingField] | null>): MeetingRow {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function sharedFields(listing: LeavingListing, options: LeavingOptions, note: Note): MeetingRow {
	const foreign = foreignIn(listing, 'meeting_guide');
	const where = whereFields(listing, texts(foreign.regions, '>').slice(0, 5), note);
	const isOwn = listing.source === ownSource;
	const group = clean(foreign.group as string, longest.line);
	const types = Array.isArray(foreign.types) ? texts(foreign.types, ',') : [];
	const { codes, unsaid } = writeCodes(listing, types);
	for (const { facet, value } of unsaid) note(facet, value, 'no_code', 'left_out');
	if (listing.openness === 'request') note('openness', 'request', 'request_as_closed', 'changed');
	const entityUrl = webAddress(isOwn ? options.entity?.url : foreign.entity_url)?.href ?? null;
	const entity = isOwn ? options.entity?.name : undefined;
	return given({
		name: clean(listing.name, longest.name) ?? listing.listingId,
		...where.fields,
		notes: described(listing, note),
		group,
		...joiningFields(listing, where.isRemote, options, note),
		types: [...codes, listing.openness === 'open' ? 'O' : 'C'].sort(),
		updated: listing.updatedAt?.toISOString().slice(0, 19).replace('T', ' ') ?? null,
		url: addressOf(listing, options),
		feedback_url: webAddress(foreign.feedback_url)?.href ?? null,
		entity: clean(listing.organisation ?? entity, longest.line) ?? group,
		entity_location: clean(foreign.entity_location as string, longest.line),
		entity_phone: dialled(clean(foreign.entity_phone as string, longest.phone) ?? ''),
		entity_url: entityUrl,
		// The specification uses both names.
		entity_website_url: entityUrl
	});
}

const addressOf = (listing: LeavingListing, { page }: LeavingOptions): string | null =>
	webAddress(listing.url)?.href ??
	(listing.source === ownSource ? (webAddress(page(listing))?.href ?? null) : null);

/** The address on one line, from the house to the country. */
function oneLine(place: Place): string | null {
	const post = [place.region, place.postalCode].filter(Boolean).join(' ');
	return [place.street, place.city, post, place.country].filter(Boolean).join(', ') || null;
}

/** What is told: of an approximate place no street, of a confidential one nothing. */
function placeTold({ place, precision }: LeavingListing): Place | null {
	if (!place || precision === 'confidential') return null;
	const told: Place = {
		name: clean(place.name, longest.line),
		street: precision === 'exact' ? clean(place.street, longest.line) : null,
		city: clean(place.city, longest.line),
		region: clean(place.region, longest.line),
		postalCode: clean(place.postalCode, 40),
		country: countryOf(clean(place.country, 100))
	};
	return Object.values(told).some((part) => part !== null) ? told : null;
}

const nowhere: Place = {
	...{ name: null, street: null, city: null },
	...{ region: null, postalCode: null, country: null }
};

function whereFields(
	listing: LeavingListing,
	foreignRegions: readonly string[],
	note: Note
): { fields: Record<string, MeetingRow[MeetingField] | null>; isRemote: boolean } {
	const { mode, precision } = listing;
	const isSecret = precision === 'confidential';
	const at = isSecret || !listing.at ? null : coordinatesOf(listing.at.lat, listing.at.lng);
	const told = placeTold(listing);
	const isExact = precision === 'exact' && (told ?? at) !== null;
	const isThere = mode === 'in_person' || (mode === 'hybrid' && isExact);
	if (mode === 'hybrid' && !isThere) note('place', precision, 'place_not_told', 'left_out');
	if (mode === 'in_person' && !told && !at) note('place', '', 'place_missing', 'changed');
	// An online meeting is in no house: readers would show it at a post office.
	const shown = isThere ? told : told && { ...told, name: null, street: null };
	const regions = isSecret ? [] : foreignRegions;
	const place = { ...nowhere, ...shown, region: shown?.region ?? regions[0] ?? null };
	const ours = place.region ? [place.region, place.city] : [];
	const listed = regions.length > 0 ? regions : ours;
	const plain = listed.flatMap((part) => clean(part?.replaceAll('>', ' '), longest.line) ?? []);
	const isApproximate = isThere ? (told ?? at) !== null && !isExact : true;
	return {
		isRemote: mode !== 'in_person',
		fields: {
			location: place.name,
			formatted_address: oneLine(place),
			address: place.street,
			city: place.city,
			state: place.region,
			postal_code: place.postalCode,
			country: place.country,
			regions: plain.length > 0 ? plain : null,
			approximate: isApproximate ? 'yes' : 'no',
			latitude: isThere && at ? at.lat : null,
			longitude: isThere && at ? at.lng : null
		}
	};
}

/** How to get in. Readers tell online meetings by these fields, so one of them is always there. */
function joiningFields(
	listing: LeavingListing,
	isRemote: boolean,
	options: LeavingOptions,
	note: Note
): Record<string, string | null> {
	const { joining } = listing;
	const phone = dialled(joining.phone ?? '');
	if (!isRemote) {
		if (phone) note('joining.phone', '', 'phone_in_person', 'left_out');
		return {};
	}
	let url = webAddress(joining.url)?.href ?? null;
	if (!url && !phone) {
		url = webAddress(listing.url)?.href ?? webAddress(options.page(listing))?.href ?? null;
		note('joining.url', url, 'joined_on_page', 'changed');
	}
	return {
		conference_url: url,
		conference_url_notes: clean(joining.urlNotes, longest.text, true),
		conference_phone: phone,
		conference_phone_notes: clean(joining.phoneNotes, longest.text, true)
	};
}

function sayWhatHasNoField(listing: LeavingListing, note: Note): void {
	for (const field of ['cost', 'ledBy'] as const) {
		if (listing[field]) note(field, listing[field], 'no_field', 'left_out');
	}
}
