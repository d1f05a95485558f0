import { dayOf, shuffled } from '../order.ts';
import type { Query } from '../query.ts';
import { has } from './bits.ts';
import { openBest, type Best } from './best.ts';
import { asBits, asList, type Matches } from './found.ts';
import type { Scratch } from './scratch.ts';
import { matchesOf, readQuery } from './searching.ts';
import { goneOf, idAt, seedAt, type Segment } from './segment.ts';
import type { FitsTime } from './timetable.ts';

/** A start of somebody who was found. */
export interface Coming {
	id: string;
	/** Milliseconds. */
	at: number;
}

/**
 * The next starts of those that a query finds: `limit` at most in each stretch up to the next of `ends`,
 * the soonest first, equal ones as a search shuffles them. Only starts that the query asks for.
 */
export function comingIn(
	segments: readonly Segment[],
	query: Query,
	{ ends, limit }: { ends: readonly number[]; limit: number },
	scratch: Scratch
): Coming[][] {
	const reading = readQuery(segments, { ...query, counted: false });
	// Each start is looked at by itself, so who is found need not be known by the time as well. But the
	// nearest of those that fit are others than those who fit of the nearest.
	const isByTime = query.nearest !== null;
	const found = matchesOf(segments, isByTime ? reading : { ...reading, fitsTime: null }, scratch);
	const stretches = ends.map((end) => ({ end, best: openBest(limit) }));
	for (const matches of found)
		collect(matches, { stretches, fits: reading.fitsTime, day: dayOf(query.now) }, scratch);
	return stretches.map(({ best }) =>
		best.inOrder().map(({ at, segment, entry }) => ({ id: idAt(segment, entry), at }))
	);
}

interface Wish {
	stretches: readonly { end: number; best: Best }[];
	fits: FitsTime | null;
	day: number;
}

/** Under an eighth of a segment, looking at each who was found is quicker than at everybody who starts. */
const share = 8;

function collect({ segment, found }: Matches, wish: Wish, scratch: Scratch): void {
	const { timetable, size } = segment;
	const flags = scratch.list(timetable.instants.length);
	if (wish.fits) wish.fits.all(timetable.instants, flags);
	else flags.fill(1);
	if (found.kind === 'some' && found.many * share < size)
		collectFew(segment, asList(found, scratch).subarray(0, found.many), flags, wish);
	else {
		const bits = found.kind === 'some' ? asBits(segment, found, scratch) : null;
		const gone = goneOf(segment);
		const among = (entry: number) => (bits ? has(bits, entry) : !gone || !has(gone, entry));
		collectMany(segment, among, flags, wish);
	}
}

function collectFew(
	segment: Segment,
	list: Uint32Array,
	flags: Uint32Array,
	{ stretches, day }: Wish
): void {
	const { timesFrom, timesOf, start, place } = segment.timetable;
	for (const entry of list)
		for (let i = timesFrom[entry]!; i < timesFrom[entry + 1]!; i++) {
			const time = timesOf[i]!;
			const at = start[time]!;
			if (flags[place[time]!] !== 1) continue;
			const best = stretches.find(({ end }) => at < end)?.best;
			if (!best || at > best.worst || !isFirstAt(segment, entry, time)) continue;
			best.show(at, shuffled(seedAt(segment, entry), day), segment, entry);
		}
}

function collectMany(
	segment: Segment,
	among: (entry: number) => boolean,
	flags: Uint32Array,
	{ stretches, day }: Wish
): void {
	const { instants, timesAt, order, entriesFrom, entries } = segment.timetable;
	let stretch = 0;
	for (let i = 0; i < instants.length; i++) {
		const at = instants[i]!;
		while (stretch < stretches.length && at >= stretches[stretch]!.end) stretch++;
		if (stretch === stretches.length) return;
		const { best } = stretches[stretch]!;
		if (flags[i] !== 1 || at > best.worst) continue;
		for (let j = timesAt[i]!; j < timesAt[i + 1]!; j++) {
			const time = order[j]!;
			for (let k = entriesFrom[time]!; k < entriesFrom[time + 1]!; k++) {
				const entry = entries[k]!;
				if (!among(entry) || !isFirstAt(segment, entry, time)) continue;
				best.show(at, shuffled(seedAt(segment, entry), day), segment, entry);
			}
		}
	}
}

/** Somebody may have several times that come to the same start: it is told once. */
function isFirstAt({ timetable }: Segment, entry: number, time: number): boolean {
	const { timesFrom, timesOf, start } = timetable;
	let i = timesFrom[entry]!;
	while (start[timesOf[i]!] !== start[time]!) i++;
	return timesOf[i] === time;
}
