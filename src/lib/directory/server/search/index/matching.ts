import { onSphere } from '../distance.ts';
import type { Facet, Query } from '../query.ts';
import { fillAll, has, type Bits } from './bits.ts';
import { askedOf, fittingOf, needsUnfit, unfitOf } from './facet-columns.ts';
import { listed, type Found, type Matches } from './found.ts';
import type { Room } from './room.ts';
import { keepIf, rulesOf, share, type Reading, type Rule } from './rules.ts';
import type { Scratch } from './scratch.ts';
import { goneOf, type Segment } from './segment.ts';

export const readFacets = (query: Query) => askedOf(query);
export const readCentre = ({ near }: Query) => near && onSphere(near.lat, near.lng);

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
