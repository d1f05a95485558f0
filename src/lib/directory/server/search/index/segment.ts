import { numbersOf, seedOf } from '../order.ts';
import { add, has, type Bits } from './bits.ts';
import type { Room } from './room.ts';
import { columnsBytes, type FacetColumns } from './facet-columns.ts';
import type { Timetable } from './timetable.ts';
import { vocabularyBytes, type Vocabulary } from './vocabulary.ts';

/**
 * Entries that were put in together, as numbers. Those with coordinates come first, in the order of the
 * grid's cells. Nothing in it changes but who is gone and which starts are next.
 */
export interface Segment {
	size: number;
	/** Four numbers for each id. */
	ids: Uint32Array;
	/** Where an id is found: entry + 1, or 0. */
	table: Uint32Array;
	/** Where its bits are. */
	room: Room;
	gone: Bits;
	goneCount: number;
	/** For those with coordinates: their cell, and their point of the unit sphere. */
	cells: Uint32Array;
	points: Float64Array;
	vocabulary: Vocabulary;
	timetable: Timetable;
	facets: FacetColumns;
}

/** Bits of those that are gone, when there are any. */
export const goneOf = ({ gone, goneCount }: Segment): Bits | null => (goneCount > 0 ? gone : null);

export const seedAt = ({ ids }: Segment, entry: number): number =>
	seedOf([ids[entry * 4]!, ids[entry * 4 + 1]!, ids[entry * 4 + 2]!, ids[entry * 4 + 3]!]);

const digits = Buffer.from('0123456789abcdef');
/** An id on its way: written here, and read as one piece, which is looked up faster than a joined one. */
const written = Buffer.alloc(36, '-');
/** Where the eight digits of each of the four numbers go, between the dashes. */
const placesOfDigits = [
	[0, 1, 2, 3, 4, 5, 6, 7],
	[9, 10, 11, 12, 14, 15, 16, 17],
	[19, 20, 21, 22, 24, 25, 26, 27],
	[28, 29, 30, 31, 32, 33, 34, 35]
] as const;
export function idAt({ ids }: Segment, entry: number): string {
	for (let number = 0; number < 4; number++) {
		let rest = ids[entry * 4 + number]!;
		const places = placesOfDigits[number]!;
		for (let digit = 7; digit >= 0; digit--) {
			written[places[digit]!] = digits[rest & 15]!;
			rest >>>= 4;
		}
	}
	return written.toString('latin1');
}

export const nextAt = ({ timetable }: Segment, entry: number): number => timetable.next[entry]!;

/** The table of ids, no more than half full. */
export function* tableOf(ids: Uint32Array, size: number): Generator<void, Uint32Array> {
	const table = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, size * 2))));
	const mask = table.length - 1;
	for (let entry = 0; entry < size; entry++) {
		let place = slotOf(ids, entry) & mask;
		while (table[place] !== 0) place = (place + 1) & mask;
		table[place] = entry + 1;
		if (entry % 8192 === 0) yield;
	}
	return table;
}
const slotOf = (ids: Uint32Array, entry: number) =>
	seedOf([ids[entry * 4]!, ids[entry * 4 + 1]!, ids[entry * 4 + 2]!, ids[entry * 4 + 3]!]);

/** The entry with that id, gone or not; -1 when it is not here. */
function find({ ids, table }: Segment, id: string): number {
	const [a, b, c, d] = numbersOf(id);
	const mask = table.length - 1;
	for (let place = seedOf([a, b, c, d]) & mask; table[place] !== 0; place = (place + 1) & mask) {
		const entry = table[place]! - 1;
		const at = entry * 4;
		if (ids[at] === a && ids[at + 1] === b && ids[at + 2] === c && ids[at + 3] === d) return entry;
	}
	return -1;
}

/** Takes an entry out; answers whether it was there. */
export function remove(segment: Segment, id: string): boolean {
	const entry = find(segment, id);
	if (entry < 0 || has(segment.gone, entry)) return false;
	add(segment.gone, entry);
	segment.goneCount++;
	const { columns, alive } = segment.facets;
	for (const { of, from, values } of columns)
		for (let i = from[of[entry]!]!; i < from[of[entry]! + 1]!; i++) alive[values[i]!]!--;
	return true;
}

export function bytesOf(segment: Segment): number {
	const { ids, table, room, cells, points, vocabulary, timetable, facets } = segment;
	let bytes =
		room.bytes + vocabularyBytes(vocabulary) + columnsBytes(facets) + timetable.times.length * 200;
	const lists = Object.values(timetable).filter((list) => ArrayBuffer.isView(list));
	for (const list of [...lists, ids, table, cells, points]) bytes += list.byteLength;
	return bytes;
}
