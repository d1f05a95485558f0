import { sql, type Kysely } from 'kysely';
import type { DB } from '#server/db/schema.ts';
import { hour, second } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { log } from '#server/log.ts';
import { entryOf } from './entry.ts';
import { keepRows } from './kept.ts';
import { indexColumns, indexRowsById, rowsById, type IndexRow, type ListingRow } from './rows.ts';
import { openIndex, type DirectoryIndex } from './search/index.ts';
import type { Found, Query } from './search/query.ts';

/** Rows read at once: each batch lets other work in between. */
const batch = 500;
const lookEvery = 1 * second;
/** Rows that are put into the index without a pause: a few milliseconds. */
const atOnce = 200;
/** Notes of changes are kept for a day; whoever looked away longer reads everything anew. */
const forgetful = 12 * hour;

/** The index of this process, with what it needs to stay right. */
export interface LiveIndex {
	/** Another number whenever it may answer otherwise than before, but for what time brings. */
	readonly edition: number;
	/** Waits until it was built once. */
	ready(): Promise<void>;
	/** Takes in what was written since; a change is seen within two seconds without this. */
	catchUp(): Promise<void>;
	find(query: Query): Found;
	/** As the index does (search/index.ts). */
	coming(query: Query, ends: readonly number[], limit: number): { id: string; at: number }[][];
	/** The same with the counts as JSON. */
	findText(query: Query): ReturnType<DirectoryIndex['searchText']>;
	/** How many fit. */
	count(query: Query): number;
	/** One for each of the ids; undefined for those that are gone meanwhile. */
	rows(ids: readonly string[]): Promise<(ListingRow | undefined)[]>;
}

const all = new WeakMap<Kysely<DB>, LiveIndex>();

/** One index for each pool of connections; it begins to be built when it is first asked for. */
export function liveIndex(ctx: Ctx): LiveIndex {
	if (ctx.db.isTransaction) throw new Error('the index is asked outside of transactions');
	let live = all.get(ctx.db);
	if (!live) all.set(ctx.db, (live = open(ctx)));
	return live;
}

function open(ctx: Ctx): LiveIndex {
	const { db } = ctx;
	const index = openIndex(ctx.now().getTime());
	const kept = keepRows();
	/** Looked at up to here; what is applied already, because a number can come up again. */
	let since = '0';
	let applied: Record<string, string> = {};
	let lookedAt = 0;
	let changes = 0;
	let looking: Promise<void> | null = null;
	let built: Promise<void> | null = null;

	const build = async () => {
		const start = await changesSince(db, since);
		await index.load(readAll(ctx));
		kept.clear();
		({ seen: since, versions: applied } = start);
		changes += 1;
		lookedAt = performance.now();
	};
	const look = async () => {
		if (performance.now() - lookedAt > forgetful) return build();
		const { seen, versions } = await changesSince(db, since);
		const changed = Object.keys(versions).filter((id) => applied[id] !== versions[id]);
		for (let i = 0; i < changed.length; i += batch) await take(changed.slice(i, i + batch));
		[since, applied] = [seen, versions];
		lookedAt = performance.now();
	};
	const take = async (ids: string[]) => {
		const rows = await indexRowsById(db, ids);
		const there = new Set(rows.map((row) => row.listing_id));
		for (let i = 0; i < rows.length; i += atOnce) {
			index.put(rows.slice(i, i + atOnce).map(entryOf));
			await new Promise<void>((resume) => setImmediate(resume));
		}
		index.remove(ids.filter((id) => !there.has(id)));
		for (const id of ids) kept.delete(id);
		changes += 1;
	};

	const live: LiveIndex = {
		get edition() {
			return changes;
		},
		ready() {
			built ??= build().then(
				() => keepLooking(live),
				(error: unknown) => {
					built = null;
					throw error;
				}
			);
			return built;
		},
		async catchUp() {
			await live.ready();
			// What is being read now may have begun before the change that the caller means.
			await looking?.catch(() => {});
			looking ??= look().finally(() => (looking = null));
			await looking;
		},
		find: (query) => index.search(query),
		findText: (query) => index.searchText(query),
		coming: (query, ends, limit) => index.coming(query, ends, limit),
		count: (query) => index.count(query),
		async rows(ids) {
			const there = ids.map((id) => kept.get(id));
			if (!there.includes(undefined)) return there;
			const missing = ids.filter((_, place) => !there[place]);
			const asOf = changes;
			const read = await rowsById(db, missing);
			const found = new Map(read.map((row) => [row.listing_id, row]));
			// What changed while it was read is not kept: it may be the old one.
			if (asOf === changes) for (const row of read) kept.put(row);
			return ids.map((id, place) => there[place] ?? found.get(id));
		}
	};
	return live;
}

/** Asks once a second, for as long as the pool lives; nothing waits for the answer. */
function keepLooking(live: LiveIndex): void {
	const timer = setInterval(() => {
		live.catchUp().catch((error: unknown) => {
			if (/destroyed|after calling end/.test(String(error))) return clearInterval(timer);
			log.warn({ err: error }, 'the directory could not look for changes; it looks again');
		});
	}, lookEvery);
	timer.unref();
}

async function changesSince(
	db: Kysely<DB>,
	since: string
): Promise<{ seen: string; versions: Record<string, string> }> {
	// At the very beginning nothing is known, so nothing needs to be named.
	const { rows } =
		since === '0'
			? await sql<{ seen: string; versions: Record<string, string> }>`
				select pg_snapshot_xmin(pg_current_snapshot())::text as seen, '{}'::jsonb as versions`.execute(db)
			: await sql<{ seen: string; versions: Record<string, string> }>`
				select seen::text as seen, changes as versions from directory_changes(${since}::xid8)`.execute(db);
	return rows[0]!;
}

/** So many batches wait at most: to read more ahead would only fill the memory. */
const ahead = 2;

/** All listings, a few at a time, from one snapshot. */
async function* readAll(ctx: Ctx): AsyncGenerator<ReturnType<typeof entryOf>[]> {
	const pages: IndexRow[][] = [];
	let hasChanged = Promise.withResolvers<void>();
	const change = () => {
		hasChanged.resolve();
		hasChanged = Promise.withResolvers();
	};
	let isDone = false;
	let isLeft = false;
	// The next batch is on its way while this one is taken in.
	const reading = inTransaction(ctx, async ({ db }) => {
		await sql`declare entries no scroll cursor for select ${indexColumns} from directory_listing`.execute(
			db
		);
		while (!isLeft) {
			const { rows } = await sql<IndexRow>`fetch ${sql.raw(String(batch))} from entries`.execute(
				db
			);
			if (rows.length === 0) return;
			pages.push(rows);
			change();
			while (pages.length > ahead && !isLeft) await hasChanged.promise;
		}
	}).finally(() => {
		isDone = true;
		change();
	});
	// It is waited for at the end, which may be later than it fails.
	reading.catch(() => {});
	try {
		for (;;) {
			const page = pages.shift();
			if (page) {
				change();
				for (let i = 0; i < page.length; i += atOnce) yield page.slice(i, i + atOnce).map(entryOf);
			} else if (isDone) break;
			else await hasChanged.promise;
		}
	} finally {
		isLeft = true;
		change();
		await reading;
	}
}
