import type { FeedFormat } from '#lib/directory/directory.ts';
import type { ImportedListing } from '#lib/directory/directory.ts';
import { importFeed } from '#lib/directory/server/importing.ts';
import * as directory from '#lib/directory/server/directory.ts';
import type { ReadRow } from '#lib/directory/server/formats/reading.ts';
import type { World } from './world.ts';

/** A listing of another organisation, on Tuesdays at 7 in the evening in Berlin unless it says otherwise. */
export const aListing = (key: string, more: Partial<ImportedListing> = {}): ImportedListing => ({
	...{ key, name: 'Quiet evening', organisation: 'Lighthouse', description: 'A round and tea.' },
	...{ experiences: ['any'], audiences: [], languages: ['en'], access: [], cost: null },
	...{ openness: 'open', ledBy: null, mode: 'in_person', precision: 'exact' },
	place: {
		...{ name: 'Garden House', street: '12 Elm Street', city: 'Berlin' },
		...{ region: null, postalCode: '10115', country: 'DE' }
	},
	at: { lat: 52.53, lng: 13.38 },
	joining: { url: null, urlNotes: null, phone: null, phoneNotes: null },
	times: [
		{
			rule: { freq: 'weekly', interval: 1, weekdays: [2] },
			...{ startsOn: '2026-01-01', endsOn: null, localTime: '19:00' },
			...{ timeZone: 'Europe/Berlin', minutes: 60 }
		}
	],
	...{ url: null, foreign: {}, updatedAt: null },
	...more
});

export const source = (world: World, name = 'Lighthouse', format: FeedFormat = 'meeting-guide') =>
	directory.sourceNamed(world.system, { name, format });

/** Imports listings as if a feed had held them. */
export async function importAll(
	world: World,
	sourceId: string,
	listings: readonly (ImportedListing | ReadRow)[]
) {
	async function* rows(): AsyncGenerator<ReadRow> {
		let row = 0;
		for (const one of listings) {
			row += 1;
			yield 'listing' in one ? one : { row, key: one.key, listing: one, problems: [] };
		}
	}
	return importFeed(world.system, { sourceId, bytes: nothing(), readWith: rows });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** The bytes of a feed, in small pieces. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
	const bytes = Buffer.from(text);
	for (let i = 0; i < bytes.length; i += 4096) yield bytes.subarray(i, i + 4096);
}
