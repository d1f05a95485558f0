import { fold } from './fold.ts';

/** One way to understand what was typed: a name, and words for what the place lies in. */
export interface Reading {
	name: string;
	/** Each must begin a word of the region or the country. */
	within: string[];
}

const postcode = /^(\d{5})[ -]?\d{4}$/;
const mostWords = 8;

/**
 * How "springfield il" can be meant: the whole as a name, or a name with up to three words of its region
 * and country. A comma says where the name ends. The likeliest first; never empty, names may be.
 */
export function readingsOf(q: string): Reading[] {
	const [first = '', ...rest] = q.split(/[,;]/);
	if (rest.length > 0 && fold(first) !== '')
		return [{ name: nameOf(first), within: wordsOf(rest.join(' ')) }];
	const words = wordsOf(nameOf(q));
	const least = Math.max(1, words.length - 3);
	const ends = words.map((_, index) => words.length - index).filter((end) => end >= least);
	return ends.map((end) => ({
		...{ name: words.slice(0, end).join(' '), within: words.slice(end) }
	}));
}

/** The last four figures of a long postcode say which street; nothing here is that narrow. */
const nameOf = (text: string): string => fold(text.trim().replace(postcode, '$1'));

const wordsOf = (text: string): string[] =>
	fold(text).split(' ').filter(Boolean).slice(0, mostWords);
