import { createHash } from 'node:crypto';
import type { ImportedListing } from '../listing.ts';
import { hsdsOrganizationId, hsdsServiceIdIn } from './formats/formats.ts';

/** A listing as the table keeps it, with the digest of all that its source said. */
export interface StagedListing {
	source_key: string;
	digest: string;
	[column: string]: unknown;
}
/** A listing that its source no longer has. */
export interface StagedRetirement {
	source_key: string;
	retire: true;
}
export type Staged = StagedListing | StagedRetirement;

/** The longest identity a source may give a row. */
export const longestKey = 300;

export function stage(listing: ImportedListing): StagedListing {
	const isHidden = listing.precision === 'confidential';
	const { place, updatedAt } = listing;
	const columns = {
		name: listing.name.slice(0, 300),
		organisation: listing.organisation?.slice(0, 300) ?? null,
		description: listing.description.slice(0, 10_000),
		experiences: listing.experiences.slice(0, 20),
		audiences: listing.audiences.slice(0, 30),
		languages: listing.languages.slice(0, 30),
		access: listing.access.slice(0, 30),
		...{ cost: listing.cost, openness: listing.openness, led_by: listing.ledBy },
		mode: listing.mode,
		// Whatever a source says of a confidential place, this far and no further.
		place: place && isHidden ? { ...place, name: null, street: null, postalCode: null } : place,
		place_precision: listing.precision,
		latitude: isHidden ? null : (listing.at?.lat ?? null),
		longitude: isHidden ? null : (listing.at?.lng ?? null),
		...{ joining: listing.joining, times: listing.times, url: listing.url },
		source_words: listing.foreign,
		source_updated_at: updatedAt && !Number.isNaN(+updatedAt) ? updatedAt.toISOString() : null
	};
	const kept = storable(columns);
	const source_key = storable(listing.key);
	return { source_key, digest: digestOf(kept), ...hsdsIds(listing), ...kept };
}

/** What it and its organisation are called in HSDS feeds; found there by these ids. */
const hsdsIds = (listing: ImportedListing) => ({
	service_id: hsdsServiceIdIn(listing.key),
	organisation_id: hsdsOrganizationId(listing)
});

/** What the database cannot hold in text: the null character, and halves of characters. */
const trouble = /\\u0000|\\ud[89a-f]/i;

function storable<T>(value: T): T {
	const text = JSON.stringify(value);
	if (!trouble.test(text)) return value;
	return JSON.parse(text, (_, one: unknown) =>
		typeof one === 'string' ? one.toWellFormed().replaceAll('\0', '') : one
	) as T;
}

/** The same for the same content, whatever the order its fields came in. */
const digestOf = (content: unknown): string =>
	createHash('sha256')
		.update(JSON.stringify(sorted(content)))
		.digest('base64url');

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return entries.map(([name, one]) => [name, sorted(one)]);
}
