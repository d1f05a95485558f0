import type { Query } from '../query.ts';
import { km } from '../distance.ts';
import { add, fillAll, has, listInto, type Bits } from './bits.ts';
import { placeOfValue, type Asked } from './facet-columns.ts';
import { placeOf, rangesOf } from './grid.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import type { FitsTime } from './timetable.ts';
import { addEntries, manyOf, type Meant } from './vocabulary.ts';

/** A query, read once for all segments. */
export interface Reading {
	query: Query;
	/** For each word of the query what it means in a segment. */
	words: ReadonlyMap<Segment, readonly Meant[]>;
	fitsTime: FitsTime | null;
	centre: readonly [number, number, number] | null;
	alternatives: readonly Asked[];
	needed: readonly string[];
}

/** Under an eighth of a segment, looking at each of a list is quicker than at bits of all. */
export const share = 8;

/** A rule of a query on one segment: how many it leaves at most, and two ways to apply it. */
export interface Rule {
	many: number;
	/** Writes those that fit into the list; answers how many. */
	begin(list: Uint32Array): number;
	/** Keeps those of the list that fit. */
	keep(list: Uint32Array, many: number): number;
	/** Keeps those of the bits that fit. */
	narrow(bits: Bits): void;
}

export function rulesOf(segment: Segment, reading: Reading, scratch: Scratch): Rule[] {
	const { query, fitsTime, centre } = reading;
	const rules = reading.words.get(segment)!.map((meant) => wordRule(segment, meant, scratch));
	if (centre) rules.push(nearRule(segment, query, centre, scratch));
	for (const value of reading.needed) {
		const place = placeOfValue(segment.facets, 'access', value);
		const many = place === undefined ? 0 : segment.facets.entries[place]!.many;
		if (many * share < segment.size) rules.push(neededRule(segment, place, many));
	}
	if (fitsTime) {
		const least = rules.reduce((least, { many }) => Math.min(least, many), segment.size);
		const isOfFew = least < segment.timetable.instants.length;
		rules.push(timeRule(segment, fitsTime, isOfFew, scratch));
	}
	return rules;
}

/** Few have it: a good place to begin. Whoever has it is checked again with the other facets. */
function neededRule({ facets }: Segment, place: number | undefined, many: number): Rule {
	const list = place === undefined ? new Uint32Array(0) : facets.entries[place]!;
	return {
		many,
		begin(into) {
			if (list instanceof Uint32Array) return 0;
			if (!list.bits) into.set(list.list);
			return list.bits ? listInto(list.bits, into) : many;
		},
		keep: (_, kept) => kept,
		narrow() {}
	};
}

function wordRule(segment: Segment, meant: Meant, scratch: Scratch): Rule {
	const { vocabulary, size, room } = segment;
	let bits: Bits | null = null;
	const joined = () => {
		if (!bits) addEntries(vocabulary, room, meant, (bits = scratch.bits(room)));
		return bits;
	};
	const { from, common, entries } = vocabulary;
	const one = meant.words ? meant.words[0] : meant.from;
	const isOne = meant.words ? meant.words.length === 1 : meant.to - meant.from === 1;
	return {
		many: manyOf(vocabulary, meant, size),
		begin(list) {
			if (!isOne || common.has(one!)) return listInto(joined(), list);
			list.set(entries.subarray(from[one!], from[one! + 1]!));
			return from[one! + 1]! - from[one!]!;
		},
		keep(list, many) {
			if (!isOne || many * 32 > from[one! + 1]! - from[one!]!) {
				const of = joined();
				return keepIf(list, many, (entry) => has(of, entry));
			}
			const common = vocabulary.common.get(one!);
			if (common) return keepIf(list, many, (entry) => has(common, entry));
			const [low, high] = [from[one!]!, from[one! + 1]!];
			return keepIf(list, many, (entry) => entries[placeOf(entries, entry, low, high)] === entry);
		},
		narrow: (into) => room.and(into, joined())
	};
}

/** Of a few, which another rule leaves, their own times are looked at; of many, every start there is. */
function timeRule(
	{ timetable, size, room }: Segment,
	fits: FitsTime,
	isOfFew: boolean,
	scratch: Scratch
): Rule {
	const { instants, place, start, timesFrom, timesOf, timesAt, order } = timetable;
	const { manyAt, entriesFrom, entries } = timetable;
	let flags: Uint32Array | null = null;
	const flagged = () => {
		if (!flags) fits.all(instants, (flags = scratch.list(instants.length)));
		return flags;
	};
	const joined = () => {
		const bits = scratch.bits(room);
		const flags = flagged();
		for (let i = 0; i < instants.length; i++) {
			if (flags[i] === 0) continue;
			for (let at = timesAt[i]!; at < timesAt[i + 1]!; at++) {
				const end = entriesFrom[order[at]! + 1]!;
				for (let j = entriesFrom[order[at]!]!; j < end; j++) add(bits, entries[j]!);
			}
		}
		return bits;
	};
	const manyFlagged = () => {
		const flags = flagged();
		let many = 0;
		for (let i = 0; i < instants.length; i++) if (flags[i] === 1) many += manyAt[i]!;
		return many;
	};
	const hasTime = (entry: number) => {
		for (let i = timesFrom[entry]!; i < timesFrom[entry + 1]!; i++) {
			const time = timesOf[i]!;
			if (flags ? flags[place[time]!] === 1 : fits.one(start[time]!)) return true;
		}
		return false;
	};
	return {
		many: isOfFew ? size : Math.min(size, manyFlagged()),
		begin: (list) => listInto(joined(), list),
		keep: (list, many) => keepIf(list, many, hasTime),
		narrow: (into) => room.and(into, joined())
	};
}

function nearRule(
	{ cells, points, room }: Segment,
	{ near, withinKm }: Query,
	[x, y, z]: readonly [number, number, number],
	scratch: Scratch
): Rule {
	const radius = withinKm ?? Infinity;
	const ranges = radius === Infinity ? [0, cells.length] : rangesOf(cells, near!, radius);
	let many = 0;
	for (let i = 0; i < ranges.length; i += 2) many += ranges[i + 1]! - ranges[i]!;
	const isNear = (entry: number) => {
		const at = entry * 3;
		return km(points[at]! - x, points[at + 1]! - y, points[at + 2]! - z) <= radius;
	};
	return {
		many,
		begin(list) {
			let n = 0;
			for (let i = 0; i < ranges.length; i += 2)
				for (let entry = ranges[i]!; entry < ranges[i + 1]!; entry++)
					if (radius === Infinity || isNear(entry)) list[n++] = entry;
			return n;
		},
		keep: (list, kept) =>
			keepIf(list, kept, (entry) => entry < cells.length && (radius === Infinity || isNear(entry))),
		narrow(into) {
			const bits = scratch.bits(room);
			if (radius === Infinity) fillAll(bits, cells.length);
			else
				for (let i = 0; i < ranges.length; i += 2)
					for (let entry = ranges[i]!; entry < ranges[i + 1]!; entry++)
						if (isNear(entry)) add(bits, entry);
			room.and(into, bits);
		}
	};
}

export function keepIf(list: Uint32Array, many: number, fits: (entry: number) => boolean): number {
	let kept = 0;
	for (let i = 0; i < many; i++) {
		const entry = list[i]!;
		if (fits(entry)) list[kept++] = entry;
	}
	return kept;
}
