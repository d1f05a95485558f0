import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readAll, textOf } from '#test/support/feeds/bytes.ts';
import { hsdsTraps } from '#test/support/feeds/hsds.ts';
import { anyListing, arrived, leavingNow } from '#test/support/feeds/listings.ts';
import { meetingGuideTraps } from '#test/support/feeds/meeting-guide.ts';
import { reference } from '#test/support/feeds/reference.ts';
import { feedOf } from '#test/support/feeds/traps.ts';
import fc from 'fast-check';
import type { LeavingListing } from './formats.ts';
import {
	hsdsTaxonomy,
	hsdsTerms,
	writeHsds,
	writeHsdsOrganization,
	writeHsdsPage,
	writeHsdsRoot,
	writeHsdsService,
	writeHsdsServiceAtLocations,
	writeHsdsServiceSummary
} from './formats.ts';

const names = [
	...['service', 'organization', 'location', 'service_at_location', 'address', 'phone', 'language'],
	...['accessibility', 'cost_option', 'attribute', 'taxonomy_term', 'taxonomy', 'schedule'],
	...['service_area', 'contact', 'funding', 'program', 'required_document', 'metadata'],
	...['organization_identifier', 'service_list']
];
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
for (const name of names)
	ajv.addSchema(reference(`hsds-3.0/${name}.json`) as object, `${name}.json`);

function faults(schema: string, value: unknown): unknown[] {
	const isValid = ajv.getSchema(`${schema}.json`)!;
	return isValid(value) ? [] : (isValid.errors ?? []);
}

interface Attribute {
	taxonomy_term: { id: string; code: string; taxonomy: string };
}
const attributesOf = (service: Record<string, unknown> | null) =>
	(service?.attributes ?? []) as Attribute[];

const listings = async (): Promise<LeavingListing[]> => [
	...arrived(await readAll('meeting-guide', JSON.stringify(feedOf(meetingGuideTraps, 8).rows))),
	...arrived(await readAll('hsds', JSON.stringify(feedOf(hsdsTraps, 12).rows)))
];

describe('what leaves as HSDS', () => {
	it('is valid against the published schemas, for all that came in', async () => {
		const all = await listings();
		expect(all.length).toBeGreaterThan(600);
		const over = all.filter((listing) => !writeHsdsService(listing, leavingNow));
		expect(new Set(over.map(({ times }) => times[0]?.endsOn))).toEqual(
			new Set(['2026-01-20', '2026-06-30'])
		);
		for (const listing of all.filter((each) => !over.includes(each))) {
			expect(faults('service', writeHsdsService(listing, leavingNow))).toEqual([]);
			expect(faults('service_list', writeHsdsServiceSummary(listing, leavingNow))).toEqual([]);
			const organization = writeHsdsOrganization(listing, leavingNow);
			if (organization) expect(faults('organization', organization)).toEqual([]);
			for (const at of writeHsdsServiceAtLocations(listing, leavingNow)) {
				expect(faults('service_at_location', at)).toEqual([]);
			}
		}
	});

	it('is valid for any listing at all', () => {
		fc.assert(
			fc.property(anyListing, (listing) => {
				const service = writeHsdsService(listing, leavingNow);
				if (service) expect(faults('service', service)).toEqual([]);
			}),
			{ numRuns: 500 }
		);
	});

	it('would be found out: the schemas refuse what is wrong', async () => {
		const [listing] = await listings();
		const service = writeHsdsService(listing!, leavingNow)!;
		expect(faults('service', { ...service, id: 'no uuid' })).not.toEqual([]);
		expect(faults('service', { ...service, status: 'open' })).not.toEqual([]);
		expect(faults('service', { ...service, schedules: [{ id: 3 }] })).not.toEqual([]);
	});

	it('stands in the page wrapper with its figures', async () => {
		const page = writeHsdsPage(['a', 'b'], { page: 2, perPage: 2, total: 5 });
		expect(page).toEqual({
			...{ total_items: 5, total_pages: 3, page_number: 2, size: 2 },
			...{ first_page: false, last_page: false, empty: false, contents: ['a', 'b'] }
		});
		expect(writeHsdsPage([], { page: 1, perPage: 50, total: 0 })).toMatchObject({
			...{ total_pages: 1, first_page: true, last_page: true, empty: true }
		});
		const all = await listings();
		const written = writeHsds(all, leavingNow);
		const text: unknown = JSON.parse(await textOf(written.chunks));
		expect(Object.keys(text as object).sort()).toEqual(Object.keys(page).sort());
		expect(text).toMatchObject({ total_items: written.report.written, last_page: true });
		expect(written.report.written + written.report.leftOut).toBe(all.length);
	});

	it('names its words as a taxonomy and its terms, each under the id that services give it', async () => {
		expect(faults('taxonomy', hsdsTaxonomy)).toEqual([]);
		const terms = hsdsTerms((_, word) => word);
		for (const term of terms) expect(faults('taxonomy_term', term)).toEqual([]);
		expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
		const known = new Map(terms.map(({ id, code }) => [id, code]));
		for (const listing of (await listings()).slice(0, 200))
			for (const { taxonomy_term: term } of attributesOf(writeHsdsService(listing, leavingNow)))
				if (term.taxonomy === hsdsTaxonomy.name) expect(known.get(term.id)).toBe(term.code);
		expect(faults('taxonomy_term', { ...terms[0], id: 'no uuid' })).not.toEqual([]);
	});

	it('begins with the version', () => {
		const root = writeHsdsRoot({ profile: 'https://x.example/p', openapi: 'https://x.example/o' });
		expect(root).toEqual({
			...{ version: '3.0', profile: 'https://x.example/p', openapi_url: 'https://x.example/o' }
		});
	});
});
