import type { Facet } from '../query.ts';
import { add, listInto, type Bits } from './bits.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';

/** Entries of one segment: all of it, or some. */
export type Found = { kind: 'all'; many: number } | Some;

/** As a list, as bits, or both: what is missing is made when somebody needs it. */
export interface Some {
	kind: 'some';
	many: number;
	list: Uint32Array | null;
	bits: Bits | null;
}

/** What fits everything, and what fits everything but one facet that something is asked of. */
export interface Matches {
	segment: Segment;
	found: Found;
	but: Map<Facet, Found>;
}

export const listed = (list: Uint32Array, many: number): Some => ({
	...{ kind: 'some', many, list, bits: null }
});

/** The first `many` of it are those found; in order of finding. */
export function asList(found: Some, scratch: Scratch): Uint32Array {
	if (!found.list) listInto(found.bits!, (found.list = scratch.list(found.many)));
	return found.list;
}

export function asBits({ room }: Segment, found: Some, scratch: Scratch): Bits {
	if (!found.bits) {
		found.bits = scratch.bits(room);
		for (let i = 0; i < found.many; i++) add(found.bits, found.list![i]!);
	}
	return found.bits;
}
