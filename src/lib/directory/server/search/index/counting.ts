import { facets, type Facet, type Found as Answer } from '../query.ts';
import { countCommon, has, type Bits } from './bits.ts';
import { columnsOf, type Column } from './facet-columns.ts';
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
				if (found.kind === 'bits' && isShorter(segment, number, found))
					countValues(segment, found.bits, number, totals);
				else countColumn(segment, found, columns[number]!, totals);
	for (let place = 0; place < totals.length; place++) {
		const many = totals[place]!;
		if (many === 0) continue;
		const { facet, value } = values[place]!;
		if (!wanted.has(facet)) continue;
		let of = counts.get(facet);
		if (!of) counts.set(facet, (of = new Map()));
		of.set(value, (of.get(value) ?? 0) + many);
	}
}

function countColumn(
	segment: Segment,
	found: Found,
	{ of, from, values }: Column,
	totals: Uint32Array
): void {
	const combinations = from.length - 1;
	if (found.many < combinations) {
		each(segment, found, (entry) => {
			const combination = of[entry]!;
			for (let i = from[combination]!; i < from[combination + 1]!; i++) totals[values[i]!]!++;
		});
		return;
	}
	const times = new Uint32Array(combinations);
	if (found.kind === 'list') countList(found.list, found.many, of, times);
	else if (found.kind === 'bits') countBits(found.bits, of, times);
	for (let combination = 0; combination < combinations; combination++) {
		const many = times[combination]!;
		if (many > 0)
			for (let i = from[combination]!; i < from[combination + 1]!; i++) totals[values[i]!]! += many;
	}
}

function countList(list: Uint32Array, many: number, of: Column['of'], times: Uint32Array): void {
	for (let i = 0; i < many; i++) times[of[list[i]!]!]!++;
}

/** Whether comparing bits, value by value, is less work than looking at every entry that is found. */
function isShorter({ facets: of, size }: Segment, column: number, { many }: Found): boolean {
	let steps = 0;
	for (const [place, { list }] of of.entries.entries())
		if (of.columnOfValue[place] === column) steps += list.length > 0 ? list.length : size / 32;
	return steps < many;
}

function countValues({ facets: of }: Segment, found: Bits, column: number, totals: Bits): void {
	for (const [place, { bits, list }] of of.entries.entries())
		if (of.columnOfValue[place] === column)
			totals[place] = bits ? countCommon(found, bits) : countListed(found, list);
}

function countListed(found: Bits, list: Uint32Array): number {
	let many = 0;
	for (let i = 0; i < list.length; i++) if (has(found, list[i]!)) many++;
	return many;
}

/** Apart from the rest because most of the time of a wide search is spent here. */
function countBits(bits: Uint32Array, of: Column['of'], times: Uint32Array): void {
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
