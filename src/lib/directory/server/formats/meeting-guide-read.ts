import type { Coordinates, ImportedListing, MeetingTime, Place } from '#lib/directory/listing.ts';
import type { Mode, Precision } from '#lib/directory/vocabulary.ts';
import type { ReadCodes } from './codes.ts';
import { readCodes } from './codes.ts';
import type { RawRow, ReadOptions } from './reading.ts';
import type { Taking } from './taking.ts';
import * as take from './taking.ts';
import { clockOf, dayOfName, minutesBetween, usualMinutes, weekly, zoneOf } from './when.ts';
import { coordinates, partsOfAddress, placeOf } from './where.ts';

/** Why a row is not taken in; it has been said. */
export const refused = null;

export const meetingKey = ({ slug, id }: RawRow): string | null =>
	take.identity(slug) ?? take.identity(id);

/**
 * A meeting of a Meeting Guide feed as a listing, or null when the row is refused. Contact persons,
 * e-mail addresses and links for editing are never read.
 */
export function readMeeting(row: Taking, options: ReadOptions): ImportedListing | null {
	const key = meetingKey(row.raw);
	const name = take.line(row, 'name', take.longest.name);
	if (key === null || name === null) {
		const field = key === null ? 'slug' : 'name';
		take.say(row, field, row.raw[field], key === null ? 'key_missing' : 'name_missing', 'rejected');
		return refused;
	}
	const types = row.raw.types ?? row.raw.type;
	const codes = readCodes('meeting-guide', take.texts(types, ','));
	for (const code of codes.unknown) take.say(row, 'types', code, 'code_unknown');
	const joining = {
		url: take.url(row, 'conference_url'),
		urlNotes: take.paragraph(row, 'conference_url_notes'),
		phone: take.phone(row, 'conference_phone'),
		phoneNotes: take.paragraph(row, 'conference_phone_notes')
	};
	const where = placeAndMode(row, codes, joining);
	if (!where) {
		take.say(row, 'types', 'TC', 'not_meeting', 'rejected');
		return refused;
	}
	const times = readTimes(row, options);
	if (!times) return refused;
	const group = take.line(row, 'group');
	return {
		...{ key, name, times, joining, ...where },
		organisation: take.line(row, 'entity') ?? group,
		description: take.description(row, ['notes', 'location_notes', 'group_notes']),
		experiences: codes.experiences.length > 0 ? codes.experiences : [options.experience ?? 'any'],
		audiences: codes.audiences,
		languages: codes.languages,
		access: codes.access,
		cost: null,
		openness: opennessOf(row, codes),
		ledBy: null,
		url: take.url(row, 'url'),
		foreign: foreignOf(row, codes, group),
		updatedAt: take.moment(row, 'updated')
	};
}

function opennessOf(row: Taking, { opennesses }: ReadCodes): 'open' | 'closed' {
	const isClosed = opennesses.includes('closed');
	if (isClosed && opennesses.includes('open')) take.say(row, 'types', 'O, C', 'open_and_closed');
	return isClosed ? 'closed' : 'open';
}

interface Where {
	mode: Mode;
	place: Place | null;
	precision: Precision;
	at: Coordinates | null;
}

/** How people meet, by the rules of the format; null when they meet nowhere for now. */
function placeAndMode(
	row: Taking,
	codes: ReadCodes,
	{ url, phone }: { url: string | null; phone: string | null }
): Where | null {
	const isRemote = url !== null || phone !== null || codes.modes.includes('online');
	const isClosed = codes.modes.includes('closed_place');
	if (isClosed && !isRemote) return null;
	const { place, at } = readPlace(row);
	const isApproximate = take.yesNo(row, 'approximate') ?? (place?.street ?? at) === null;
	const isThere = place !== null || at !== null;
	if (isRemote && (isClosed || isApproximate || !isThere)) {
		const mode =
			phone !== null && url === null && !codes.modes.includes('online') ? 'phone' : 'online';
		// A post office is no place to meet: of an online meeting only the region stays.
		const region = place && placeOf({ ...place, name: null, street: null });
		return { mode, place: region, precision: 'approximate', at: null };
	}
	if (!isThere) take.say(row, 'formatted_address', row.raw.formatted_address, 'place_missing');
	const precision = isApproximate && isThere ? 'approximate' : 'exact';
	return { mode: isRemote ? 'hybrid' : 'in_person', place, precision, at };
}

function readPlace(row: Taking): { place: Place | null; at: Coordinates | null } {
	const separate: Partial<Place> = {
		street: take.line(row, 'address'),
		city: take.line(row, 'city'),
		region: take.line(row, 'state'),
		postalCode: take.line(row, 'postal_code', 40),
		country: take.line(row, 'country', 100)
	};
	const isSeparate = Object.values(separate).some((part) => part !== null);
	const parts = isSeparate ? separate : partsOfAddress(row, 'formatted_address');
	const region = parts.region ?? regionsOf(row.raw)[0] ?? null;
	return {
		place: placeOf({ ...parts, region, name: take.line(row, 'location') }),
		at: coordinates(row, { lat: 'latitude', lng: 'longitude', joined: 'coordinates' })
	};
}

/** From the general to the specific, at most five. */
function regionsOf(raw: Taking['raw']): string[] {
	const listed = take.texts(raw.regions, '>');
	const named = [raw.region, raw.sub_region, raw.sub_sub_region].flatMap((part) =>
		take.texts(part, '>')
	);
	return (listed.length > 0 ? listed : named).slice(0, 5);
}

/** Empty: by appointment. Null: refused, since nobody can say when 19:00 is without a zone. */
function readTimes(row: Taking, options: ReadOptions): MeetingTime[] | null {
	const days = readDays(row);
	const { time } = row.raw;
	const isTold = time !== undefined && time !== null && time !== '';
	if (days.length === 0) return [];
	const start = clockOf(time);
	if (start === null) {
		take.say(row, 'time', time, isTold ? 'time_unreadable' : 'time_missing');
		return [];
	}
	const zone = zoneFor(row, 'timezone', options);
	if (zone === null) return null;
	return [weekly(days, start, minutesFrom(row, start), zone)];
}

function minutesFrom(row: Taking, start: number): number {
	const { end_time: end } = row.raw;
	if (end === undefined || end === null || end === '') return usualMinutes;
	const clock = clockOf(end);
	const minutes = clock === null ? 0 : minutesBetween(start, clock);
	if (minutes > 0) return minutes;
	take.say(row, 'end_time', end, 'end_unreadable');
	return usualMinutes;
}

/** The row's zone, else the source's; null when there is neither, which is said. */
export function zoneFor(row: Taking, field: string, options: ReadOptions): string | null {
	const own = row.raw[field];
	const isTold = own !== undefined && own !== null && own !== '';
	const zone = zoneOf(own) ?? zoneOf(options.timeZone);
	if (zone === null) take.say(row, field, own, 'zone_missing', 'rejected');
	else if (isTold && zoneOf(own) === null) take.say(row, field, own, 'zone_unknown');
	return zone;
}

/** ISO weekdays of numbers (0 is Sunday), names, and lists of either. */
function readDays(row: Taking): number[] {
	const { day } = row.raw;
	const parts = Array.isArray(day) ? day.slice(0, 20) : take.texts(day, ',');
	const days: number[] = [];
	for (const part of parts as unknown[]) {
		const text = take.textOfValue(part)?.trim() ?? '';
		if (!text) continue;
		const iso = /^[0-6]$/.test(text) ? Number(text) || 7 : dayOfName(text);
		if (iso === null) take.say(row, 'day', part, 'day_unknown');
		else days.push(iso);
	}
	return days;
}

/** What Meeting Guide says and we have no field for. */
function foreignOf(row: Taking, codes: ReadCodes, group: string | null): Record<string, unknown> {
	const regions = regionsOf(row.raw);
	const entity = row.raw.entity_website_url ? 'entity_website_url' : 'entity_url';
	const said = {
		...(codes.kept.length > 0 && { types: codes.kept }),
		...(regions.length > 0 && { regions }),
		group,
		entity_location: take.line(row, 'entity_location'),
		entity_phone: take.phone(row, 'entity_phone'),
		entity_url: take.url(row, entity),
		feedback_url: /^\s*mailto:/i.test(`${take.textOfValue(row.raw.feedback_url) ?? ''}`)
			? null
			: take.url(row, 'feedback_url')
	};
	const given = Object.entries(said).filter(([, value]) => value !== null);
	return given.length > 0 ? { meeting_guide: Object.fromEntries(given) } : {};
}
