import { dayOf, isByDistance, numbersOf, shuffleKey } from '../order.ts';
import type { Facet, Found as Answer, Position, Query } from '../query.ts';
import { wordsOf } from '../fold.ts';
import { openBest, type Standing } from './best.ts';
import { countAll, type Counts } from './counting.ts';
import { listed, type Matches } from './found.ts';
import type { KnownCounts } from './known-counts.ts';
import { match, readCentre, readFacets } from './matching.ts';
import type { Reading } from './rules.ts';
import { kmAt, showClosest, showSoonest, type Behind } from './ranking.ts';
import type { Scratch } from './scratch.ts';
import { goneOf, idAt, nextAt, type Segment } from './segment.ts';
import { advance, windowOf } from './timetable.ts';
import { beginning, isAlive, slipped, type Meant } from './vocabulary.ts';

/** What is found; the counts when they are asked for. */
export type Searched = Omit<Answer, 'facets'> & { counts: Counts | null };

/** Answers a query from all segments, exactly as scan.ts does. `now` of the query is never before theirs. */
export function searchIn(
	segments: readonly Segment[],
	query: Query,
	scratch: Scratch,
	known: KnownCounts
): Searched {
	const counted = query.counted ? known.of(query) : undefined;
	const isCounting = query.counted && !counted;
	const reading = readQuery(segments, { ...query, counted: isCounting });
	const matches = matchesOf(segments, reading, scratch);
	const counts = isCounting ? countAll(matches, askedFacets(reading), scratch) : (counted ?? null);
	if (counts && isCounting) known.keep(query, counts);
	return { total: totalOf(matches), ...page(matches, reading, scratch), counts };
}

export function countIn(segments: readonly Segment[], query: Query, scratch: Scratch): number {
	const reading = readQuery(segments, { ...query, counted: false });
	return totalOf(matchesOf(segments, reading, scratch));
}

const totalOf = (matches: readonly Matches[]) =>
	matches.reduce((total, { found }) => total + found.many, 0);

export function readQuery(segments: readonly Segment[], query: Query): Reading {
	return {
		...{ query, centre: readCentre(query), fitsTime: windowOf(query, query.now) },
		words: meaningOf(segments, query.words),
		...readFacets(query)
	};
}

/** A word that begins no word of any segment is a slip in all of them. */
function meaningOf(segments: readonly Segment[], text: string): Map<Segment, Meant[]> {
	const meaning = new Map<Segment, Meant[]>(segments.map((segment) => [segment, []]));
	for (const asked of wordsOf(text)) {
		const begun = segments.map(({ vocabulary }) => beginning(vocabulary, asked));
		const isWord = segments.some((segment, i) =>
			isAlive(segment.vocabulary, begun[i]!, goneOf(segment))
		);
		for (const [i, segment] of segments.entries())
			meaning.get(segment)!.push(isWord ? begun[i]! : slipped(segment.vocabulary, asked));
	}
	return meaning;
}

export function matchesOf(
	segments: readonly Segment[],
	reading: Reading,
	scratch: Scratch
): Matches[] {
	for (const { timetable } of segments) advance(timetable, reading.query.now);
	const matches = segments.map((segment) => match(segment, reading, scratch));
	return reading.centre && reading.query.nearest !== null
		? nearestOf(matches, reading, scratch)
		: matches;
}

/** Of everything, and of everything but a facet, the nearest of all segments together. */
function nearestOf(matches: readonly Matches[], reading: Reading, scratch: Scratch): Matches[] {
	const nearest = matches.map(({ segment }): Matches => ({
		segment,
		found: listOf([]),
		but: new Map()
	}));
	const places = new Map(matches.map(({ segment }, place) => [segment, place]));
	const narrow = (facet: Facet | null) => {
		const best = openBest(reading.query.nearest!);
		const how = { near: reading.query.near, centre: reading.centre!, behind: null };
		for (const { segment, found, but } of matches)
			showClosest({ segment, found: facet ? but.get(facet)! : found }, how, best, scratch);
		const lists = matches.map((): number[] => []);
		for (const { segment, entry } of best.inOrder()) lists[places.get(segment)!]!.push(entry);
		for (const [place, list] of lists.entries())
			if (facet) nearest[place]!.but.set(facet, listOf(list));
			else nearest[place]!.found = listOf(list);
	};
	narrow(null);
	for (const facet of matches[0]?.but.keys() ?? []) narrow(facet);
	return nearest;
}

const listOf = (entries: readonly number[]) => listed(Uint32Array.from(entries), entries.length);

const askedFacets = ({ alternatives }: Reading) => alternatives.map(({ facet }) => facet);

function page(
	matches: readonly Matches[],
	{ query, centre, fitsTime }: Reading,
	scratch: Scratch
): Pick<Answer, 'hits' | 'next'> {
	const byDistance = isByDistance(query);
	const day = query.after?.day ?? dayOf(query.now);
	const behind = query.after && behindOf(query.after, byDistance);
	// One more than the page holds tells whether there is another.
	const best = openBest(query.limit + 1);
	for (const matching of matches)
		if (byDistance)
			showClosest(matching, { near: query.near, centre: centre!, behind }, best, scratch);
		else showSoonest(matching, { day, behind, isSpread: fitsTime === null }, best, scratch);
	const shown = best.inOrder();
	const hits = shown.slice(0, query.limit);
	const last = hits.at(-1);
	return {
		hits: hits.map((standing) => hitOf(standing, centre)),
		next:
			last && shown.length > query.limit
				? { at: last.at, day, id: idAt(last.segment, last.entry) }
				: null
	};
}

function behindOf({ at, day, id }: Position, byDistance: boolean): Behind {
	return { at, key: byDistance ? 0 : shuffleKey(id, day), id: numbersOf(id) };
}

function hitOf({ segment, entry }: Standing, centre: Reading['centre']): Answer['hits'][number] {
	const next = nextAt(segment, entry);
	return {
		id: idAt(segment, entry),
		next: next === Infinity ? null : next,
		km: centre ? kmAt(segment, entry, centre) : null
	};
}
