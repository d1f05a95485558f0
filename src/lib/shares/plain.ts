import type { Shape, Within } from './shape.ts';

/** Words as they are read, with the place in the text of each of their characters. */
export interface Plain {
	words: string;
	places: readonly number[];
}

/** Words without the marks of their shape: what is stressed as it sounds, each line of a list on a line. */
export function plainOf(text: string, shape: Shape | null): Plain {
	const places: number[] = [];
	if (shape === null)
		return { words: text, places: Array.from({ length: text.length }, (_, at) => at) };
	let words = '';
	const add = (from: number, until: number) => {
		for (let at = from; at < until; at++) places.push(at);
		words += text.slice(from, until);
	};
	const walk = (all: readonly Within[]): void => {
		for (const part of all) {
			if (!('is' in part)) add(part[0], part[1]);
			else {
				const isLine = part.is !== 'em' && part.is !== 'strong';
				// The line between two of them has its place where the first one ends.
				if (isLine && words !== '' && !words.endsWith('\n')) {
					places.push((places.at(-1) ?? -1) + 1);
					words += '\n';
				}
				walk(part.of);
			}
		}
	};
	walk(shape);
	return { words, places };
}

/** What of a text is read between two places of it. */
export function plainBetween(text: string, shape: Shape | null, from: number, to: number): string {
	if (shape === null) return text.slice(from, to);
	const { words, places } = plainOf(text, shape);
	const first = places.findIndex((at) => at >= from);
	const after = places.findIndex((at) => at >= to);
	return first < 0 ? '' : words.slice(first, after < 0 ? words.length : after).trim();
}

/** Where some words stand in a text, as it was typed or as it is read; null when it does not have them. */
export function placeIn(
	text: string,
	shape: Shape | null,
	passage: string
): { from: number; to: number } | null {
	const typed = text.indexOf(passage);
	if (typed >= 0) return { from: typed, to: typed + passage.length };
	const { words, places } = plainOf(text, shape);
	const read = words.indexOf(passage);
	if (read < 0) return null;
	return { from: places[read]!, to: places[read + passage.length - 1]! + 1 };
}
