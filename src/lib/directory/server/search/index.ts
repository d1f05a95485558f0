import type { Entry, Found, Query } from './query.ts';
import { openBuilder } from './index/builder.ts';
import { comingIn, type Coming } from './index/coming.ts';
import { countIn, searchIn } from './index/searching.ts';
import { openKnownCounts } from './index/known-counts.ts';
import { openScratch } from './index/scratch.ts';
import { bytesOf, remove, type Segment } from './index/segment.ts';

/**
 * The directory in this process's memory. It answers every query as scan.ts does, from numbers alone: of
 * the text nothing stays but its different words.
 *
 * Its time only goes forward: a query whose `now` lies behind that of an earlier one is answered as of
 * the latest.
 */
export interface DirectoryIndex {
	/**
	 * Replaces everything by these entries, but for what is put or removed while it runs. Works in steps
	 * of two milliseconds. Each id once. A rejection leaves what was there.
	 */
	load(batches: AsyncIterable<readonly Entry[]>): Promise<void>;
	/** Adds entries, or replaces those with the same ids. About 20 µs each, at once: a few hundred at most. */
	put(entries: readonly Entry[]): void;
	remove(ids: readonly string[]): void;
	search(query: Query): Found;
	/** The same with the counts as JSON, which is what leaves by the API. */
	searchText(query: Query): Omit<Found, 'facets'> & { facets: string };
	/** The next starts of those that are found: so many at most before each of the moments, and after the one before. */
	coming(query: Query, ends: readonly number[], limit: number): Coming[][];
	/** The total alone. */
	count(query: Query): number;
	/** Until nothing is being folded in. */
	settled(): Promise<void>;
	/** Entries. */
	readonly size: number;
	/** Memory it holds, nearly. */
	readonly bytes: number;
	/** Of it, the bits, which Node counts neither as heap nor as buffers (index/room.ts). */
	readonly bytesOfBits: number;
	/** A load has ended. */
	readonly isReady: boolean;
}

/** Milliseconds after which a page that waits gets its turn. */
const step = 2;
/** So many segments are answered from without being noticed. */
const few = 8;

/** @param now milliseconds; no query asks for an earlier time */
export function openIndex(now = Date.now()): DirectoryIndex {
	const scratch = openScratch();
	const known = openKnownCounts();
	let latest = now;
	let segments: Segment[] = [];
	let isReady = false;
	let isFolding = false;
	let work = Promise.resolve();
	/** Ids that were put or removed since the running work began. */
	let touched: string[] | null = null;

	/** One after the other: two that replace segments at once would each lose what the other made. */
	function inTurn(what: () => Promise<void>): Promise<void> {
		const done = work.then(what).finally(() => (touched = null));
		work = done.catch(() => {});
		return done;
	}

	function removeAll(ids: readonly string[]): void {
		known.forget();
		if (touched) for (const id of ids) touched.push(id);
		for (const id of ids) for (const segment of segments) if (remove(segment, id)) break;
	}

	/** What came while a segment was made is newer than what is in it. */
	function replace(old: ReadonlySet<Segment>, made: Segment): void {
		known.forget();
		for (const id of touched ?? []) remove(made, id);
		segments = [made, ...segments.filter((segment) => !old.has(segment))];
	}

	function foldWhenMany(): void {
		if (isFolding || !needsFolding(segments)) return;
		isFolding = true;
		void inTurn(fold).finally(() => {
			isFolding = false;
			foldWhenMany();
		});
	}

	async function fold(): Promise<void> {
		const old = new Set(toFold(segments));
		touched = [];
		const builder = openBuilder(latest);
		for (const segment of old) await inSteps(builder.take(segment));
		replace(old, await inSteps(builder.finish(latest)));
	}

	return {
		load: (batches) =>
			inTurn(async () => {
				touched = [];
				const old = new Set(segments);
				const builder = openBuilder(latest);
				for await (const batch of batches) await inSteps(putAll(builder, batch));
				replace(old, await inSteps(builder.finish(latest)));
				isReady = true;
			}),
		put(entries) {
			removeAll(entries.map(({ id }) => id));
			const builder = openBuilder(latest);
			for (const entry of new Map(entries.map((entry) => [entry.id, entry])).values())
				builder.put(entry);
			if (builder.size === 0) return;
			segments.push(atOnce(builder.finish(latest)));
			foldWhenMany();
		},
		remove(ids) {
			removeAll(ids);
			foldWhenMany();
		},
		search(query) {
			const { counts, ...found } = asked(query, searched);
			return { ...found, facets: counts?.asObject() ?? {} };
		},
		searchText(query) {
			const { counts, ...found } = asked(query, searched);
			return { ...found, facets: counts?.asText() ?? '{}' };
		},
		coming: (query, ends, limit) =>
			asked(query, (from, as, room) => comingIn(from, as, { ends, limit }, room)),
		count: (query) => asked(query, countIn),
		async settled() {
			for (let last; last !== work;) await (last = work);
		},
		get size() {
			return segments.reduce((sum, { size, goneCount }) => sum + size - goneCount, 0);
		},
		get bytes() {
			return segments.reduce((sum, segment) => sum + bytesOf(segment), scratch.bytes);
		},
		get bytesOfBits() {
			return segments.reduce((sum, { room }) => sum + room.bytes, 0);
		},
		get isReady() {
			return isReady;
		}
	};

	function searched(from: Segment[], query: Query, s: typeof scratch) {
		return searchIn(from, query, s, known);
	}

	function asked<T>(
		query: Query,
		answer: (from: Segment[], query: Query, s: typeof scratch) => T
	): T {
		latest = Math.max(latest, query.now);
		try {
			return answer(segments, query.now === latest ? query : { ...query, now: latest }, scratch);
		} finally {
			scratch.release();
		}
	}
}

function* putAll(
	builder: ReturnType<typeof openBuilder>,
	entries: readonly Entry[]
): Generator<void, void> {
	for (const [i, entry] of entries.entries()) {
		builder.put(entry);
		if (i % 16 === 0) yield;
	}
}

const mostlyGone = ({ size, goneCount }: Segment) => goneCount * 4 > size;
const needsFolding = (segments: readonly Segment[]): boolean =>
	segments.length > few || segments.some((one) => one.size > 0 && mostlyGone(one));

/** The smallest, and larger ones while they are few times as large: none is folded in often. */
function toFold(segments: readonly Segment[]): readonly Segment[] {
	const chosen: Segment[] = [];
	let sum = 0;
	for (const segment of [...segments].sort((a, b) => a.size - b.size)) {
		if (chosen.length >= few / 2 && segment.size > sum * 4 && !mostlyGone(segment)) continue;
		chosen.push(segment);
		sum += segment.size;
	}
	return chosen;
}

function atOnce<T>(steps: Generator<void, T>): T {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value as T;
	}
}

async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
	for (let began = performance.now(); ;) {
		const { done, value } = steps.next();
		if (done) return value as T;
		if (performance.now() - began < step) continue;
		await new Promise<void>((resume) => setImmediate(resume));
		began = performance.now();
	}
}
