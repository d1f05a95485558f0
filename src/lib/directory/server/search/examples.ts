import type { Entry, Query } from './query.ts';

/** Entries and queries that specs and benchmarks start from. */
export const idOf = (n: number): string =>
	`01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

let made = 0;
export const entry = (given: Partial<Entry>): Entry => ({
	...{ id: idOf(0x100000 + made++), text: '', said: [], facets: {}, at: null, times: [] },
	...given
});

export const query = (given: Partial<Query>): Query => ({
	...{ now: Date.UTC(2026, 10, 22, 12), zone: 'UTC', words: '', near: null, withinKm: null },
	...{ nearest: null, weekdays: [], from: null, to: null, startsWithin: null, facets: {} },
	...{ sort: 'next', limit: 50, after: null, counted: false },
	...given
});
