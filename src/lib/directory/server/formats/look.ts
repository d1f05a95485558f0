import type { FeedFormat } from './reading.ts';
import { readFeed } from './read-feed.ts';

/** How much of a file is looked at to tell what it is. */
const head = 64 * 1024;
const words: [FeedFormat, RegExp][] = [
	['bmlt', /"(?:id_bigint|weekday_tinyint|meeting_name|service_body_bigint)"\s*:/],
	[
		'hsds',
		/"(?:service_at_locations|eligibility_description|organization_id|alternate_name|schedules|services|contents|assured_date)"\s*:/
	],
	['meeting-guide', /"(?:slug|conference_url|formatted_address|day|time|regions)"\s*:/]
];

/** How the files of spreadsheet programs begin, the packed ones and the older. */
const workbooks = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'];

/** What the beginning of a file says it is; `json` where it is of none that we know. */
function kindOf(bytes: Buffer): FeedFormat | 'json' | 'workbook' | 'unreadable' {
	const begin = bytes.subarray(0, 4).toString('latin1');
	if (workbooks.includes(begin)) return 'workbook';
	const isWide = /^(?:\xff\xfe|\xfe\xff)/.test(begin);
	const text = bytes.toString('latin1').replaceAll(isWide ? '\0' : '', '');
	const start = text.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
	if (/^[[{]/.test(start)) return words.find(([, used]) => used.test(start))?.[0] ?? 'json';
	return start.startsWith('<') || start.includes('\0') || start.startsWith('%PDF')
		? 'unreadable'
		: 'csv';
}

export type Unfit =
	| 'upload_empty'
	| 'upload_workbook'
	| 'upload_unreadable'
	| `upload_looks_${'bmlt' | 'hsds' | 'meeting_guide' | 'csv' | 'json'}`;

/** Why a file cannot be what it is said to be; null when it can. Its first rows are read for that. */
export async function unfit(
	format: FeedFormat,
	open: () => AsyncIterable<Uint8Array>
): Promise<Unfit | null> {
	const bytes = await beginning(open());
	if (bytes.length === 0) return 'upload_empty';
	const kind = kindOf(bytes);
	if (kind === 'workbook' || kind === 'unreadable') return `upload_${kind}`;
	if (kind === 'json' ? format === 'csv' : kind !== format)
		return `upload_looks_${kind === 'meeting-guide' ? 'meeting_guide' : kind}`;
	for await (const { row, problems } of readFeed(format, open(), { timeZone: null, source: '' })) {
		if (row > 0) return null;
		const isEmpty = problems.some(({ reason }) => reason === 'feed_empty');
		return isEmpty ? 'upload_empty' : 'upload_unreadable';
	}
	return null;
}

async function beginning(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of bytes) {
		pieces.push(piece);
		length += piece.length;
		if (length >= head) break;
	}
	return Buffer.concat(pieces).subarray(0, head);
}
