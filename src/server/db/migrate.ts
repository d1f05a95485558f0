import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../../../db/migrations/', import.meta.url);
/** One fixed number: whoever holds this advisory lock migrates, all others wait. */
const lock = 7_235_481;

export interface Migration {
	name: string;
	sql: string;
	sha256: string;
}

/** All migrations of this version, in order. */
export async function readMigrations(from: URL = folder): Promise<Migration[]> {
	const names = (await readdir(from)).filter((name) => name.endsWith('.sql')).sort();
	return Promise.all(
		names.map(async (name) => {
			const sql = await readFile(new URL(name, from), 'utf8');
			return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
		})
	);
}

/**
 * Brings the database to this version: each file in a transaction of its own, under one advisory lock,
 * name and checksum recorded. Refuses a file that was edited after it ran, and a database that a newer
 * version has migrated. `ownerUrl` names the role that owns the tables.
 */
export async function migrate(
	ownerUrl: string,
	migrations?: Migration[],
	progress: (name: string) => void = () => {}
): Promise<string[]> {
	const all = migrations ?? (await readMigrations());
	const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [lock]);
		const done = await alreadyDone(client);
		refuseDrift(all, done);
		const open = all.filter(({ name }) => !done.has(name));
		for (const migration of open) {
			progress(migration.name);
			await apply(client, migration);
		}
		return open.map(({ name }) => name);
	} finally {
		await client.end();
	}
}

async function alreadyDone(client: pg.Client): Promise<Map<string, string>> {
	await client.query(
		'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())'
	);
	const { rows } = await client.query<{ name: string; sha256: string }>(
		'select name, sha256 from migration'
	);
	return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function refuseDrift(all: Migration[], done: Map<string, string>): void {
	const known = new Map(all.map(({ name, sha256 }) => [name, sha256]));
	for (const [name, sha256] of done) {
		const here = known.get(name);
		if (here === undefined)
			throw new MigrationError(
				`The database was used by a newer Holdspace (it knows ${name}). Start that version, or restore a backup made before it.`
			);
		if (here !== sha256)
			throw new MigrationError(
				`The migration ${name} was edited after it ran. Put the original file back and write a new migration instead.`
			);
	}
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
	await client.query('begin');
	try {
		await client.query(sql);
		await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
		await client.query('commit');
	} catch (cause) {
		await client.query('rollback').catch(() => {});
		throw new MigrationError(`The migration ${name} failed: ${(cause as Error).message}`, {
			cause
		});
	}
}

/** The database cannot be brought to this version; the message is a sentence for the operator. */
export class MigrationError extends Error {
	override name = 'MigrationError';
}
