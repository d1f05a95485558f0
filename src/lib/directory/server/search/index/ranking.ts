import { km } from '../distance.ts';
import { shuffled } from '../order.ts';
import type { Query } from '../query.ts';
import { has } from './bits.ts';
import type { Best } from './best.ts';
import { asBits, asList, type Found, type Matches } from './found.ts';
import { rangesOf } from './grid.ts';

import type { Scratch } from './scratch.ts';
import { goneOf, seedAt, type Segment } from './segment.ts';

/** Only what stands behind this is shown; `id` as its four numbers. */
export interface Behind {
	at: number;
	key: number;
	id: readonly [number, number, number, number];
}

const halfway = 20_040;

type Centre = readonly [number, number, number];

export function kmAt({ points }: Segment, entry: number, [x, y, z]: Centre): number {
	const at = entry * 3;
	return km(points[at]! - x, points[at + 1]! - y, points[at + 2]! - z);
}

function isBehind(
	behind: Behind | null,
	at: number,
	key: number,
	segment: Segment,
	entry: number
): boolean {
	if (!behind || at > behind.at) return true;
	if (at < behind.at || key < behind.key) return false;
	if (key > behind.key) return true;
	for (let i = 0; i < 4; i++) {
		const apart = segment.ids[entry * 4 + i]! - behind.id[i]!;
		if (apart !== 0) return apart > 0;
	}
	return false;
}

/**
 * Looking at each is quicker than going by the time until a page is full: those found may all be of a day
 * far ahead, when a time is asked for.
 */
const isSparse = (many: number, size: number, isSpread: boolean) =>
	isSpread ? many * many < 64 * size : many * 8 < size;

/** Shows those of a segment that start soonest. */
export function showSoonest(
	{ segment, found }: Pick<Matches, 'segment' | 'found'>,
	{ day, behind, isSpread }: { day: number; behind: Behind | null; isSpread: boolean },
	best: Best,
	scratch: Scratch
): void {
	const show = (entry: number, at: number) => {
		const key = shuffled(seedAt(segment, entry), day);
		if (isBehind(behind, at, key, segment, entry)) best.show(at, key, segment, entry);
	};
	const { next } = segment.timetable;
	if (found.kind === 'some' && isSparse(found.many, segment.size, isSpread)) {
		const [list, many] = [asList(found, scratch), found.many];
		let { worst } = best;
		for (let i = 0; i < many; i++) {
			const at = next[list[i]!]!;
			if (at > worst) continue;
			show(list[i]!, at);
			worst = best.worst;
		}
		return;
	}
	const { order, start, entriesFrom, entries } = segment.timetable;
	const among = membership(segment, found, scratch);
	for (let i = firstFrom(segment, behind?.at ?? -Infinity); i < order.length; i++) {
		const time = order[i]!;
		const at = start[time]!;
		if (at === Infinity || at > best.worst) break;
		for (let j = entriesFrom[time]!; j < entriesFrom[time + 1]!; j++) {
			const entry = entries[j]!;
			if (among(entry) && isFirstTime(segment, entry, time, at)) show(entry, at);
		}
	}
	if (best.worst < Infinity) return;
	each(segment, found, scratch, (entry) => {
		if (next[entry] === Infinity) show(entry, Infinity);
	});
}

function firstFrom({ timetable: { order, start } }: Segment, at: number): number {
	let [low, high] = [0, order.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (start[order[middle]!]! < at) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** An entry with several times is met at each; it counts at the soonest, and once. */
function isFirstTime(
	{ timetable: { timesFrom, timesOf, start, next } }: Segment,
	entry: number,
	time: number,
	at: number
): boolean {
	if (next[entry] !== at) return false;
	let i = timesFrom[entry]!;
	// Several may share the soonest start: the first of those stands for the entry.
	while (start[timesOf[i]!] !== at) i++;
	return timesOf[i] === time;
}

function membership(segment: Segment, found: Found, scratch: Scratch): (entry: number) => boolean {
	const bits = found.kind === 'some' ? asBits(segment, found, scratch) : null;
	if (bits) return (entry) => has(bits, entry);
	const gone = goneOf(segment);
	return gone ? (entry) => !has(gone, entry) : () => true;
}

function each(
	segment: Segment,
	found: Found,
	scratch: Scratch,
	see: (entry: number) => void
): void {
	if (found.kind === 'all') {
		const among = membership(segment, found, scratch);
		for (let entry = 0; entry < segment.size; entry++) if (among(entry)) see(entry);
		return;
	}
	const list = asList(found, scratch);
	for (let i = 0; i < found.many; i++) see(list[i]!);
}

/**
 * Shows those of a segment that are closest. Many are met in rings that grow until what lies outside
 * cannot be closer; every one of them has coordinates.
 */
export function showClosest(
	{ segment, found }: Pick<Matches, 'segment' | 'found'>,
	{ near, centre, behind }: { near: Query['near']; centre: Centre; behind: Behind | null },
	best: Best,
	scratch: Scratch
): void {
	const show = (entry: number, at: number) => {
		if (at <= best.worst && isBehind(behind, at, 0, segment, entry))
			best.show(at, 0, segment, entry);
	};
	if (found.many < 1024)
		return each(segment, found, scratch, (entry) => show(entry, kmAt(segment, entry, centre)));
	const among = membership(segment, found, scratch);
	let inner = -1;
	for (let outer = Math.max(8, (behind?.at ?? 0) * 1.1); ; outer *= 2) {
		const ranges = rangesOf(segment.cells, near!, Math.min(outer, halfway));
		for (let i = 0; i < ranges.length; i += 2)
			for (let entry = ranges[i]!; entry < ranges[i + 1]!; entry++) {
				if (!among(entry)) continue;
				const at = kmAt(segment, entry, centre);
				if (at > inner && at <= outer) show(entry, at);
			}
		if (outer > halfway || best.worst <= outer) return;
		inner = outer;
	}
}
