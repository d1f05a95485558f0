import { facets, type Entry, type Facet, type Query } from '../query.ts';
import { add, type Bits } from './bits.ts';
import type { Room } from './room.ts';
import type { Scratch } from './scratch.ts';
import type { Tape } from './tape.ts';

/**
 * Facets that stand in one column together: what an entry says of them is one number, so counting an
 * entry is one step for each column and not one for each value. Those with few values share one; a
 * column of many combinations would no longer stay in the processor's nearest memory.
 */
export const columnsOf: readonly (readonly Facet[])[] = [
	['mode', 'open', 'cost', 'led_by'],
	['experience'],
	['audience'],
	['language'],
	['access'],
	['source']
];
/**
 * A value that more than this part of the entries have is bits, which are compared faster than a list is
 * gone through.
 */
const bitsFrom = 128;
const columnOf = new Map(columnsOf.flatMap((all, column) => all.map((facet) => [facet, column])));

export interface Value {
	facet: Facet;
	value: string;
}

/** Which combination of values an entry has, and the values of combination `c`: from `from[c]`. */
export interface Column {
	of: Uint16Array | Uint32Array;
	from: Uint32Array;
	values: Uint32Array;
	/** Where its values stand in `values` of them all. */
	places: Uint32Array;
	/** About how long it takes to compare what is found with each of them, in looks at an entry. */
	steps: number;
}

/** What all the entries of a segment say of their facets. */
export interface FacetColumns {
	values: readonly Value[];
	places: Places;
	/** Entries with the value: bits, or a list when they are few. */
	entries: readonly { bits: Bits | null; list: Uint32Array; many: number }[];
	/** The values of each of `facets`, and each value as JSON says it in front of a number. */
	byFacet: readonly Uint32Array[];
	names: readonly string[];
	/** Which of `facets` a value is of. */
	facetOf: Uint8Array;
	/** How many entries with the value are not gone. */
	alive: Uint32Array;
	columns: readonly Column[];
}
/** Where a value of a facet stands in `values`. */
type Places = ReadonlyMap<Facet, ReadonlyMap<string, number>>;

/** Names the values and combinations as entries come in. */
export interface Naming {
	values: Value[];
	places: Map<Facet, Map<string, number>>;
	columns: { names: Map<string | number, number>; combinations: number[][] }[];
}
export const openNaming = (): Naming => ({
	values: [],
	places: new Map(facets.map((facet) => [facet, new Map<string, number>()])),
	columns: columnsOf.map(() => ({ names: new Map(), combinations: [] }))
});

function placeIn({ values, places }: Naming, facet: Facet, value: string): number {
	const of = places.get(facet)!;
	let place = of.get(value);
	if (place === undefined) {
		of.set(value, (place = values.length));
		values.push({ facet, value });
	}
	return place;
}

/** Of the entry that is being read: one list for all of them. */
const placesOfOne: number[] = [];

/** The combination an entry has in a column. */
export function combinationOf(naming: Naming, said: Entry['facets'], column: number): number {
	const places = placesOfOne;
	places.length = 0;
	for (const facet of columnsOf[column]!) {
		const values = said[facet];
		if (!values) continue;
		for (const value of values) {
			const place = placeIn(naming, facet, value);
			if (!places.includes(place)) places.push(place);
		}
	}
	if (places.length > 1) places.sort((a, b) => a - b);
	const { names, combinations } = naming.columns[column]!;
	const name = nameOf(places);
	let combination = names.get(name);
	if (combination === undefined) {
		names.set(name, (combination = combinations.length));
		combinations.push([...places]);
	}
	return combination;
}

/** A number where that is enough: it is named for every entry that comes in. */
function nameOf(places: readonly number[]): string | number {
	if (places.length > 4) return places.join();
	let name = 0;
	for (const place of places) {
		if (place > 4094) return places.join();
		name = name * 4096 + place + 1;
	}
	return name;
}

export function* facetColumns(
	{ values, places, columns: named }: Naming,
	tapes: readonly Tape[],
	order: Uint32Array,
	room: Room
): Generator<void, FacetColumns> {
	const size = order.length;
	const alive = new Uint32Array(values.length);
	const columns = named.map(({ combinations }) => columnFrom(combinations, size));
	for (let number = 0; number < columns.length; number++) {
		const { of } = columns[number]!;
		for (let entry = 0; entry < size; entry++) {
			of[entry] = tapes[number]!.at(order[entry]!);
			if (entry % 8192 === 0) yield;
		}
		yield* eachValue(columns[number]!, (value) => alive[value]!++);
	}
	const entries = Array.from(alive, (many) =>
		many * bitsFrom > size
			? { bits: room.bits(), list: new Uint32Array(0), many }
			: { bits: null, list: new Uint32Array(many), many }
	);
	const filled = new Uint32Array(values.length);
	for (const column of columns)
		yield* eachValue(column, (value, entry) => {
			const { bits, list } = entries[value]!;
			if (bits) add(bits, entry);
			else list[filled[value]!++] = entry;
		});
	for (const [number, column] of columns.entries()) {
		const own = values.flatMap(({ facet }, place) => (columnOf.get(facet) === number ? place : []));
		column.places = Uint32Array.from(own);
		column.steps = own.reduce((steps, place) => {
			const { bits, many } = entries[place]!;
			return steps + (bits ? size / room.perStep : many);
		}, 0);
	}
	const facetOf = Uint8Array.from(values, ({ facet }) => facets.indexOf(facet));
	const byFacet = facets.map((facet) => Uint32Array.from(places.get(facet)!.values()));
	const names = values.map(({ value }) => `${JSON.stringify(value)}:`);
	return { values, places, entries, byFacet, names, facetOf, alive, columns };
}

function columnFrom(combinations: readonly (readonly number[])[], size: number): Column {
	const from = new Uint32Array(combinations.length + 1);
	for (const [i, values] of combinations.entries()) from[i + 1] = from[i]! + values.length;
	// Half as wide where that is enough, which is nearly always: what is counted should be near.
	const of = combinations.length < 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
	const values = Uint32Array.from(combinations.flat());
	return { of, from, values, places: new Uint32Array(0), steps: 0 };
}

function* eachValue(
	{ of, from, values }: Column,
	see: (value: number, entry: number) => void
): Generator<void> {
	for (let entry = 0; entry < of.length; entry++) {
		const combination = of[entry]!;
		for (let i = from[combination]!; i < from[combination + 1]!; i++) see(values[i]!, entry);
		if (entry % 8192 === 0) yield;
	}
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
	places.get(facet)!.get(value);

/** The entries that have one of the values; not to be written to. */
export function fittingOf(
	columns: FacetColumns,
	{ facet, values }: Asked,
	room: Room,
	scratch: Scratch
): Bits {
	const known = values.flatMap((value) => placeOfValue(columns, facet, value) ?? []);
	const only = known.length === 1 ? columns.entries[known[0]!]!.bits : null;
	if (only) return only;
	const into = scratch.bits(room);
	for (const place of known) {
		const { bits, list } = columns.entries[place]!;
		if (bits) room.or(into, bits);
		else for (let i = 0; i < list.length; i++) add(into, list[i]!);
	}
	return into;
}

/** A column something is asked of: for each combination the asked facets it does not fit, one bit each. */
export interface Unfit {
	of: Column['of'];
	mask: Uint32Array;
}
/** The bit of an unfit `access`. */
export const needsUnfit = 1 << 30;

export function unfitOf(
	columns: FacetColumns,
	alternatives: readonly Asked[],
	needed: readonly string[]
): Unfit[] {
	const unfit = new Map<number, Unfit>();
	const mark = (facet: Facet, bit: number, places: readonly number[], least: number) => {
		const number = columnOf.get(facet)!;
		const { of, from, values } = columns.columns[number]!;
		let column = unfit.get(number);
		if (!column) unfit.set(number, (column = { of, mask: new Uint32Array(from.length - 1) }));
		const { mask } = column;
		for (let combination = 0; combination < mask.length; combination++) {
			let fitting = 0;
			for (let i = from[combination]!; i < from[combination + 1]!; i++)
				if (places.includes(values[i]!)) fitting++;
			if (fitting < least) mask[combination]! |= bit;
		}
	};
	const placesOf = (facet: Facet, values: readonly string[]) =>
		[...new Set(values)].map((value) => placeOfValue(columns, facet, value) ?? -1);
	for (const [number, { facet, values }] of alternatives.entries())
		mark(facet, 1 << number, placesOf(facet, values), 1);
	if (needed.length > 0) {
		const places = placesOf('access', needed);
		mark('access', needsUnfit, places, places.length);
	}
	return [...unfit.values()];
}

/** Without its bits, which are the room’s. */
export function columnsBytes({ entries, columns, alive }: FacetColumns): number {
	let bytes = alive.byteLength;
	for (const { list } of entries) bytes += list.byteLength;
	for (const { of, from, values } of columns)
		bytes += of.byteLength + from.byteLength + values.byteLength;
	return bytes;
}
