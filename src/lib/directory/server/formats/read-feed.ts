import type { ImportedListing } from '#lib/directory/listing.ts';
import { readBmlt } from './bmlt-read.ts';
import type { TextState } from './bytes.ts';
import { textOf } from './bytes.ts';
import { csvRows } from './csv-rows.ts';
import { readSheetRow } from './csv-read.ts';
import { readHsds } from './hsds-read.ts';
import { jsonRows } from './json-rows.ts';
import { readMeeting } from './meeting-guide-read.ts';
import type {
	FeedFormat,
	ImportReason,
	ParsedRow,
	Problem,
	ReadOptions,
	ReadRow
} from './reading.ts';
import { FeedEnds, glimpse, usualLimits } from './reading.ts';
import type { Taking } from './taking.ts';
import { identity, taking } from './taking.ts';

/** What one row of a feed holds; most often one listing, or none with the problem that says why. */
export interface TakenRow {
	row: Taking;
	listing: ImportedListing | null;
}
type ReadOne = (parsed: ParsedRow, options: ReadOptions) => TakenRow[];

const one =
	(read: (row: Taking, options: ReadOptions) => ImportedListing | null): ReadOne =>
	(parsed, options) => {
		const row = taking(parsed.raw, parsed.problems);
		return [{ row, listing: read(row, options) }];
	};

const lists = {
	meetings: ['meetings', 'data', 'contents', 'items'],
	services: ['contents', 'services', 'organizations']
};
const formats: Record<
	FeedFormat,
	{ rows: (texts: AsyncIterable<string>) => AsyncIterable<ParsedRow>; read: ReadOne }
> = {
	'meeting-guide': { rows: (texts) => jsonRows(texts, lists.meetings), read: one(readMeeting) },
	bmlt: { rows: (texts) => jsonRows(texts, lists.meetings), read: one(readBmlt) },
	hsds: { rows: (texts) => jsonRows(texts, lists.services), read: readHsds },
	csv: { rows: csvRows, read: one(readSheetRow) }
};

/**
 * The listings of a feed while it is still arriving, in constant memory but for the identities seen. It
 * never throws: what cannot be read is a problem of its row, and what ends the feed early is a last row
 * numbered 0. Of rows with one identity the first stands and the others are refused, so that no order of
 * arrival decides what is shown.
 */
export async function* readFeed(
	format: FeedFormat,
	bytes: AsyncIterable<Uint8Array>,
	options: ReadOptions
): AsyncGenerator<ReadRow> {
	const { rows, read } = formats[format];
	const limits = { ...usualLimits, ...options.limits };
	const state: TextState = { bytes: 0, repaired: false };
	const seen = new Set<string>();
	let count = 0;
	try {
		for await (const parsed of rows(textOf(bytes, limits, state))) {
			count += 1;
			if (count > limits.rows) throw new FeedEnds('feed_too_big', `${limits.rows}`);
			for (const taken of read1(parsed, read, options)) yield settled(parsed.row, taken, seen);
		}
		if (count === 0) yield ofFeed('feed_empty', '', 'rejected');
	} catch (error) {
		const { reason, value } = error instanceof FeedEnds ? error : new FeedEnds('feed_broken');
		yield ofFeed(reason, value, 'rejected');
	}
	if (state.repaired) yield ofFeed('feed_encoding', 'windows-1252', 'repaired');
}

function read1(parsed: ParsedRow, read: ReadOne, options: ReadOptions): TakenRow[] {
	if (!parsed.lost) return read(parsed, options);
	const row = taking(parsed.raw, parsed.problems);
	if (!row.problems.some(({ outcome }) => outcome === 'rejected')) {
		const value = glimpse(parsed.raw.name ?? '');
		row.problems.push({ field: '', value, reason: parsed.lost, outcome: 'rejected' });
	}
	return [{ row, listing: null }];
}

function settled(number: number, { row, listing }: TakenRow, seen: Set<string>): ReadRow {
	const { problems } = row;
	if (!listing) return { row: number, key: keyOf(row), listing, problems };
	const { key } = listing;
	if (!seen.has(key)) {
		seen.add(key);
		return { row: number, key, listing, problems };
	}
	const again: Problem = {
		...{ field: 'id', value: glimpse(key), reason: 'key_repeated', outcome: 'rejected' }
	};
	return { row: number, key, listing: null, problems: [...problems, again] };
}

const notShown: readonly ImportReason[] = ['not_meeting', 'not_published', 'not_a_listing'];

/** The identity of a refused row; none where the source itself says that there is nothing to show. */
function keyOf({ raw, problems }: Taking): string | null {
	if (problems.some(({ reason }) => notShown.includes(reason))) return null;
	return identity(raw.slug) ?? identity(raw.id_bigint) ?? identity(raw.id);
}

const ofFeed = (reason: ImportReason, value: string, outcome: Problem['outcome']): ReadRow => ({
	...{ row: 0, key: null, listing: null },
	problems: [{ field: 'feed', value, reason, outcome }]
});
