import type { ListingContent } from '#lib/directory/listing.ts';
import { ownSource } from '#lib/directory/vocabulary.ts';
import { isId } from '#server/ids.ts';
import { writeSchedule } from './hsds-schedule-write.ts';
import { ourTaxonomy, termIdOf, termsOf } from './hsds-terms.ts';
import { languageOf, nameOfLanguage } from './languages.ts';
import type { ExportReport, Leaving, LeavingListing, LeavingOptions, Note } from './leaving.ts';
import {
	clean,
	comingTimes,
	described,
	isOver,
	emptyReport,
	foreignIn,
	noteFor,
	staysHome,
	uuidOf
} from './leaving.ts';
import type { Written } from './meeting-guide-write.ts';
import { dialled, longest, webAddress } from './taking.ts';
import { coordinatesOf, countryOf } from './where.ts';

type Fields = Record<string, unknown>;
export type HsdsOptions = Omit<LeavingOptions, 'page'> & Partial<Pick<LeavingOptions, 'page'>>;

/** Absent and not null, as the schemas want it. */
const given = (fields: Fields): Fields =>
	Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) =>
				value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
		)
	);

/** The id that a source gave a service, where it is one that all may know it by. */
export const hsdsServiceIdIn = (key: string): string | null => (isId(key) ? key : null);

const hsdsServiceId = ({ serviceId, listingId }: LeavingListing): string => serviceId ?? listingId;

/** Null when nobody is named. */
export function hsdsOrganizationId(
	listing: Pick<LeavingListing, 'organisation' | 'foreign'>
): string | null {
	const name = clean(listing.organisation, longest.line);
	if (!name) return null;
	const { organization_id: told } = foreignIn(listing, 'hsds');
	return isId(told) ? told : uuidOf('organization', name);
}

/** `GET /` of the API. */
export const writeHsdsRoot = (addresses: { profile: string; openapi: string }): Fields => ({
	version: '3.0',
	profile: addresses.profile,
	openapi_url: addresses.openapi
});

/** The organisation of a listing, as `GET /organizations` gives it; null when nobody is named. */
export function writeHsdsOrganization(
	listing: LeavingListing,
	options: HsdsOptions
): Fields | null {
	const id = hsdsOrganizationId(listing);
	const name = clean(listing.organisation, longest.line);
	if (!id || !name) return null;
	const { organization_website: told } = foreignIn(listing, 'hsds');
	const website = webAddress(listing.source === ownSource ? options.entity?.url : told)?.href;
	return given({ id, name, description: name, website });
}

/** A service without what belongs to it, as `GET /services` gives it; null when it stays at home or is over. */
export function writeHsdsServiceSummary(
	listing: LeavingListing,
	options: HsdsOptions,
	note: Note = () => {}
): Fields | null {
	if (staysHome(listing) || isOver(listing, options.now)) return null;
	const { say = plainWord } = options;
	const ages = foreignIn(listing, 'hsds');
	const page = listing.source === ownSource && options.page ? options.page(listing) : null;
	return given({
		id: hsdsServiceId(listing),
		name: clean(listing.name, longest.name) ?? listing.listingId,
		description: described(listing, note),
		url: webAddress(listing.url)?.href ?? webAddress(page)?.href,
		status: 'active',
		fees_description: listing.cost && say('cost', listing.cost),
		eligibility_description:
			listing.audiences.map((word) => say('audience', word)).join(', ') || null,
		minimum_age: ages.minimum_age,
		maximum_age: ages.maximum_age,
		last_modified: listing.updatedAt?.toISOString(),
		organization: writeHsdsOrganization(listing, options)
	});
}

const plainWord = (_facet: string, word: string): string => word.replaceAll('_', ' ');

/** A whole service with its times, place, languages and words, as `GET /services/{id}` gives it. */
export function writeHsdsService(
	listing: LeavingListing,
	options: HsdsOptions,
	note: Note = () => {}
): Fields | null {
	const times = comingTimes(listing.times, options.now, note);
	const summary = writeHsdsServiceSummary(listing, options, note);
	if (!summary) return null;
	const id = hsdsServiceId(listing);
	const phone = dialled(listing.joining.phone ?? '');
	const phoneNotes = clean(listing.joining.phoneNotes, longest.text, true);
	return {
		...summary,
		...given({
			phones: phone
				? [
						given({
							id: uuidOf('phone', id),
							...{ service_id: id, number: phone, type: 'voice', description: phoneNotes }
						})
					]
				: [],
			schedules: times.map((time, index) =>
				writeSchedule(uuidOf('schedule', id, `${index}`), id, time, options.now, note)
			),
			service_at_locations: atLocations(listing, id),
			languages: [...new Set(listing.languages.map((tag) => languageOf(tag) ?? tag))].map(
				(tag) => ({
					id: uuidOf('language', id, tag),
					...{ service_id: id, name: nameOfLanguage(tag), code: tag }
				})
			),
			cost_options: listing.cost
				? [
						given({
							id: uuidOf('cost', id),
							service_id: id,
							option: plainWord('cost', listing.cost),
							amount: listing.cost === 'free' ? 0 : null
						})
					]
				: [],
			attributes: attributes(listing, id, options)
		})
	};
}

/** The places of a service with the service around, as `GET /service_at_locations` gives them. */
export function writeHsdsServiceAtLocations(
	listing: LeavingListing,
	options: HsdsOptions
): Fields[] {
	const service = writeHsdsServiceSummary(listing, options);
	return service ? atLocations(listing, hsdsServiceId(listing)) : [];
}

function atLocations(listing: LeavingListing, serviceId: string): Fields[] {
	return [houseOf(listing, serviceId), roomOf(listing, serviceId)].flatMap((location) => {
		if (!location) return [];
		const id = uuidOf('service_at_location', serviceId, String(location.location_type));
		return [{ id, service_id: serviceId, location_id: location.id, location }];
	});
}

const isRemote = ({ mode }: ListingContent): boolean => mode !== 'in_person';

function houseOf(listing: LeavingListing, serviceId: string): Fields | null {
	const { mode, precision, place } = listing;
	if (precision === 'confidential' || mode === 'online' || mode === 'phone') return null;
	const at = listing.at && coordinatesOf(listing.at.lat, listing.at.lng);
	const text = (value: string | null | undefined, most = longest.line) => clean(value, most) ?? '';
	const address = {
		address_1: precision === 'exact' ? text(place?.street) : '',
		city: text(place?.city),
		state_province: text(place?.region),
		postal_code: text(place?.postalCode, 40),
		country: countryOf(text(place?.country, 100)) ?? ''
	};
	const hasAddress = Object.values(address).some((part) => part !== '');
	const name = clean(place?.name, longest.line);
	if (!hasAddress && !name && !at) return null;
	const id = uuidOf('location', serviceId);
	return given({
		...{ id, location_type: 'physical', name, latitude: at?.lat, longitude: at?.lng },
		addresses: hasAddress
			? [
					{
						id: uuidOf('address', serviceId),
						location_id: id,
						...address,
						address_type: 'physical'
					}
				]
			: []
	});
}

function roomOf(listing: LeavingListing, serviceId: string): Fields | null {
	if (!isRemote(listing) || listing.mode === 'phone') return null;
	return given({
		id: uuidOf('room', serviceId),
		location_type: 'virtual',
		url: webAddress(listing.joining.url)?.href,
		description: clean(listing.joining.urlNotes, longest.text, true)
	});
}

function attributes(listing: LeavingListing, serviceId: string, options: HsdsOptions): Fields[] {
	const { say = plainWord } = options;
	const { mode } = listing;
	const hasSecret = listing.precision === 'confidential';
	// Of a place that is confidential nothing is told, not even that there is one.
	const open: LeavingListing = hasSecret
		? { ...listing, mode: mode === 'hybrid' ? 'online' : mode, precision: 'approximate' }
		: listing;
	const precision =
		open.mode === 'online' || open.mode === 'phone' ? 'approximate' : open.precision;
	const attribute = (key: string, term: Fields) => ({
		id: uuidOf('attribute', serviceId, key),
		...{ link_id: serviceId, link_type: 'service', link_entity: 'service' },
		taxonomy_term: given(term)
	});
	const ours = termsOf({ ...open, precision }).map((code) => {
		const [facet = '', word = ''] = code.split(':');
		const id = termIdOf(code);
		const name = say(facet, word);
		return attribute(code, { id, code, name, description: name, taxonomy: ourTaxonomy });
	});
	const { terms } = foreignIn(listing, 'hsds');
	const others = (Array.isArray(terms) ? (terms as Fields[]) : []).map(
		({ taxonomy, code, name }) => {
			const key = [taxonomy, code, name]
				.map((part) => (typeof part === 'string' ? part : ''))
				.join('\n');
			const term = { id: uuidOf('term', key), code, name, description: name, taxonomy };
			return attribute(key, term);
		}
	);
	return [...ours, ...others];
}

export interface Page {
	/** From 1. */
	page: number;
	perPage: number;
	/** Of all pages. */
	total: number;
}

/** The wrapper that every list stands in. */
export function writeHsdsPage(
	contents: readonly unknown[],
	{ page, perPage, total }: Page
): Fields {
	const pages = Math.max(1, Math.ceil(total / perPage));
	return {
		total_items: total,
		total_pages: pages,
		page_number: page,
		size: contents.length,
		first_page: page === 1,
		last_page: page >= pages,
		empty: contents.length === 0,
		contents
	};
}

/** All listings as one page of whole services, while they are read; the figures follow the contents. */
export function writeHsds(listings: Leaving, options: HsdsOptions): Written {
	const report: ExportReport = emptyReport();
	async function* chunks() {
		let before = '{"contents":[\n';
		for await (const listing of listings) {
			if (staysHome(listing)) continue;
			const service = writeHsdsService(listing, options, noteFor(report, listing));
			if (!service) report.leftOut += 1;
			if (!service) continue;
			report.written += 1;
			yield before + JSON.stringify(service);
			before = ',\n';
		}
		const perPage = Math.max(1, report.written);
		const figures = writeHsdsPage([], { page: 1, perPage, total: report.written });
		const all = { ...figures, size: report.written, empty: report.written === 0 };
		const rest = JSON.stringify({ ...all, contents: undefined }).slice(1);
		yield `${before === ',\n' ? '\n' : before}],${rest}\n`;
	}
	return { chunks: chunks(), report };
}
