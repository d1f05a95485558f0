import { z } from 'zod';
import { FoundAnswer, ListingAnswer, PlacesAnswer, ProblemAnswer, SearchAnswer } from './api.ts';
import { listParameters, queryFields } from '../inputs.ts';

/** What each parameter of a search means, for whoever builds on it. */
const meanings: Record<keyof typeof queryFields.shape, string> = {
	q: 'Words, or their beginnings: name, place, organisation, description. Accents do not matter, typing mistakes hardly.',
	near: '`LAT,LNG` in degrees. Listings without coordinates are left out.',
	place: 'A town or postcode instead of `near`; the likeliest of that name.',
	within_km: 'At most this far away; needs `near` or `place`.',
	nearest: 'Only so many, the nearest of all that fit; needs `near` or `place`.',
	weekday: '0 is Sunday, on the calendar of `tz`.',
	from: '`HH:MM`: starts at or after, on the clock of `tz`.',
	to: '`HH:MM`: starts before. When it is not after `from`, the time goes on past midnight.',
	tz: 'IANA zone for `weekday`, `from` and `to`; the organisation’s own when left out.',
	starts_within: 'Starts at most so many minutes from now.',
	mode: 'How people meet. A hybrid one counts as in person and online too, a number to dial in as phone.',
	experience: 'What people lived through. Listings for any experience always fit.',
	audience: 'Who it is for.',
	language: 'BCP 47 primary tags.',
	access: 'All of these are needed.',
	open: 'How people come in.',
	cost: 'What it costs.',
	led_by: 'Who leads it.',
	source: 'Names of sources; `own` is this organisation.',
	sort: 'By next start (equal ones in an order that changes daily), or by distance; distance where a place is asked.',
	limit: 'Items on a page.',
	cursor: '`next_cursor` of the page before, with all other parameters the same.'
};

type Json = Record<string, unknown>;
/** The schema of what is sent, before it is read. */
const sent = (schema: z.ZodType): Json => {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
	return rest;
};

const lists: ReadonlySet<string> = new Set(listParameters);
const parameters = Object.entries(queryFields.shape).map(([name, schema]) => ({
	name,
	in: 'query',
	required: false,
	description: meanings[name as keyof typeof meanings],
	schema: sent(schema),
	...(lists.has(name) ? { style: 'form', explode: false } : {})
}));

/** Shared schemas by name, with references between them as OpenAPI writes them. */
function components(): Json {
	const registry = z.registry<{ id: string }>();
	const all = {
		...{ Listing: ListingAnswer, FoundListing: FoundAnswer, SearchAnswer },
		...{ Problem: ProblemAnswer, Places: PlacesAnswer }
	};
	for (const [id, schema] of Object.entries(all)) registry.add(schema, { id });
	const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
	return Object.fromEntries(
		Object.entries(schemas).map(([name, schema]) => {
			const { $schema: _, $id: __, ...rest } = schema as Json;
			return [name, rest];
		})
	);
}

const json = (description: string, name: string) => ({
	description,
	content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
});
const refused = json('Something asked cannot be answered; `fields` says what.', 'Problem');
const nothing = json('There is no such listing.', 'Problem');
const busy = json(
	'Very much was asked for at once; `Retry-After` says when to come again.',
	'Problem'
);
const file = (description: string, type: string) => ({
	get: { summary: description, responses: { 200: { description, content: { [type]: {} } } } }
});

/** The description of the public API, OpenAPI 3.1. */
export const openapi = (origin: string): Json => ({
	openapi: '3.1.0',
	info: {
		title: 'Holdspace directory',
		version: '1',
		description:
			'Peer support groups of this organisation and of others. Public, without keys or cookies; nothing asked here is kept. Groups that must not be found are not in it.',
		license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
	},
	servers: [{ url: origin }],
	paths: {
		'/api/v1/listings': {
			get: {
				operationId: 'searchListings',
				summary: 'Listings that fit everything that is asked, a page at a time',
				parameters,
				responses: { 200: json('What was found.', 'SearchAnswer'), 400: refused, 429: busy }
			}
		},
		'/api/v1/listings/{id}': {
			get: {
				operationId: 'listing',
				summary: 'One listing',
				parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
				responses: { 200: json('The listing.', 'Listing'), 404: nothing, 429: busy }
			}
		},
		'/api/v1/places': {
			get: {
				operationId: 'places',
				summary: 'Towns and postcodes for what somebody typed, the likeliest first',
				parameters: [
					{
						...{ name: 'q', in: 'query', required: true },
						schema: { type: 'string', minLength: 2, maxLength: 80 }
					},
					{ name: 'near', in: 'query', schema: sent(queryFields.shape.near) },
					{
						...{ name: 'limit', in: 'query' },
						schema: { type: 'integer', minimum: 1, maximum: 20, default: 8 }
					}
				],
				responses: { 200: json('Places.', 'Places'), 400: refused, 429: busy }
			}
		},
		'/feeds/meeting-guide.json': file('Everything as a Meeting Guide feed', 'application/json'),
		'/feeds/meeting-guide.csv': file('The same as a spreadsheet', 'text/csv'),
		'/feeds/hsds': file('Everything by Open Referral HSDS 3.0, beginning here', 'application/json')
	},
	components: { schemas: components() }
});
