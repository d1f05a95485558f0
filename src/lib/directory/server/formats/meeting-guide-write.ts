import { stringify } from 'csv-stringify/sync';
import { nameOfType } from './codes.ts';
import type { MeetingField } from './csv-headers.ts';
import { headerOfField, meetingFields } from './csv-headers.ts';
import type { ExportReport, Leaving, LeavingOptions } from './leaving.ts';
import { emptyReport, noteFor, staysHome, uuidOf } from './leaving.ts';
import type { MeetingRow } from './meeting-guide-rows.ts';
import { meetingRows } from './meeting-guide-rows.ts';

export interface Written {
	/** The text, while it is made. */
	chunks: AsyncIterable<string>;
	/** Complete once `chunks` has ended. */
	report: ExportReport;
}

/**
 * Listings as a Meeting Guide feed: a JSON array, one meeting on a line. Give them in an order that stays
 * (source, then key): of two sources with one key the first keeps it. Confidential places never leave.
 */
export function writeMeetingGuide(listings: Leaving, options: LeavingOptions): Written {
	const report = emptyReport();
	async function* chunks() {
		let before = '[\n';
		for await (const row of rowsOf(listings, options, report)) {
			yield before + JSON.stringify(row);
			before = ',\n';
		}
		yield before === '[\n' ? '[]\n' : '\n]\n';
	}
	return { chunks: chunks(), report };
}

/**
 * The same as a spreadsheet: English headers, one row for each day, cells that no program takes for a
 * formula.
 */
export function writeMeetingGuideCsv(listings: Leaving, options: LeavingOptions): Written {
	const report = emptyReport();
	// The package would leave a line break bare that is not the one between rows.
	const form = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ };
	const csv = (cells: readonly string[]) => stringify([[...cells]], form);
	async function* chunks() {
		yield csv(meetingFields.map(headerOfField));
		for await (const row of rowsOf(listings, options, report)) {
			for (const each of oneDayEach(row)) {
				yield csv(meetingFields.map((field) => neutral(cellOf(field, each[field]))));
			}
		}
	}
	return { chunks: chunks(), report };
}

async function* rowsOf(listings: Leaving, options: LeavingOptions, report: ExportReport) {
	const slugs = new Set<string>();
	for await (const listing of listings) {
		if (staysHome(listing)) continue;
		const rows = meetingRows(listing, options, slugs, noteFor(report, listing));
		if (rows.length > 0) report.written += 1;
		else report.leftOut += 1;
		yield* rows;
	}
}

/** A sheet has one day in a row; the rows after the first get a number behind their identity. */
function oneDayEach(row: MeetingRow): MeetingRow[] {
	if (!Array.isArray(row.day)) return [row];
	return row.day.map((day, index) => ({
		...row,
		day: Number(day),
		slug: index === 0 ? row.slug : slugOfDay(String(row.slug), Number(day))
	}));
}

function slugOfDay(slug: string, day: number): string {
	const wanted = `${slug}-day${day}`;
	return wanted.length <= 64 ? wanted : uuidOf('slug', wanted);
}

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function cellOf(field: MeetingField, value: MeetingRow[MeetingField]): string {
	if (value === undefined) return '';
	if (field === 'day') return dayNames[Number(value)] ?? '';
	if (field === 'time' || field === 'end_time') return halfDay(String(value));
	if (field === 'types') return (value as string[]).map(nameOfType).join(', ');
	if (field === 'regions') return (value as string[]).join(' > ');
	return String(value);
}

/** `7:30 PM` for `19:30`. */
function halfDay(clock: string): string {
	const [hour = 0, minute = 0] = clock.split(':').map(Number);
	return `${hour % 12 || 12}:${`${minute}`.padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** An apostrophe before what a spreadsheet would run; numbers are no formulas. */
const neutral = (cell: string): string =>
	/^'*[=+\-@\t\r＝＋－＠]/.test(cell) && !/^[+-]?\d+(?:\.\d+)?$/.test(cell) ? `'${cell}` : cell;
