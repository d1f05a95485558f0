import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import type { ImportProblem, ImportReport } from '../found.ts';
import { FeedRefused } from './errors.ts';
import { isPlaceOf, readFeed } from './formats/formats.ts';
import type { ReadRow } from './formats/reading.ts';
import { longestKey, stage, type Staged } from './import-row.ts';
import { batchSize, mostProblems, putAside } from './import-writing.ts';
import { canRunDirectory } from './policy.ts';
import { beginRun, dropRun, endRun, type Known, type Run } from './runs.ts';

export interface Progress {
	read: number;
	/** New or different from what was kept. */
	differing: number;
	problems: number;
}
export interface ImportInput {
	sourceId: string;
	bytes: AsyncIterable<Uint8Array>;
	onProgress?: (progress: Progress) => void;
	/** Told once the import has begun. */
	onBegin?: (runId: string) => void;
	/** Stands in for the readers of the formats in tests. */
	readWith?: typeof readFeed;
}

/**
 * Reads a feed of a source to its end, and then writes what differs in one transaction: a feed that breaks
 * off loses nobody a listing. Rows that are gone are retired and come back when they do. When more than
 * half of a source's listings would go, nothing is written until somebody releases it. Reading the same
 * feed again writes nothing and answers `unchanged`.
 * @throws not_found, import_running
 */
export async function importFeed(ctx: Ctx, input: ImportInput): Promise<ImportReport> {
	allow(canRunDirectory(ctx.actor));
	const run = await beginRun(ctx, input.sourceId);
	input.onBegin?.(run.runId);
	const reading = new Reading(ctx, run, input.onProgress);
	const bytes = watched(input.bytes);
	try {
		const feed = (input.readWith ?? readFeed)(run.format, bytes.pieces, {
			timeZone: run.timeZone,
			experience: run.experience,
			source: run.source
		});
		for await (const row of feed) await reading.take(row);
		await reading.flush();
		// The readers take a feed that stops for one that ends early; why it stopped is known only here.
		const why = bytes.failure() ?? reading.brokenWhy;
		const lost = why === null ? await reading.loseTheRest() : null;
		return await endRun(ctx, run, { ...reading.counts, why, lost });
	} catch (error) {
		// A fault of ours: the next import must not wait for this one.
		await dropRun(ctx, run.runId).catch(() => {});
		throw error;
	}
}

function watched(bytes: AsyncIterable<Uint8Array>) {
	let why: string | null = null;
	async function* pieces() {
		try {
			yield* bytes;
		} catch (error) {
			why = error instanceof FeedRefused ? error.why : 'connection_lost';
			throw error;
		}
	}
	return { pieces: pieces(), failure: () => why };
}

/** One feed on its way in: compares each row with what is kept, and puts aside what differs. */
class Reading {
	readonly counts = { read: 0, unchanged: 0, rejected: 0, repaired: 0, problems: 0, staged: 0 };
	/** Why not all rows of the source were seen: then nothing may be taken for removed. */
	brokenWhy: string | null = null;
	readonly #ctx: Ctx;
	readonly #run: Run;
	readonly #onProgress: ((progress: Progress) => void) | undefined;
	readonly #seen = new Set<string>();
	readonly #refused = new Set<string>();
	#rows: Staged[] = [];
	#problems: ImportProblem[] = [];
	#keptProblems = 0;
	#differing = 0;

	constructor(ctx: Ctx, run: Run, onProgress?: (progress: Progress) => void) {
		this.#ctx = ctx;
		this.#run = run;
		this.#onProgress = onProgress;
	}

	async take({ row, key, listing, problems }: ReadRow): Promise<void> {
		for (const problem of problems) this.#note({ row, key, ...problem });
		// Row 0 is the feed itself.
		if (row === 0) {
			const broken = problems.find(({ reason }) => reason !== 'feed_encoding');
			this.brokenWhy ??= broken?.reason ?? null;
			return;
		}
		this.counts.read += 1;
		if (listing && key !== null) this.#compare(row, { ...listing, key });
		else {
			this.counts.rejected += 1;
			// Known and now unreadable: what is kept of it stays.
			if (key !== null) this.#refused.add(key);
		}
		if (problems.some(({ outcome }) => outcome === 'repaired') && listing)
			this.counts.repaired += 1;
		if (this.#rows.length >= batchSize || this.#problems.length >= batchSize) await this.flush();
		if (this.counts.read % batchSize === 0) this.#say();
	}

	#compare(row: number, listing: Parameters<typeof stage>[0]): void {
		const staged = stage(listing);
		const key = staged.source_key;
		if (this.#seen.has(key) || key.length > longestKey) {
			const reason = key.length > longestKey ? 'too_long' : 'key_repeated';
			this.counts.rejected += 1;
			const value = key.slice(0, 80);
			return this.#note({ row, key, field: 'key', value, reason, outcome: 'rejected' });
		}
		this.#seen.add(key);
		const known = this.#run.known.get(key);
		if (known?.digest === staged.digest && !known.isRetired) {
			this.counts.unchanged += 1;
			return;
		}
		this.#differing += 1;
		this.#rows.push(staged);
	}

	#note(problem: ImportProblem): void {
		this.counts.problems += 1;
		if (this.#keptProblems < mostProblems) {
			this.#problems.push(problem);
			this.#keptProblems += 1;
		}
	}

	/** Whether the source still has it, read or refused. */
	#isThere(key: string): boolean {
		const refused = this.#refused;
		return this.#seen.has(key) || refused.has(key) || isPlaceOf(key, refused);
	}

	/** Puts aside that whatever was not seen is gone; answers how many that are. */
	async loseTheRest(): Promise<number> {
		let lost = 0;
		for (const [key, { isRetired }] of this.#run.known as ReadonlyMap<string, Known>) {
			if (isRetired || this.#isThere(key)) continue;
			lost += 1;
			this.#rows.push({ source_key: key, retire: true });
			if (this.#rows.length >= batchSize) await this.flush();
		}
		await this.flush();
		return lost;
	}

	async flush(): Promise<void> {
		const [rows, problems] = [this.#rows, this.#problems];
		[this.#rows, this.#problems] = [[], []];
		const first = { row: this.counts.staged, problem: this.#keptProblems - problems.length };
		this.counts.staged += rows.length;
		await asSystem(this.#ctx, 'directory: rows of an import', (system) =>
			putAside(system, { runId: this.#run.runId, read: this.counts.read }, first, rows, problems)
		);
		this.#say();
	}

	#say(): void {
		const { read, problems } = this.counts;
		this.#onProgress?.({ read, problems, differing: this.#differing });
	}
}
