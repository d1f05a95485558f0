import type { FeedFormat, ReadOptions, ReadRow } from '#lib/directory/server/formats/formats.ts';
import { readFeed } from '#lib/directory/server/formats/formats.ts';

/** Bytes as a network brings them: in pieces that end anywhere. */
export async function* piecesOf(
	text: string | Uint8Array,
	size = 1000
): AsyncGenerator<Uint8Array> {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	for (let at = 0; at < bytes.length; at += size) {
		yield bytes.subarray(at, at + size);
		await Promise.resolve();
	}
}

export const newYork: ReadOptions = { timeZone: 'America/New_York', source: 'elsewhere' };

export async function readAll(
	format: FeedFormat,
	text: string | Uint8Array,
	options: ReadOptions = newYork,
	size?: number
): Promise<ReadRow[]> {
	const rows: ReadRow[] = [];
	for await (const row of readFeed(format, piecesOf(text, size), options)) rows.push(row);
	return rows;
}

/** The one row of a feed with one row. */
export async function readOne(
	format: FeedFormat,
	row: unknown,
	options?: ReadOptions
): Promise<ReadRow> {
	const rows = await readAll(format, JSON.stringify([row]), options);
	if (rows.length !== 1) throw new Error(`One row was written and ${rows.length} were read.`);
	return rows[0]!;
}

export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const chunk of chunks) text += chunk;
	return text;
}
