import { facets, type Entry, type Facet, type Query } from '../query.ts';
import { add, or, wordsFor, type Bits } from './bits.ts';
import type { Tape } from './tape.ts';

/**
 * Facets that stand in one column together: what an entry says of them is one number, so counting an
 * entry is one step for each column and not one for each value.
 */
export const columnsOf: readonly (readonly Facet[])[] = [
	['mode', 'open', 'cost', 'led_by', 'language'],
	['experience', 'audience'],
	['access', 'source']
];
const columnOf = new Map(columnsOf.flatMap((all, column) => all.map((facet) => [facet, column])));

export interface Value {
	facet: Facet;
	value: string;
}

/** What all the entries of a segment say of their facets. */
export interface FacetColumns {
	values: readonly Value[];
	/** `facet value` -> place in `values`. */
	places: ReadonlyMap<string, number>;
	/** Entries with the value: bits, or a list when they are few. */
	entries: readonly { bits: Bits | null; list: Uint32Array; many: number }[];
	/** How many entries with the value are not gone. */
	alive: Uint32Array;
	/** For each column: which combination an entry has, and the values of each combination. */
	columns: readonly { of: Uint32Array; combinations: readonly Uint32Array[] }[];
}

/** Names the values and combinations as entries come in. */
export interface Naming {
	values: Value[];
	places: Map<string, number>;
	columns: { names: Map<string, number>; combinations: Uint32Array[] }[];
}
export const openNaming = (): Naming => ({
	...{ values: [], places: new Map() },
	columns: columnsOf.map(() => ({ names: new Map(), combinations: [] }))
});

const placeName = (facet: Facet, value: string) => `${facet} ${value}`;

/** The combination an entry has in a column. */
export function combinationOf(
	naming: Naming,
	entry: Pick<Entry, 'facets'>,
	column: number
): number {
	const places: number[] = [];
	for (const facet of columnsOf[column]!)
		for (const value of entry.facets[facet] ?? []) {
			const name = placeName(facet, value);
			let place = naming.places.get(name);
			if (place === undefined) {
				naming.places.set(name, (place = naming.values.length));
				naming.values.push({ facet, value });
			}
			if (!places.includes(place)) places.push(place);
		}
	const { names, combinations } = naming.columns[column]!;
	const name = places.sort((a, b) => a - b).join();
	let combination = names.get(name);
	if (combination === undefined) {
		names.set(name, (combination = combinations.length));
		combinations.push(Uint32Array.from(places));
	}
	return combination;
}

export function* facetColumns(
	{ values, places, columns: named }: Naming,
	tapes: readonly Tape[],
	order: Uint32Array
): Generator<void, FacetColumns> {
	const size = order.length;
	const alive = new Uint32Array(values.length);
	const columns = named.map(({ combinations }) => ({ of: new Uint32Array(size), combinations }));
	for (const [number, { of, combinations }] of columns.entries()) {
		for (let entry = 0; entry < size; entry++) {
			const combination = tapes[number]!.at(order[entry]!);
			of[entry] = combination;
			for (const value of combinations[combination]!) alive[value]!++;
			if (entry % 8192 === 0) yield;
		}
	}
	const entries = Array.from(alive, (many) =>
		many * 32 > size
			? { bits: new Uint32Array(wordsFor(size)), list: new Uint32Array(0), many }
			: { bits: null, list: new Uint32Array(many), many }
	);
	const filled = new Uint32Array(values.length);
	for (const { of, combinations } of columns)
		for (let entry = 0; entry < size; entry++) {
			for (const value of combinations[of[entry]!]!) {
				const { bits, list } = entries[value]!;
				if (bits) add(bits, entry);
				else list[filled[value]!++] = entry;
			}
			if (entry % 8192 === 0) yield;
		}
	return { values, places, entries, alive, columns };
}

/** A facet of which something is asked, and the values an entry may have to fit. */
export interface Asked {
	facet: Facet;
	values: readonly string[];
}

/** What is asked of the facets; `access` apart, because all of it is needed. */
export function askedOf(query: Query): { alternatives: Asked[]; needed: readonly string[] } {
	const alternatives: Asked[] = [];
	for (const facet of facets) {
		const asked = query.facets[facet] ?? [];
		if (facet === 'access' || asked.length === 0) continue;
		const values = facet === 'experience' ? [...new Set([...asked, 'any'])] : asked;
		alternatives.push({ facet, values });
	}
	return { alternatives, needed: query.facets.access ?? [] };
}

export const placeOfValue = ({ places }: FacetColumns, facet: Facet, value: string) =>
	places.get(placeName(facet, value));

/** Adds the entries that have one of the values. */
export function addFitting(columns: FacetColumns, { facet, values }: Asked, into: Bits): void {
	for (const value of values) {
		const place = placeOfValue(columns, facet, value);
		if (place === undefined) continue;
		const { bits, list } = columns.entries[place]!;
		if (bits) or(into, bits);
		else for (const entry of list) add(into, entry);
	}
}

/**
 * For each column and combination: which of the asked facets it does not fit, one bit each. An unfit
 * `access` is the highest bit.
 */
export function unfitOf(
	columns: FacetColumns,
	alternatives: readonly Asked[],
	needed: readonly string[]
): Uint32Array[] {
	const masks = columns.columns.map(({ combinations }) => new Uint32Array(combinations.length));
	const mark = (facet: Facet, bit: number, fits: (values: Uint32Array) => boolean) => {
		const column = columnOf.get(facet)!;
		const mask = masks[column]!;
		for (const [i, values] of columns.columns[column]!.combinations.entries())
			if (!fits(values)) mask[i]! |= bit;
	};
	for (const [number, { facet, values }] of alternatives.entries()) {
		const places = new Set(values.map((value) => placeOfValue(columns, facet, value)));
		mark(facet, 1 << number, (of) => of.some((place) => places.has(place)));
	}
	if (needed.length > 0) {
		const places = needed.map((value) => placeOfValue(columns, 'access', value) ?? -1);
		mark('access', needsUnfit, (of) => places.every((place) => of.includes(place)));
	}
	return masks;
}
export const needsUnfit = 1 << 30;

export function columnsBytes({ entries, columns, alive }: FacetColumns): number {
	let bytes = alive.byteLength;
	for (const { bits, list } of entries) bytes += (bits?.byteLength ?? 0) + list.byteLength;
	for (const { of, combinations } of columns) {
		bytes += of.byteLength;
		for (const combination of combinations) bytes += 100 + combination.byteLength;
	}
	return bytes;
}
