import type { ListingContent } from '#lib/directory/listing.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses,
	precisions
} from '#lib/directory/vocabulary.ts';
import { uuidOf } from './leaving.ts';

/** The name under which our controlled words stand in HSDS attributes, as `audience:women`. */
export const ourTaxonomy = 'Holdspace directory';

const lists = {
	experience: experiences,
	audience: audiences,
	access: accessNeeds,
	cost: costs,
	openness: opennesses,
	led_by: leaders,
	mode: modes,
	precision: precisions
} as const;
type Lists = typeof lists;
export type TermFacet = keyof Lists;
type Word<F extends TermFacet> = Lists[F][number];

/** Our words of a listing, each as `facet:word`. */
export function termsOf(content: ListingContent): string[] {
	const one = (facet: TermFacet, word: string | null) => (word ? [`${facet}:${word}`] : []);
	return [
		...content.experiences.map((word) => `experience:${word}`),
		...content.audiences.map((word) => `audience:${word}`),
		...content.access.map((word) => `access:${word}`),
		...one('cost', content.cost),
		...one('openness', content.openness),
		...one('led_by', content.ledBy),
		...one('mode', content.mode),
		...one('precision', content.precision)
	];
}

/** The words that codes say about one facet. */
export function wordsIn<F extends TermFacet>(codes: readonly string[], facet: F): Word<F>[] {
	const said = codes.filter((code) => code.startsWith(`${facet}:`));
	const known: readonly string[] = lists[facet];
	const words = said.map((code) => code.slice(facet.length + 1));
	return [...new Set(words.filter((word) => known.includes(word)))] as Word<F>[];
}

/** Under which id one of our words stands in the feed. */
export const termIdOf = (code: string): string => uuidOf('term', code);

const byId = new Map(
	Object.entries(lists).flatMap(([facet, words]) =>
		words.map(
			(word) => [termIdOf(`${facet}:${word}`), { facet: facet as TermFacet, word }] as const
		)
	)
);
/** The word of ours that has this id; null for terms of others. */
export const termOfId = (id: string): { facet: TermFacet; word: string } | null =>
	byId.get(id.toLowerCase()) ?? null;

/** Our words as a taxonomy, as `GET /taxonomies` gives it. */
export const hsdsTaxonomy = {
	id: uuidOf('taxonomy', ourTaxonomy),
	name: ourTaxonomy,
	description:
		'What a group is about, who it is for, how it meets, what it costs and how people come in.'
};
export const isOurTaxonomy = (id: string): boolean => id.toLowerCase() === hsdsTaxonomy.id;

/** Our words, as `GET /taxonomy_terms` gives them. No service has the word for a place that nobody may know. */
export const hsdsTerms = (say: (facet: string, word: string) => string) =>
	Object.entries(lists).flatMap(([facet, words]) =>
		words
			.filter((word) => word !== 'confidential')
			.map((word) => {
				const [code, name] = [`${facet}:${word}`, say(facet, word)];
				const { id: taxonomy_id } = hsdsTaxonomy;
				const ours = { taxonomy: ourTaxonomy, taxonomy_id, language: 'en' };
				return { id: termIdOf(code), code, name, description: name, ...ours };
			})
	);
