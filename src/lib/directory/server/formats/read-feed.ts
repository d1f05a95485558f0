import type { ImportedListing } from '#lib/directory/listing.ts';
import { bmltKey, readBmlt } from './bmlt-read.ts';
import type { TextState } from './bytes.ts';
import { textOf } from './bytes.ts';
import { csvRows } from './csv-rows.ts';
import { readSheetRow } from './csv-read.ts';
import { readHsds, serviceKey } from './hsds-read.ts';
import { jsonRows } from './json-rows.ts';
import { meetingKey, readMeeting } from './meeting-guide-read.ts';
import type {
	FeedFormat,
	ImportReason,
	ParsedRow,
	Problem,
	RawRow,
	ReadOptions,
	ReadRow
} from './reading.ts';
import { FeedEnds, glimpse, usualLimits } from './reading.ts';
import type { Taking } from './taking.ts';
import { taking } from './taking.ts';

/** What one row of a feed holds; most often one listing, or none with the problem that says why. */
export interface TakenRow {
	row: Taking;
	listing: ImportedListing | null;
	/** The identity of a refused row, where it is more than one of its fields. */
	key?: string;
}
type Identity = (raw: RawRow) => string | null;
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
	{
		rows: (texts: AsyncIterable<string>) => AsyncIterable<ParsedRow>;
		read: ReadOne;
		identity: Identity;
	}
> = {
	'meeting-guide': {
		rows: (texts) => jsonRows(texts, lists.meetings),
		read: one(readMeeting),
		identity: meetingKey
	},
	bmlt: {
		rows: (texts) => jsonRows(texts, lists.meetings),
		read: one(readBmlt),
		identity: bmltKey
	},
	hsds: { rows: (texts) => jsonRows(texts, lists.services), read: readHsds, identity: serviceKey },
	csv: { rows: csvRows, read: one(readSheetRow), identity: meetingKey }
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
	const { rows, read, identity } = formats[format];
	const limits = { ...usualLimits, ...options.limits };
	const state: TextState = { bytes: 0, repaired: false };
	const seen = new Set<string>();
	let count = 0;
	/** The name of a row that was too long to tell which listings it holds. */
	let unknown: string | null = null;
	try {
		for await (const parsed of rows(textOf(bytes, limits, state))) {
			count += 1;
			if (count > limits.rows) throw new FeedEnds('feed_too_big', `${limits.rows}`);
			if (hidesListings(parsed, identity)) unknown ??= nameOf(parsed);
			for (const taken of read1(parsed, read, options)) {
				yield settled(parsed.row, taken, seen, identity);
			}
		}
		if (count === 0) yield ofFeed('feed_empty', '', 'rejected');
	} catch (error) {
		const { reason, value } = error instanceof FeedEnds ? error : new FeedEnds('feed_broken');
		yield ofFeed(reason, value, 'rejected');
	}
	if (unknown !== null) yield ofFeed('row_too_big', unknown, 'rejected');
	if (state.repaired) yield ofFeed('feed_encoding', 'windows-1252', 'repaired');
}

function read1(parsed: ParsedRow, read: ReadOne, options: ReadOptions): TakenRow[] {
	if (!parsed.lost) return read(parsed, options);
	const row = taking(parsed.raw, parsed.problems);
	if (!row.problems.some(({ outcome }) => outcome === 'rejected')) {
		const field = parsed.lostIn ?? '';
		const value = nameOf(parsed);
		row.problems.push({ field, value, reason: parsed.lost, outcome: 'rejected' });
	}
	return [{ row, listing: null }];
}

/** Whether a row that is lost holds listings that cannot be named, so that none may be taken for gone. */
const hidesListings = ({ lost, raw }: ParsedRow, identity: Identity): boolean =>
	lost === 'row_too_big' && (identity(raw) === null || Array.isArray(raw.services));

function nameOf({ raw }: ParsedRow): string {
	const { name } = (raw.name === undefined ? (raw.service as RawRow | null) : raw) ?? {};
	return glimpse(name ?? '');
}

function settled(
	number: number,
	{ row, listing, key: told }: TakenRow,
	seen: Set<string>,
	identity: Identity
): ReadRow {
	const { problems } = row;
	if (!listing) {
		// None where the source itself says that there is nothing to show.
		const isGone = problems.some(({ reason }) => notShown.includes(reason));
		return { row: number, key: isGone ? null : (told ?? identity(row.raw)), listing, problems };
	}
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

const ofFeed = (reason: ImportReason, value: string, outcome: Problem['outcome']): ReadRow => ({
	...{ row: 0, key: null, listing: null },
	problems: [{ field: 'feed', value, reason, outcome }]
});
