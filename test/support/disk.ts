import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import pg from 'pg';
import type { World } from './world.ts';

/**
 * Everything that PostgreSQL has put on its disk, write-ahead log included, after all of it was flushed,
 * and every table of the world's database copied out beside it; not what belongs to other databases alone,
 * which other specs fill meanwhile. Answers the files that hold one of the words, in any of the ways text
 * could be written there.
 */
export async function filesWith(world: World, ...words: string[]): Promise<string[]> {
	const owner = new pg.Client({ connectionString: world.ownerUrl });
	await owner.connect();
	try {
		await copyOut(owner);
		await owner.query('select pg_switch_wal()');
		const { rows } = await owner.query<{ folder: string; own: string }>(
			`select current_setting('data_directory') as folder, 'base/' || oid || '/' as own
			from pg_database where datname = current_database()`
		);
		const { folder, own } = rows[0]!;
		const patterns = words.flatMap(waysToWrite);
		const isOthers = (path: string) => /^base\/\d+\//.test(path) && !path.startsWith(own);
		// A checkpoint lets the log's files be written over, by other specs too: they are read before it.
		const logged = await filesHolding(patterns, folder, (path) => path.startsWith('pg_wal/'));
		await owner.query('checkpoint');
		const rest = await filesHolding(patterns, folder, (path) => !isOthers(path));
		return [...new Set([...logged, ...rest])];
	} finally {
		await owner.end();
	}
}

async function filesHolding(
	patterns: Buffer[],
	folder: string,
	isRead: (path: string) => boolean
): Promise<string[]> {
	const files = await readdir(folder, { recursive: true, withFileTypes: true });
	const found: string[] = [];
	for (const file of files.filter((each) => each.isFile())) {
		const path = relative(folder, join(file.parentPath, file.name));
		// PostgreSQL takes files of its own away while we read.
		if (isRead(path) && (await holds(join(folder, path), patterns).catch(unlessGone)))
			found.push(path);
	}
	return found;
}

function unlessGone(error: NodeJS.ErrnoException): false {
	if (error.code === 'ENOENT') return false;
	throw error;
}

/** As `COPY` writes them: text, with bytes in hexadecimal. The files lie in the data folder itself. */
async function copyOut(owner: pg.Client): Promise<void> {
	const { rows } = await owner.query<{ table: string; file: string }>(
		`select format('%I.%I', schemaname, tablename) as table,
			current_setting('data_directory') || '/' || schemaname || '.' || tablename || '.copied' as file
		from pg_tables where schemaname in ('public', 'jobs')`
	);
	for (const { table, file } of rows)
		await owner.query(`copy (select * from ${table}) to ${pg.escapeLiteral(file)}`);
}

function waysToWrite(word: string): Buffer[] {
	const bytes = Buffer.from(word);
	return [
		bytes,
		Buffer.from(word, 'utf16le'),
		Buffer.from(bytes.toString('hex')),
		// Base64 of the word at each of the three places it can begin.
		...[0, 1, 2].map((lead) => {
			const text = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64');
			return Buffer.from(text.slice(Math.ceil((lead * 4) / 3), -4));
		})
	];
}

async function holds(path: string, patterns: Buffer[]): Promise<boolean> {
	const longest = Math.max(...patterns.map((pattern) => pattern.length));
	let tail = Buffer.alloc(0);
	for await (const chunk of createReadStream(path)) {
		const piece = Buffer.concat([tail, chunk as Buffer]);
		if (patterns.some((pattern) => piece.includes(pattern))) return true;
		tail = piece.subarray(Math.max(0, piece.length - longest));
	}
	return false;
}
