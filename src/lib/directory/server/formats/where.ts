import type { Coordinates, Place } from '#lib/directory/listing.ts';
import type { Taking } from './taking.ts';
import { line, say, textOfValue } from './taking.ts';

const countries = new Map<string, string>();
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
for (const first of letters) {
	for (const second of letters) {
		const code = `${first}${second}`;
		const name = names.of(code);
		// Codes of unions and of nothing, and old codes whose name a present one has.
		if (!name || ['EU', 'EZ', 'UN', 'ZZ', 'QO', 'XA', 'XB'].includes(code)) continue;
		const key = name.toLowerCase();
		if (code === 'UK' || countries.has(key)) continue;
		countries.set(key, code).set(code.toLowerCase(), code);
	}
}
const alsoCalled = {
	US: ['usa', 'u.s.a.', 'u.s.', 'united states of america', 'estados unidos', 'états-unis'],
	GB: ['uk', 'u.k.', 'great britain', 'england', 'scotland', 'wales', 'northern ireland'],
	CA: ['can'],
	AU: ['aus'],
	NZ: ['nzl'],
	IE: ['irl', 'republic of ireland', 'éire'],
	MX: ['méxico'],
	DE: ['deutschland'],
	ES: ['españa'],
	NL: ['the netherlands', 'nederland'],
	CZ: ['czech republic'],
	TR: ['turkey']
};
for (const [code, others] of Object.entries(alsoCalled)) {
	for (const other of others) countries.set(other, code);
}

/** ISO 3166-1 alpha-2 where it is known, else as it came. */
export const countryOf = (text: string | null): string | null =>
	text === null ? null : (countries.get(text.toLowerCase()) ?? text);

export function placeOf(parts: Partial<Place>): Place | null {
	const place: Place = {
		name: parts.name ?? null,
		street: parts.street ?? null,
		city: parts.city ?? null,
		region: parts.region ?? null,
		postalCode: parts.postalCode ?? null,
		country: countryOf(parts.country ?? null)
	};
	return Object.values(place).some((part) => part !== null) ? place : null;
}

const numberOf = (value: unknown): number | null => {
	if (typeof value === 'number') return value;
	const text = textOfValue(value)?.trim().replace(',', '.') ?? '';
	return /^[+-]?\d{1,9}(?:\.\d{1,30})?$/.test(text) ? Number(text) : null;
};

/** Six places are a hand's breadth; more would be noise, and different noise after each reading. */
const rounded = (degrees: number): number => {
	const value = Math.round(degrees * 1e6) / 1e6;
	return value === 0 ? 0 : value;
};

export const coordinatesOf = (lat: unknown, lng: unknown): Coordinates | null => {
	const [north, east] = [numberOf(lat), numberOf(lng)];
	if (north === null || east === null) return null;
	if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return null;
	const at = { lat: rounded(north), lng: rounded(east) };
	// The middle of the Gulf of Guinea is where a form was left empty.
	return at.lat === 0 && at.lng === 0 ? null : at;
};

const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	/^(?:0+(?:\.0*)?)?$/.test((textOfValue(value) ?? '').trim());

/** Latitude and longitude in fields of their own, or in `joined` as one text. */
export function coordinates(
	row: Taking,
	fields: { lat: string; lng: string; joined?: string }
): Coordinates | null {
	let [lat, lng] = [row.raw[fields.lat], row.raw[fields.lng]];
	let field = fields.lat;
	const both = fields.joined && row.raw[fields.joined];
	if (isNothing(lat) && isNothing(lng) && both) {
		field = fields.joined ?? field;
		[lat, lng] = Array.isArray(both)
			? (both as unknown[])
			: (textOfValue(both) ?? '').split(/[,;]/);
	}
	const at = coordinatesOf(lat, lng);
	if (!at && !(isNothing(lat) && isNothing(lng))) {
		say(
			row,
			field,
			`${textOfValue(lat) ?? ''}, ${textOfValue(lng) ?? ''}`,
			'coordinates_impossible'
		);
	}
	return at;
}

/** `12 Elm Road, Anytown, CA 12345, USA` in parts; the last parts are the more certain ones. */
export function partsOfAddress(row: Taking, field: string): Partial<Place> {
	const text = line(row, field, 500);
	if (!text) return {};
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length === 1) return { city: parts[0] };
	const country = parts.pop();
	if (parts.length === 1) return { city: parts[0], country };
	// `CA 12345`, `London SW1A 1AA`: the code begins with the first word that has a digit.
	const words = (parts.pop() ?? '').split(/\s+/);
	const code = words.findIndex((word) => /\d/.test(word));
	const region = (code < 0 ? words : words.slice(0, code)).join(' ') || null;
	const postalCode = code < 0 ? null : words.slice(code).join(' ');
	const city = parts.pop() ?? null;
	return { street: parts.join(', ') || null, city, region, postalCode, country };
}
