import { facets, type Facet, type Found as Answer } from '../query.ts';
import type { Bits } from './bits.ts';
import { columnsOf, type Column, type FacetColumns } from './facet-columns.ts';
import { asBits, asList, type Found, type Matches, type Some } from './found.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';

/** Counts of the facets as an object, which is the asker’s own, and as its JSON. */
export interface Counts {
	asObject(): Answer['facets'];
	asText(): string;
}

/** Facet -> value -> how many, over all segments; of each facet what is found without it. */
export function countAll(
	matches: readonly Matches[],
	asked: readonly Facet[],
	scratch: Scratch
): Counts {
	// What was found is of this query alone; the totals may be kept for longer.
	const totals = matches.map((of) => totalsOf(of, asked, scratch));
	const columns = matches.map(({ segment }) => segment.facets);
	const [only, ...others] = columns;
	return {
		asObject: () => objectOf(columns, totals),
		asText: once(() =>
			only && others.length === 0
				? textOf(only, totals[0]!)
				: JSON.stringify(objectOf(columns, totals))
		)
	};
}

function once<T>(make: () => T): () => T {
	let made: { what: T } | undefined;
	return () => (made ??= { what: make() }).what;
}

/** How many have each value of a segment. */
function totalsOf(
	{ segment, found, but }: Matches,
	asked: readonly Facet[],
	scratch: Scratch
): Uint32Array {
	// Not of the scratch: what is counted is looked at later, and may be kept.
	const totals = new Uint32Array(segment.facets.values.length);
	const others = facets.filter((facet) => !asked.includes(facet));
	count(segment, found, maskOf(others), totals, scratch);
	for (const facet of asked) count(segment, but.get(facet)!, maskOf([facet]), totals, scratch);
	return totals;
}

const zeros = (length: number, scratch: Scratch) =>
	scratch.list(length).subarray(0, length).fill(0);

/** A set of facets as bits. */
const maskOf = (some: readonly Facet[]): number =>
	some.reduce((mask, facet) => mask | (1 << facets.indexOf(facet)), 0);
const maskOfColumn = columnsOf.map(maskOf);

/** Counts what is found in one segment, for the facets of `wanted`. */
function count(
	segment: Segment,
	found: Found,
	wanted: number,
	totals: Uint32Array,
	scratch: Scratch
): void {
	if (found.many === 0) return;
	const { alive, facetOf, columns } = segment.facets;
	if (found.kind === 'all') {
		for (let place = 0; place < alive.length; place++)
			if (wanted & (1 << facetOf[place]!)) totals[place] = alive[place]!;
		return;
	}
	for (const [number, column] of columns.entries()) {
		if ((maskOfColumn[number]! & wanted) === 0) continue;
		if (found.many < few)
			countEach(segment, column, asList(found, scratch), found.many, wanted, totals);
		else if (column.steps < found.many * lookSteps)
			countValues(segment, column, asBits(segment, found, scratch), wanted, totals);
		else countTimes(segment, column, found, wanted, totals, scratch);
	}
}

/** Adding one to a count that was just added to waits for that: so many steps. */
const lookSteps = 3;
/** So few that looking at the values of each is quickest. */
const few = 256;

function countEach(
	{ facets: { facetOf } }: Segment,
	{ of, from, values }: Column,
	list: Uint32Array,
	many: number,
	wanted: number,
	totals: Uint32Array
): void {
	for (let i = 0; i < many; i++) {
		const combination = of[list[i]!]!;
		for (let j = from[combination]!; j < from[combination + 1]!; j++)
			if (wanted & (1 << facetOf[values[j]!]!)) totals[values[j]!]!++;
	}
}

/** Counts the combinations first, then the values of each. */
function countTimes(
	{ facets: { facetOf } }: Segment,
	{ of, from, values }: Column,
	found: Some,
	wanted: number,
	totals: Uint32Array,
	scratch: Scratch
): void {
	const times = zeros(from.length - 1, scratch);
	addTimes(asList(found, scratch), found.many, of, times);
	for (let combination = 0; combination < times.length; combination++) {
		const many = times[combination]!;
		if (many > 0)
			for (let i = from[combination]!; i < from[combination + 1]!; i++)
				if (wanted & (1 << facetOf[values[i]!]!)) totals[values[i]!]! += many;
	}
}

function addTimes(list: Uint32Array, many: number, of: Column['of'], times: Uint32Array): void {
	for (let i = 0; i < many; i++) times[of[list[i]!]!]!++;
}

/** Compares bits, value by value. */
function countValues(
	{ facets: { entries, facetOf }, room }: Segment,
	{ places }: Column,
	found: Bits,
	wanted: number,
	totals: Uint32Array
): void {
	for (let i = 0; i < places.length; i++) {
		const place = places[i]!;
		if ((wanted & (1 << facetOf[place]!)) === 0) continue;
		const { bits, list } = entries[place]!;
		totals[place] = bits ? room.countCommon(found, bits) : countListed(found, list);
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

function objectOf(
	columns: readonly FacetColumns[],
	totals: readonly Uint32Array[]
): Answer['facets'] {
	const answer: Answer['facets'] = {};
	for (const facet of facets) {
		const counts = new Map<string, number>();
		for (const [number, { places }] of columns.entries())
			for (const [value, place] of places.get(facet)!) {
				const many = totals[number]![place]!;
				if (many > 0) counts.set(value, (counts.get(value) ?? 0) + many);
			}
		if (counts.size > 0) answer[facet] = Object.fromEntries(counts);
	}
	return answer;
}

/** Letter for letter what JSON.stringify makes of the object, but for the order. */
function textOf({ byFacet, names }: FacetColumns, totals: Uint32Array): string {
	let text = '';
	for (const [number, places] of byFacet.entries()) {
		let of = '';
		for (let i = 0; i < places.length; i++) {
			const place = places[i]!;
			const many = totals[place]!;
			if (many > 0) of += (of === '' ? '' : ',') + names[place]! + many;
		}
		if (of !== '') text += `${text === '' ? '' : ','}"${facets[number]!}":{${of}}`;
	}
	return `{${text}}`;
}
