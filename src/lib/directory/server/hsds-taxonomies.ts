import { notFound } from '#server/errors.ts';
import { read } from '#server/input.ts';
import { labelOf } from './entry.ts';
import { hsdsTaxonomy, hsdsTerms, writeHsdsPage } from './formats/formats.ts';
import { HsdsQuery, type HsdsAsked, type HsdsInput } from './hsds-query.ts';

/**
 * The words that stand in the attributes of services, as one taxonomy of our own without levels. Taxonomies
 * of others are given back with the services that brought them, and are not listed.
 */
type Fields = Record<string, unknown>;

const fits = ({ search = '' }: HsdsAsked, one: Fields): boolean =>
	['name', 'code', 'description'].some((field) => {
		const text = one[field];
		return typeof text === 'string' && text.toLowerCase().includes(search.toLowerCase());
	});

const pageOf = (asked: HsdsAsked, all: Fields[]) => {
	const { page, per_page: perPage } = asked;
	const contents = all.slice((page - 1) * perPage, page * perPage);
	return writeHsdsPage(contents, { page, perPage, total: all.length });
};

function taxonomiesFor(asked: HsdsAsked): Fields[] {
	return [hsdsTaxonomy].filter((one) => fits(asked, one));
}
function termsFor(asked: HsdsAsked): Fields[] {
	const { taxonomy_id: taxonomy, parent_id: parent } = asked;
	// No term has another above or below it.
	if (parent !== undefined) return [];
	if (taxonomy !== undefined && taxonomy.toLowerCase() !== hsdsTaxonomy.id) return [];
	return hsdsTerms(labelOf).filter((one) => fits(asked, one));
}

/** `GET /taxonomies`. @throws invalid */
export const hsdsTaxonomies = (given: HsdsInput) => {
	const asked = read(HsdsQuery, given);
	return pageOf(asked, taxonomiesFor(asked));
};
export const allHsdsTaxonomies = (given: HsdsInput) => taxonomiesFor(read(HsdsQuery, given));

/** `GET /taxonomy_terms`. @throws invalid */
export const hsdsTaxonomyTerms = (given: HsdsInput) => {
	const asked = read(HsdsQuery, given);
	return pageOf(asked, termsFor(asked));
};
export const allHsdsTaxonomyTerms = (given: HsdsInput) => termsFor(read(HsdsQuery, given));

/** `GET /taxonomies/{id}`. @throws not_found */
export function hsdsTaxonomyOf(id: string): Fields {
	if (id.toLowerCase() !== hsdsTaxonomy.id) throw notFound();
	return hsdsTaxonomy;
}

/** `GET /taxonomy_terms/{id}`. @throws not_found */
export function hsdsTaxonomyTerm(id: string): Fields {
	const term = hsdsTerms(labelOf).find((one) => one.id === id.toLowerCase());
	if (!term) throw notFound();
	return term;
}
