import { facets, type Facet, type Found as Answer } from '../query.ts';
import { columnsOf } from './facet-columns.ts';
import type { Found } from './matching.ts';
import { each } from './ranking.ts';
import type { Segment } from './segment.ts';

/** Facet -> value -> how many, summed over segments. */
export type Counts = Map<Facet, Map<string, number>>;

/** Counts what is found in one segment, for the facets of `wanted`. */
export function count(
	segment: Segment,
	found: Found,
	wanted: ReadonlySet<Facet>,
	counts: Counts
): void {
	if (found.many === 0) return;
	const { values, columns, alive } = segment.facets;
	const totals = new Uint32Array(values.length);
	if (found.kind === 'all') totals.set(alive);
	else
		for (const [number, all] of columnsOf.entries())
			if (all.some((facet) => wanted.has(facet)))
				countColumn(segment, found, columns[number]!, totals);
	for (const [place, many] of totals.entries()) {
		const { facet, value } = values[place]!;
		if (many === 0 || !wanted.has(facet)) continue;
		let of = counts.get(facet);
		if (!of) counts.set(facet, (of = new Map()));
		of.set(value, (of.get(value) ?? 0) + many);
	}
}

type Column = Segment['facets']['columns'][number];

function countColumn(segment: Segment, found: Found, column: Column, totals: Uint32Array): void {
	const { of, combinations } = column;
	if (found.many * 2 < combinations.length) {
		each(segment, found, (entry) => {
			for (const value of combinations[of[entry]!]!) totals[value]!++;
		});
		return;
	}
	const times = new Uint32Array(combinations.length);
	if (found.kind === 'list') for (let i = 0; i < found.many; i++) times[of[found.list[i]!]!]!++;
	else if (found.kind === 'bits') countBits(found.bits, of, times);
	for (let i = 0; i < times.length; i++)
		if (times[i]! > 0) for (const value of combinations[i]!) totals[value]! += times[i]!;
}

/** Apart from the rest because most of the time of a wide search is spent here. */
function countBits(bits: Uint32Array, of: Uint32Array, times: Uint32Array): void {
	for (let i = 0; i < bits.length; i++) {
		let word = bits[i]!;
		const base = i << 5;
		while (word !== 0) {
			times[of[base + 31 - Math.clz32(word & -word)]!]!++;
			word &= word - 1;
		}
	}
}

export function present(counts: Counts): Answer['facets'] {
	const answer: Answer['facets'] = {};
	for (const facet of facets) {
		const of = counts.get(facet);
		if (of) answer[facet] = Object.fromEntries(of);
	}
	return answer;
}
