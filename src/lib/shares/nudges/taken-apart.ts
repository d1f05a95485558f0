import places from '#content/nudges/places.json' with { type: 'json' };
import ways from '#content/nudges/ways.json' with { type: 'json' };
import type { Reading } from './reading.ts';

/** Readings of what was taken apart or covered. Each letter stays where it was. */

const words = [
	...ways.apps,
	...ways.mail,
	...places.kinds.split(' '),
	...places.streets.split(' ')
];
/** What may be covered, by its first letter and its length. */
const byShape = new Map<string, string[]>();
for (const word of words) {
	const shape = `${word[0]}${word.length}`;
	byShape.set(shape, [...(byShape.get(shape) ?? []), word]);
}

/** `R**dit`, `Prim*ry`, `Holl*wm*re`: letters that are covered with stars. */
export function uncovered(reading: Reading): Reading {
	if (!reading.text.includes('*')) return reading;
	const cased = reading.cased.replace(/[a-z]+(?:\*{1,4}[a-z]+)+/gi, (covered) => {
		const small = covered.toLowerCase();
		const all = byShape.get(`${small[0]}${small.length}`) ?? [];
		const word = all.find((one) =>
			[...small].every((sign, at) => sign === '*' || sign === one[at])
		);
		if (word) return covered[0] + word.slice(1);
		// A name: which letters are missing does not matter.
		return /^[A-Z][a-z*]{4,}$/.test(covered) ? covered.replaceAll('*', 'o') : covered;
	});
	return { ...reading, cased, text: cased.toLowerCase() };
}

/** “Fourteen. Lark. Spur. Close.”, “K... X... 17...”, one word on each line: read as one sentence, or null. */
export function inOne(reading: Reading): Reading | null {
	const cased = reading.cased.replace(
		/(?<![\p{L}\p{N}])(?:[\p{L}\p{N}'-]{1,14} {0,2}(?:\.{1,3}|\n|\/|\|)\s{0,3}){3,}[\p{L}\p{N}'-]{1,14}(?![\p{L}\p{N}])/gu,
		(row) => (/\s/.test(row) ? row.replace(/[.\n/|]/g, ' ') : row)
	);
	return cased === reading.cased ? null : { ...reading, cased, text: cased.toLowerCase() };
}
