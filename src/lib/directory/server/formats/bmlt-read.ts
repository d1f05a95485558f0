import type { ImportedListing, MeetingTime } from '#lib/directory/listing.ts';
import type { Mode } from '#lib/directory/vocabulary.ts';
import type { ReadCodes } from './codes.ts';
import { readCodes } from './codes.ts';
import { languageOf } from './languages.ts';
import { refused, zoneFor } from './meeting-guide-read.ts';
import type { RawRow, ReadOptions } from './reading.ts';
import type { Taking } from './taking.ts';
import * as take from './taking.ts';
import { clockOf, mostMinutes, usualMinutes, weekly } from './when.ts';
import { coordinates, placeOf } from './where.ts';

export const bmltKey = ({ id_bigint: big, id }: RawRow): string | null =>
	take.identity(big) ?? take.identity(id);

/** A meeting of a BMLT answer as a listing, or null when the row is refused. Contacts are never read. */
export function readBmlt(row: Taking, options: ReadOptions): ImportedListing | null {
	const { raw } = row;
	const key = bmltKey(raw);
	const name = take.line(row, 'meeting_name', take.longest.name);
	if (key === null || name === null) {
		const field = key === null ? 'id_bigint' : 'meeting_name';
		take.say(row, field, raw[field], key === null ? 'key_missing' : 'name_missing', 'rejected');
		return refused;
	}
	if (take.yesNo(row, 'published') === false) {
		take.say(row, 'published', raw.published, 'not_published', 'rejected');
		return refused;
	}
	const codes = readCodes('bmlt', take.texts(raw.formats, ','));
	for (const code of codes.unknown) take.say(row, 'formats', code, 'code_unknown');
	const joining = joiningOf(row);
	const mode = modeOf(row, codes, joining);
	if (!mode) {
		take.say(row, 'formats', 'TC', 'not_meeting', 'rejected');
		return refused;
	}
	const times = readTimes(row, options);
	if (!times) return refused;
	const isClosed = codes.opennesses.includes('closed');
	if (isClosed && codes.opennesses.includes('open')) {
		take.say(row, 'formats', 'O, C', 'open_and_closed');
	}
	const spoken = languageOf(raw.lang_enum);
	return {
		...{ key, name, times, joining, mode, ...placeFor(row, mode) },
		organisation: take.line(row, 'service_body_name'),
		description: take.description(row, ['comments', 'location_info']),
		experiences: codes.experiences.length > 0 ? codes.experiences : [options.experience ?? 'any'],
		audiences: codes.audiences,
		languages: [...new Set([...codes.languages, ...(spoken ? [spoken] : [])])],
		access: codes.access,
		cost: null,
		openness: isClosed ? 'closed' : 'open',
		ledBy: null,
		url: take.url(row, 'url'),
		foreign: codes.kept.length > 0 ? { bmlt: { formats: codes.kept } } : {},
		updatedAt: take.moment(row, 'last_changed')
	};
}

interface Joining {
	url: string | null;
	urlNotes: string | null;
	phone: string | null;
	phoneNotes: string | null;
}

const joiningOf = (row: Taking): Joining => ({
	url: take.url(row, 'virtual_meeting_link'),
	urlNotes: take.paragraph(row, 'virtual_meeting_additional_info'),
	phone: take.phone(row, 'phone_meeting_number'),
	phoneNotes: null
});

const venues: Record<string, Mode> = { 1: 'in_person', 2: 'online', 3: 'hybrid' };

/** `venue_type` says it; older servers say it by formats. Null when nobody meets for now. */
function modeOf(row: Taking, codes: ReadCodes, { url, phone }: Joining): Mode | null {
	const told = take.textOfValue(row.raw.venue_type)?.trim() ?? '';
	const venue = venues[told];
	if (told && !venue) take.say(row, 'venue_type', row.raw.venue_type, 'value_unknown');
	const isRemote = codes.modes.includes('online') || url !== null || phone !== null;
	let mode: Mode = venue ?? 'in_person';
	if (!venue && codes.modes.includes('hybrid')) mode = 'hybrid';
	else if (!venue && isRemote) mode = codes.modes.includes('online') ? 'online' : 'hybrid';
	if (codes.modes.includes('closed_place')) {
		if (!isRemote && mode !== 'online') return null;
		mode = 'online';
	}
	return mode === 'online' && url === null && phone !== null ? 'phone' : mode;
}

function placeFor(row: Taking, mode: Mode): Pick<ImportedListing, 'place' | 'precision' | 'at'> {
	const place = placeOf({
		name: take.line(row, 'location_text'),
		street: take.line(row, 'location_street'),
		city: take.line(row, 'location_municipality'),
		region: take.line(row, 'location_province'),
		postalCode: take.line(row, 'location_postal_code_1', 40),
		country: take.line(row, 'location_nation', 100)
	});
	if (mode === 'online' || mode === 'phone') {
		const region = place && placeOf({ ...place, name: null, street: null });
		return { place: region, precision: 'approximate', at: null };
	}
	const at = coordinates(row, { lat: 'latitude', lng: 'longitude' });
	if (!place && !at) take.say(row, 'location_text', '', 'place_missing');
	return { place, precision: 'exact', at };
}

function readTimes(row: Taking, options: ReadOptions): MeetingTime[] | null {
	const weekday = isoWeekday(row);
	if (weekday === null) return [];
	const start = clockOf(row.raw.start_time);
	if (start === null) {
		const isTold = Boolean(row.raw.start_time);
		take.say(row, 'start_time', row.raw.start_time, isTold ? 'time_unreadable' : 'time_missing');
		return [];
	}
	const zone = zoneFor(row, 'time_zone', options);
	return zone === null ? null : [weekly([weekday], start, minutesOf(row), zone)];
}

/** In answers 1 is Sunday; the administrators' interface writes `day`, and there 0 is. */
function isoWeekday(row: Taking): number | null {
	const field = row.raw.weekday_tinyint === undefined ? 'day' : 'weekday_tinyint';
	const text = take.textOfValue(row.raw[field])?.trim() ?? '';
	if (!text) return null;
	const sundayFirst = /^\d$/.test(text) ? Number(text) - (field === 'day' ? 0 : 1) : -1;
	if (sundayFirst >= 0 && sundayFirst <= 6) return sundayFirst || 7;
	take.say(row, field, row.raw[field], 'day_unknown');
	return null;
}

function minutesOf(row: Taking): number {
	const raw = row.raw.duration_time ?? row.raw.duration;
	const text = take.textOfValue(raw)?.trim() ?? '';
	if (!text) return usualMinutes;
	const found = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d)?$/.exec(text);
	const minutes = found ? Number(found[1]) * 60 + Number(found[2]) : 0;
	if (minutes > 0 && minutes <= mostMinutes) return minutes;
	// Servers send zero where nothing was filled in.
	if (!found || minutes > mostMinutes) take.say(row, 'duration_time', raw, 'end_unreadable');
	return usualMinutes;
}
