import type { Query } from '../query.ts';
import type { Counts } from './counting.ts';

/**
 * Counts of searches that ask of facets alone, which most do, for as long as the entries stay the same.
 * What somebody typed, a place and a time are never in it.
 */
export interface KnownCounts {
	/** Undefined when it is not known, or nothing that may be kept. */
	of(query: Query): Counts | undefined;
	keep(query: Query, counts: Counts): void;
	/** Entries came or went. */
	forget(): void;
}

const most = 512;

export function openKnownCounts(): KnownCounts {
	const known = new Map<string, Counts>();
	return {
		of(query) {
			const name = nameOf(query);
			return name === null ? undefined : known.get(name);
		},
		keep(query, counts) {
			const name = nameOf(query);
			if (name === null) return;
			if (known.size >= most) known.delete(known.keys().next().value!);
			known.set(name, counts);
		},
		forget: () => known.clear()
	};
}

/** Null when something else is asked as well. */
function nameOf({ words, near, weekdays, from, to, startsWithin, facets }: Query): string | null {
	if (words !== '' || near || weekdays.length > 0) return null;
	return from === null && to === null && startsWithin === null ? JSON.stringify(facets) : null;
}
