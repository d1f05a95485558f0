import { facets, type Facet, type Found as Answer } from '../query.ts';
import { countCommon, type Bits } from './bits.ts';
import { columnsOf, type Column, type FacetColumns } from './facet-columns.ts';
import type { Found } from './matching.ts';
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
	const { values, alive } = segment.facets;
	const totals = new Uint32Array(values.length);
	if (found.kind === 'all') totals.set(alive);
	else {
		const columns = [...columnsOf.keys()].filter((column) =>
			columnsOf[column]!.some((facet) => wanted.has(facet))
		);
		if (found.kind === 'list') countLists(segment.facets, columns, found, totals);
		else countBits(segment, columns, found, totals);
	}
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

type Listed = Extract<Found, { kind: 'list' }>;

function countLists(
	{ columns: all }: FacetColumns,
	columns: readonly number[],
	{ list, many }: Listed,
	totals: Uint32Array
): void {
	for (const number of columns) {
		const column = all[number]!;
		const { of, from, values } = column;
		if (many > from.length) {
			const times = new Uint32Array(from.length - 1);
			countList(list, many, of, times);
			addTimes(column, times, totals);
			continue;
		}
		for (let i = 0; i < many; i++) {
			const combination = of[list[i]!]!;
			for (let j = from[combination]!; j < from[combination + 1]!; j++) totals[values[j]!]!++;
		}
	}
}

/** So many entries at a time are written down, to be looked up in every column while they are near. */
const stretch = 2048;
const noted = new Uint32Array(stretch + 32);

function countBits(
	segment: Segment,
	columns: readonly number[],
	{ bits, many }: Extract<Found, { kind: 'bits' }>,
	totals: Uint32Array
): void {
	const others: { column: Column; times: Uint32Array }[] = [];
	for (const number of columns)
		if (isShorter(segment, number, many)) countValues(segment.facets, bits, number, totals);
		else {
			const column = segment.facets.columns[number]!;
			others.push({ column, times: new Uint32Array(column.from.length - 1) });
		}
	if (others.length === 0) return;
	for (let i = 0, length = 0; i < bits.length; i++) {
		let word = bits[i]!;
		while (word !== 0) {
			noted[length++] = (i << 5) + 31 - Math.clz32(word & -word);
			word &= word - 1;
		}
		if (length < stretch && i < bits.length - 1) continue;
		for (const { column, times } of others) countList(noted, length, column.of, times);
		length = 0;
	}
	for (const { column, times } of others) addTimes(column, times, totals);
}

function countList(list: Uint32Array, many: number, of: Column['of'], times: Uint32Array): void {
	for (let i = 0; i < many; i++) times[of[list[i]!]!]!++;
}

function addTimes({ from, values }: Column, times: Uint32Array, totals: Uint32Array): void {
	for (let combination = 0; combination < times.length; combination++) {
		const many = times[combination]!;
		if (many > 0)
			for (let i = from[combination]!; i < from[combination + 1]!; i++) totals[values[i]!]! += many;
	}
}

/** Whether comparing bits, value by value, is less work than looking at every entry that is found. */
function isShorter({ facets: of, size }: Segment, column: number, many: number): boolean {
	let steps = 0;
	for (let place = 0; place < of.entries.length; place++) {
		if (of.columnOfValue[place] !== column) continue;
		const { bits, list } = of.entries[place]!;
		steps += bits ? size / 16 : list.length;
	}
	return steps < many;
}

function countValues(of: FacetColumns, found: Bits, column: number, totals: Uint32Array): void {
	for (let place = 0; place < of.entries.length; place++) {
		if (of.columnOfValue[place] !== column) continue;
		const { bits, list } = of.entries[place]!;
		totals[place] = bits ? countCommon(found, bits) : countListed(found, list);
	}
}

function countListed(found: Bits, list: Uint32Array): number {
	let many = 0;
	for (let i = 0; i < list.length; i++) {
		const entry = list[i]!;
		many += (found[entry >>> 5]! >>> (entry & 31)) & 1;
	}
	return many;
}

export function present(counts: Counts): Answer['facets'] {
	const answer: Answer['facets'] = {};
	for (const facet of facets) {
		const of = counts.get(facet);
		if (of) answer[facet] = Object.fromEntries(of);
	}
	return answer;
}
