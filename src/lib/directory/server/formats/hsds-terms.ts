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
