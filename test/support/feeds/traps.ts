import type { ImportedListing } from '#lib/directory/listing.ts';
import type { ReadRow } from '#lib/directory/server/formats/formats.ts';

/** One thing that feeds do, and what must come of it. */
export interface Trap {
	name: string;
	/** Fields of the n-th row like this; a value that is no object stands for the whole row. */
	row: (n: number) => unknown;
	/** Reasons that the report must give, each once; none unless told. */
	problems?: readonly string[];
	/** The row is not taken in. */
	isRefused?: boolean;
	/** What the listing must say. */
	says?: Partial<ImportedListing>;
}

export interface TrapFeed {
	rows: unknown[];
	/** The trap that each row is. */
	traps: Trap[];
}

/** Every trap so many times, mixed, always the same. */
export function feedOf(traps: readonly Trap[], times: number): TrapFeed {
	const feed: TrapFeed = { rows: [], traps: [] };
	for (let n = 0; n < times; n += 1) {
		for (const trap of traps) {
			feed.rows.push(trap.row(n));
			feed.traps.push(trap);
		}
	}
	return feed;
}

/** How often each reason must come. */
export function expectedReasons(traps: readonly Trap[]): Record<string, number> {
	return counted(traps.flatMap(({ problems = [] }) => problems));
}

export function reasonsOf(rows: readonly ReadRow[]): Record<string, number> {
	return counted(rows.flatMap(({ problems }) => problems.map(({ reason }) => reason)));
}

function counted(words: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1;
	return counts;
}
