import type { Coordinates, ImportedListing, Joining, Place } from '#lib/directory/listing.ts';
import type { Cost, ListingAudience, Mode } from '#lib/directory/vocabulary.ts';
import { readSchedules } from './hsds-schedule-read.ts';
import { ourTaxonomy, wordsIn } from './hsds-terms.ts';
import { languageOf } from './languages.ts';
import type { ParsedRow, RawRow, ReadOptions } from './reading.ts';
import type { TakenRow } from './read-feed.ts';
import type { Taking } from './taking.ts';
import * as take from './taking.ts';
import { coordinates, placeOf } from './where.ts';

const isFields = (value: unknown): value is RawRow =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
/** The objects of a list, however it came; at most 100. */
const listOf = (value: unknown): RawRow[] =>
	Array.isArray(value) ? value.filter(isFields).slice(0, 100) : [];

/**
 * The services of an HSDS row as listings: one for each, or for each of its places when there are
 * several. A row may be a service, a service at a location, or an organisation around its services.
 * Contacts, and the persons an address is for the attention of, are never read.
 */
export function readHsds(parsed: ParsedRow, options: ReadOptions): TakenRow[] {
	const { raw, problems, outer } = parsed;
	const services = listOf(raw.services);
	if (services.length > 0 && raw.status === undefined) {
		return services.flatMap((service) =>
			readService(take.taking({ ...service, organization: raw }, []), options)
		);
	}
	if (isFields(raw.service)) {
		const service = { ...raw.service, service_at_locations: [raw] };
		return readService(take.taking(service, problems), options);
	}
	if (isOrganisation(raw)) {
		const row = take.taking(raw, problems);
		take.say(row, 'name', raw.name, 'not_a_listing', 'rejected');
		return [{ row, listing: null }];
	}
	const around = !isFields(raw.organization) && outer?.name ? { organization: outer } : {};
	return readService(take.taking({ ...raw, ...around }, problems), options);
}

/** The identity of a service, also where the row is one of its places. */
export const serviceKey = ({ id, service }: RawRow): string | null =>
	take.identity(isFields(service) ? service.id : id);
const placeKey = (service: string, place: string) => `${service}:${place}`;

/** Whether a listing is one of the places of a service among these. */
export const isPlaceOf = (key: string, services: ReadonlySet<string>): boolean =>
	[...key.matchAll(/:/g)].some(({ index }) => services.has(key.slice(0, index)));

const isOrganisation = (raw: RawRow): boolean =>
	raw.status === undefined &&
	['website', 'legal_status', 'organization_identifiers', 'locations', 'tax_status'].some(
		(field) => field in raw
	);

function readService(row: Taking, options: ReadOptions): TakenRow[] {
	const { raw } = row;
	const refuse = (field: string, reason: 'key_missing' | 'name_missing' | 'not_meeting') => {
		take.say(row, field, raw[field], reason, 'rejected');
		return [{ row, listing: null }];
	};
	const key = serviceKey(raw);
	if (key === null) return refuse('id', 'key_missing');
	const name = take.line(row, 'name', take.longest.name);
	if (name === null) return refuse('name', 'name_missing');
	const status = `${take.textOfValue(raw.status) ?? 'active'}`.trim().toLowerCase();
	if (['inactive', 'defunct', 'temporarily closed'].includes(status)) {
		return refuse('status', 'not_meeting');
	}
	if (status !== 'active') take.say(row, 'status', raw.status, 'value_unknown');

	const { ours, others } = attributesOf(raw);
	const at = listOf(raw.service_at_locations);
	const places = at.filter((one) => kindOf(one) === 'physical');
	const remote = at.find((one) => kindOf(one) === 'virtual');
	const shared = { key, name, ...contentOf(row, ours, others, options) };
	const several = places.length > 1 ? places : [places[0]];
	return several.flatMap((place, index) => {
		const own = index === 0 ? row : take.taking(raw, []);
		const salId = place && take.identity(place.id);
		const identity = places.length > 1 ? placeKey(key, salId ?? `${index + 1}`) : key;
		const times = readSchedules(own, schedulesOf(raw, place, remote), options);
		if (!times) return { row: own, listing: null, key: identity };
		const listing: ImportedListing = {
			...shared,
			...{ key: identity, times },
			...whereOf(own, ours, place, remote)
		};
		return { row: own, listing };
	});
}

const kindOf = (one: RawRow): 'physical' | 'virtual' | 'postal' | null => {
	if (!isFields(one.location)) return null;
	const type = `${take.textOfValue(one.location.location_type) ?? ''}`.trim().toLowerCase();
	if (type === 'virtual' || type === 'postal') return type;
	return 'physical';
};

/** Those of the place where it has any, else those of the service. Opening hours of a house are no meetings. */
function schedulesOf(raw: RawRow, place?: RawRow, remote?: RawRow): unknown[] {
	const own = [...listOf(place?.schedules), ...listOf(remote?.schedules)];
	if (own.length > 0) return own;
	return Array.isArray(raw.schedules) ? raw.schedules : [];
}

interface Attributes {
	/** `audience:women` … */
	ours: string[];
	others: { taxonomy: string | null; code: string | null; name: string }[];
}

function attributesOf(raw: RawRow): Attributes {
	const found: Attributes = { ours: [], others: [] };
	for (const { taxonomy_term: term } of listOf(raw.attributes)) {
		if (!isFields(term)) continue;
		const [taxonomy, code, name] = [term.taxonomy, term.code, term.name].map(
			(part) => take.texts(part, '\n')[0] ?? null
		);
		if (taxonomy === ourTaxonomy && code) found.ours.push(code);
		else if (name ?? code) {
			found.others.push({
				taxonomy: taxonomy ?? null,
				code: code ?? null,
				name: name ?? code ?? ''
			});
		}
	}
	return found;
}

type Content = Omit<
	ImportedListing,
	'key' | 'name' | 'times' | 'mode' | 'place' | 'precision' | 'at' | 'joining'
>;

function contentOf(
	row: Taking,
	ours: string[],
	others: Attributes['others'],
	options: ReadOptions
): Content {
	const { raw } = row;
	const organisation = isFields(raw.organization) ? raw.organization : {};
	const isOurs = ours.length > 0;
	const more = isOurs ? [] : ['eligibility_description', 'application_process', 'fees_description'];
	const experiences = wordsIn(ours, 'experience');
	const asks = take.textOfValue(raw.application_process)?.trim() ? 'request' : 'open';
	return {
		organisation: take.plain(row, 'organization', organisation.name, take.longest.line, false),
		description: take.description(row, ['description', ...more]),
		experiences: experiences.length > 0 ? experiences : [options.experience ?? 'any'],
		audiences: isOurs ? wordsIn(ours, 'audience') : audiencesOfAge(raw),
		languages: languagesOf(row),
		access: wordsIn(ours, 'access'),
		cost: wordsIn(ours, 'cost')[0] ?? costOf(raw),
		openness: wordsIn(ours, 'openness')[0] ?? asks,
		ledBy: wordsIn(ours, 'led_by')[0] ?? null,
		url: take.url(row, 'url'),
		foreign: foreignOf(raw, organisation, others),
		updatedAt: take.moment(row, 'last_modified')
	};
}

const ageOf = (value: unknown): number | null => {
	const age = Number(take.textOfValue(value) ?? Number.NaN);
	return Number.isInteger(age) && age > 0 && age <= 120 ? age : null;
};

function audiencesOfAge(raw: RawRow): ListingAudience[] {
	const [least, most] = [ageOf(raw.minimum_age), ageOf(raw.maximum_age)];
	return [
		...(least !== null && least >= 50 ? (['older_adults'] as const) : []),
		...(most !== null && most <= 30 ? (['young_adults'] as const) : [])
	];
}

function languagesOf(row: Taking): string[] {
	const tags = listOf(row.raw.languages).flatMap(({ code, name }) => {
		const tag = languageOf(code) ?? languageOf(name);
		if (!tag && (code ?? name)) take.say(row, 'languages', code ?? name, 'language_unknown');
		return tag ?? [];
	});
	return [...new Set(tags)];
}

function costOf(raw: RawRow): Cost | null {
	const amounts = listOf(raw.cost_options)
		.map(({ amount }) => Number(take.textOfValue(amount) || Number.NaN))
		.filter((amount) => Number.isFinite(amount));
	if (amounts.length === 0) return null;
	return amounts.every((amount) => amount === 0) ? 'free' : 'paid';
}

type Where = Pick<ImportedListing, 'mode' | 'place' | 'precision' | 'at' | 'joining'>;

function whereOf(row: Taking, ours: string[], physical?: RawRow, remote?: RawRow): Where {
	const house = isFields(physical?.location) ? physical.location : null;
	const room = isFields(remote?.location) ? remote.location : null;
	const derived: Mode = room ? (house ? 'hybrid' : 'online') : 'in_person';
	const mode = wordsIn(ours, 'mode')[0] ?? derived;
	const joining = joiningOf(row, room, ours.length > 0);
	if (mode === 'online' || mode === 'phone') {
		return { mode, joining, place: null, precision: 'approximate', at: null };
	}
	const precision = wordsIn(ours, 'precision')[0] ?? 'exact';
	const { place, at } = house ? placeAt(row, house) : { place: null, at: null };
	if (!place && !at && ours.length === 0) take.say(row, 'location', '', 'place_missing');
	if (precision === 'confidential') return { mode, joining, precision, place: null, at: null };
	return { mode, joining, precision, place, at };
}

/** Numbers of a service are for asking, unless we wrote them: ours are for joining. */
function joiningOf(row: Taking, room: RawRow | null, isOurs: boolean): Joining {
	const [phone] = isOurs ? listOf(row.raw.phones) : [];
	const at = take.taking({ ...room, phone: phone?.number, said: phone?.description }, row.problems);
	return {
		url: take.url(at, 'url'),
		urlNotes: take.paragraph(at, 'description'),
		phone: take.phone(at, 'phone'),
		phoneNotes: take.paragraph(at, 'said')
	};
}

function placeAt(row: Taking, house: RawRow): { place: Place | null; at: Coordinates | null } {
	const addresses = listOf(house.addresses);
	const address = addresses.find((one) => one.address_type === 'physical') ?? addresses[0] ?? {};
	const at = take.taking({ ...house, ...address, name: house.name }, row.problems);
	const street = ['address_1', 'address_2'].map((field) => take.line(at, field));
	const place = placeOf({
		name: take.line(at, 'name'),
		street: street.filter((part) => part !== null).join(', ') || null,
		city: take.line(at, 'city'),
		region: take.line(at, 'state_province') ?? take.line(at, 'region'),
		postalCode: take.line(at, 'postal_code', 40),
		country: take.line(at, 'country', 100)
	});
	return { place, at: coordinates(at, { lat: 'latitude', lng: 'longitude' }) };
}

/** What we have no field for and give back. */
function foreignOf(
	raw: RawRow,
	organisation: RawRow,
	others: Attributes['others']
): Record<string, unknown> {
	const said = {
		organization_id: take.identity(organisation.id),
		organization_website: take.webAddress(organisation.website)?.href ?? null,
		minimum_age: ageOf(raw.minimum_age),
		maximum_age: ageOf(raw.maximum_age),
		terms: others.length > 0 ? others : null
	};
	const given = Object.entries(said).filter(([, value]) => value !== null);
	return given.length > 0 ? { hsds: Object.fromEntries(given) } : {};
}
