import { kmBetween } from './distance.ts';
import { wordsOf, wordsOfEntry } from './fold.ts';
import { comparePositions, dayOf, isByDistance } from './order.ts';
import { facets, type Entry, type Facet, type Found, type Query } from './query.ts';
import { nextStart } from './starts.ts';
import { isSlip, slips } from './typing.ts';
import { clockOf, offsetAt } from './zones.ts';

/** An entry with its words cut once, for whoever asks more than one query of the same entries. */
export interface Read {
	entry: Entry;
	words: string[];
}
export const read = (entry: Entry): Read => ({ entry, words: wordsOfEntry(entry) });

/** What is known of an entry that fits all but, perhaps, a facet. */
interface Candidate {
	entry: Entry;
	next: number;
	km: number | null;
}

/**
 * The plain reading of the rules in query.ts: looks at every entry, one rule after the other. The index
 * must answer as this does. Nothing of the index is used here.
 */
export const scan = (entries: readonly Entry[], query: Query): Found =>
	scanRead(entries.map(read), query);

export function scanRead(all: readonly Read[], query: Query): Found {
	const fitsWords = wordRule(all, query.words);
	const fitsTime = timeRule(query);
	const candidates: Candidate[] = [];
	for (const { entry, words } of all) {
		if (!fitsWords(words)) continue;
		const starts = entry.times.map((time) => nextStart(time, query.now)).filter(Number.isFinite);
		if (fitsTime && !starts.some(fitsTime)) continue;
		const km = query.near && entry.at ? kmBetween(query.near, entry.at) : null;
		if (query.near && km === null) continue;
		if (query.near && query.withinKm !== null && km! > query.withinKm) continue;
		candidates.push({ entry, next: Math.min(Infinity, ...starts), km });
	}
	const found = fitting(candidates, query, null);
	return {
		total: found.length,
		...page(found, query),
		facets: query.counted ? countFacets(candidates, found, query) : {}
	};
}

function wordRule(all: readonly Read[], text: string): (words: readonly string[]) => boolean {
	const rules = wordsOf(text).map((asked) => {
		const begins = (word: string) => word.startsWith(asked);
		if (all.some(({ words }) => words.some(begins))) return begins;
		const limit = slips(asked);
		return (word: string) => limit > 0 && isSlip(asked, word, limit);
	});
	return (words) => rules.every((rule) => words.some(rule));
}

/** Null when nothing about time is asked. */
function timeRule(query: Query): ((start: number) => boolean) | null {
	const { weekdays, from, to, startsWithin, now } = query;
	if (weekdays.length === 0 && from === null && to === null && startsWithin === null) return null;
	const clock = clockOf(query.zone);
	const begin = from ?? 0;
	const end = to ?? 1440;
	const isPastMidnight = end <= begin;
	return (start) => {
		if (startsWithin !== null && start > now + startsWithin * 60_000) return false;
		const wall = new Date(start + offsetAt(clock, start));
		const weekday = wall.getUTCDay();
		const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
		const isOn = (day: number) => weekdays.length === 0 || weekdays.includes(day);
		if (!isPastMidnight) return minute >= begin && minute < end && isOn(weekday);
		return (minute >= begin && isOn(weekday)) || (minute < end && isOn((weekday + 6) % 7));
	};
}

/** Those that fit the facets as well, but for one; then the nearest of them, where that is asked. */
function fitting(all: readonly Candidate[], query: Query, but: Facet | null): Candidate[] {
	const found = all.filter(({ entry }) =>
		facets.every((facet) => facet === but || fitsFacet(entry, facet, query.facets[facet] ?? []))
	);
	if (query.nearest === null || query.near === null) return found;
	return found
		.sort((a, b) => a.km! - b.km! || (a.entry.id < b.entry.id ? -1 : 1))
		.slice(0, query.nearest);
}

function fitsFacet(entry: Entry, facet: Facet, asked: readonly string[]): boolean {
	if (asked.length === 0) return true;
	const values = entry.facets[facet] ?? [];
	if (facet === 'access') return asked.every((value) => values.includes(value));
	if (facet === 'experience' && values.includes('any')) return true;
	return asked.some((value) => values.includes(value));
}

function countFacets(all: readonly Candidate[], found: readonly Candidate[], query: Query) {
	const counts: Found['facets'] = {};
	for (const facet of facets) {
		const isAsked = facet !== 'access' && (query.facets[facet] ?? []).length > 0;
		const over = isAsked ? fitting(all, query, facet) : found;
		const values = over.flatMap(({ entry }) => [...new Set(entry.facets[facet])]);
		if (values.length === 0) continue;
		// A source may be called `__proto__`: no object is asked for it.
		const count = new Map<string, number>();
		for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
		counts[facet] = Object.fromEntries(count);
	}
	return counts;
}

function page(found: readonly Candidate[], query: Query): Pick<Found, 'hits' | 'next'> {
	const byDistance = isByDistance(query);
	const day = query.after?.day ?? dayOf(query.now);
	const placed = found.map((candidate) => ({
		...candidate,
		position: { at: byDistance ? candidate.km! : candidate.next, day, id: candidate.entry.id }
	}));
	const { after } = query;
	const behind = after
		? placed.filter(({ position }) => comparePositions(position, after, byDistance) > 0)
		: placed;
	// Comparing whole positions is dear: only what can be on the page is put in order.
	const last = Float64Array.from(behind, ({ position }) => position.at).sort()[query.limit - 1];
	const shown = behind
		.filter(({ position }) => last === undefined || position.at <= last)
		.sort((a, b) => comparePositions(a.position, b.position, byDistance))
		.slice(0, query.limit);
	return {
		hits: shown.map(({ entry, next, km }) => ({
			id: entry.id,
			next: next === Infinity ? null : next,
			km
		})),
		next: behind.length > shown.length ? shown.at(-1)!.position : null
	};
}
