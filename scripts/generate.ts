/**
 * Writes the files that are read from the database: `src/server/db/schema.ts` with its folder
 * (types) and `db/schema.sql` (the whole schema in words). `--check` writes nothing and fails when
 * they drifted.
 * Takes the URL of an owner on an empty server in GENERATE_DATABASE_URL; makes and drops its own database.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrate } from '../src/server/db/migrate.ts';
import { schemaFiles } from './schema-files.ts';
import { describeSchema } from './schema-sql.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const types = 'src/server/db';
const name = `generate_${process.pid}`;

async function main(): Promise<void> {
	const server = process.env.GENERATE_DATABASE_URL;
	if (!server) throw new Error('Set GENERATE_DATABASE_URL, or run: npm run generate');
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	await admin.query(`create database ${name}`);
	try {
		const url = new URL(server);
		url.pathname = `/${name}`;
		await migrate(url.href);
		const files = schemaFiles(generated(url.href), await migrations());
		const drifted = [
			...(await Promise.all(files.map(({ path, text }) => put(`${types}/${path}`, text)))),
			...(await dropAllBut(files.map(({ path }) => path))),
			await put('db/schema.sql', await describeSchema(url.href))
		].filter((path) => path !== null);
		if (drifted.length > 0) {
			console.error(`Drifted from the migrations: ${drifted.join(', ')}. Run: npm run generate`);
			process.exitCode = 1;
		}
	} finally {
		await admin.query(`drop database ${name} with (force)`);
		await admin.end();
	}
}

function generated(url: string): string {
	const out = execFileSync(
		process.execPath,
		[
			'node_modules/kysely-codegen/dist/cli/bin.js',
			...['--dialect', 'postgres', '--url', url, '--print', '--default-schema', 'public'],
			...[
				'--include-pattern',
				'public.*',
				'--exclude-pattern',
				'*migration*',
				'--log-level',
				'error'
			],
			...['--date-parser', 'string', '--numeric-parser', 'number']
		],
		{ cwd: root, encoding: 'utf8' }
	);
	// Counters stay far under 2^53 and the pool reads them as numbers (src/server/db/pool.ts).
	return out.replace(
		/export type Int8 = .*/,
		'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;'
	);
}

async function migrations(): Promise<Map<string, string>> {
	const folder = new URL('../db/migrations/', import.meta.url);
	const names = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
	return new Map(
		await Promise.all(
			names.map(async (file) => [file, await readFile(new URL(file, folder), 'utf8')] as const)
		)
	);
}

/** Takes away the files of migrations that are called something else now. */
async function dropAllBut(paths: readonly string[]): Promise<(string | null)[]> {
	const folder = new URL(`../${types}/schema/`, import.meta.url);
	await mkdir(folder, { recursive: true });
	const gone = (await readdir(folder)).filter((file) => !paths.includes(`schema/${file}`));
	if (process.argv.includes('--check')) return gone.map((file) => `${types}/schema/${file}`);
	await Promise.all(gone.map((file) => rm(new URL(file, folder))));
	return [];
}

/** Writes the file, or with `--check` answers its path when it differs. */
async function put(path: string, text: string): Promise<string | null> {
	const old = await readFile(new URL(`../${path}`, import.meta.url), 'utf8').catch(() => '');
	if (old === text) return null;
	if (process.argv.includes('--check')) return path;
	const file = new URL(`../${path}`, import.meta.url);
	await mkdir(new URL('.', file), { recursive: true });
	await writeFile(file, text);
	console.log(`Wrote ${path}`);
	return null;
}

await main();
