import { km, onSphere } from '../distance.ts';
import type { Facet, Query } from '../query.ts';
import { add, fillAll, has, listInto, type Bits } from './bits.ts';
import {
	askedOf,
	fittingOf,
	needsUnfit,
	placeOfValue,
	unfitOf,
	type Asked
} from './facet-columns.ts';
import { listed, type Found, type Matches } from './found.ts';
import { placeOf, rangesOf } from './grid.ts';
import type { Room } from './room.ts';
import type { Scratch } from './scratch.ts';
import { goneOf, type Segment } from './segment.ts';
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

export const readFacets = (query: Query) => askedOf(query);
export const readCentre = ({ near }: Query) => near && onSphere(near.lat, near.lng);

/** Under an eighth of a segment, looking at each of a list is quicker than at bits of all. */
const share = 8;

/** A rule of a query on one segment: how many it leaves at most, and two ways to apply it. */
interface Rule {
	many: number;
	/** Writes those that fit into the list; answers how many. */
	begin(list: Uint32Array): number;
	/** Keeps those of the list that fit. */
	keep(list: Uint32Array, many: number): number;
	/** Keeps those of the bits that fit. */
	narrow(bits: Bits): void;
}

export function match(segment: Segment, reading: Reading, scratch: Scratch): Matches {
	const rules = rulesOf(segment, reading, scratch).sort((a, b) => a.many - b.many);
	const first = rules[0];
	if (first && first.many * share < segment.size)
		return matchList(segment, reading, scratch, first, rules.slice(1));
	return matchBits(segment, reading, scratch, rules);
}

function matchList(
	segment: Segment,
	{ alternatives, needed, query }: Reading,
	scratch: Scratch,
	first: Rule,
	others: Rule[]
): Matches {
	const list = scratch.list(first.many);
	let many = first.begin(list);
	const gone = goneOf(segment);
	if (gone) many = keepIf(list, many, (entry) => !has(gone, entry));
	for (const rule of others) if (many > 0) many = rule.keep(list, many);
	const but = new Map<Facet, Found>();
	if (alternatives.length === 0 && needed.length === 0)
		return { segment, found: listed(list, many), but };

	const columns = unfitOf(segment.facets, alternatives, needed);
	const lists = query.counted ? alternatives.map(() => scratch.list(many)) : [];
	const lengths = new Uint32Array(alternatives.length);
	let fit = 0;
	for (let i = 0; i < many; i++) {
		const entry = list[i]!;
		let unfit = 0;
		for (let column = 0; column < columns.length; column++) {
			const { of, mask } = columns[column]!;
			unfit |= mask[of[entry]!]!;
		}
		if (unfit === 0) list[fit++] = entry;
		else if ((unfit & (unfit - 1)) === 0 && unfit !== needsUnfit && lists.length > 0) {
			const number = 31 - Math.clz32(unfit);
			lists[number]![lengths[number]!++] = entry;
		}
	}
	for (const [number, other] of lists.entries()) {
		other.set(list.subarray(0, fit), lengths[number]);
		const length = lengths[number]! + fit;
		but.set(alternatives[number]!.facet, listed(other, length));
	}
	return { segment, found: listed(list, fit), but };
}

function matchBits(
	segment: Segment,
	{ alternatives, needed, query }: Reading,
	scratch: Scratch,
	rules: Rule[]
): Matches {
	const { size, facets, room } = segment;
	const gone = goneOf(segment);
	const isOpen = rules.length === 0 && needed.length === 0;
	const base = scratch.bits(room);
	fillAll(base, size);
	for (const rule of rules) rule.narrow(base);
	for (const value of needed)
		room.and(base, fittingOf(facets, { facet: 'access', values: [value] }, room, scratch));
	if (gone) room.andNot(base, gone);
	const all: Found = { kind: 'all', many: size - segment.goneCount };
	const sets = alternatives.map((asked) => fittingOf(facets, asked, room, scratch));
	const but = new Map<Facet, Found>();
	if (isOpen && sets.length === 0) return { segment, found: all, but };
	// Without the only facet that is asked, everything fits.
	const isAll = isOpen && sets.length === 1;
	const buts = query.counted && !isAll ? sets.map(() => scratch.bits(room)) : [];
	narrowEach(room, base, sets, buts, scratch);
	for (const [number, { facet }] of alternatives.entries())
		if (buts[number]) but.set(facet, foundIn(buts[number], segment));
		else if (query.counted) but.set(facet, all);
	return { segment, found: foundIn(base, segment), but };
}

/** Leaves in `base` what is in all sets, and in each of `buts` what is in all sets but that one. */
function narrowEach(
	room: Room,
	base: Bits,
	sets: readonly Bits[],
	buts: readonly Bits[],
	scratch: Scratch
): void {
	for (const [number, set] of sets.entries()) {
		if (buts[number]) room.copy(buts[number], base);
		room.and(base, set);
	}
	if (buts.length < 2) return;
	const after = scratch.bits(room);
	room.copy(after, sets.at(-1)!);
	for (let number = buts.length - 2; number >= 0; number--) {
		room.and(buts[number]!, after);
		room.and(after, sets[number]!);
	}
}

const foundIn = (bits: Bits, { room }: Segment): Found => ({
	...{ kind: 'some', many: room.countOf(bits), list: null, bits }
});

function rulesOf(segment: Segment, reading: Reading, scratch: Scratch): Rule[] {
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

function keepIf(list: Uint32Array, many: number, fits: (entry: number) => boolean): number {
	let kept = 0;
	for (let i = 0; i < many; i++) {
		const entry = list[i]!;
		if (fits(entry)) list[kept++] = entry;
	}
	return kept;
}
