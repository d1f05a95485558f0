import { parse } from 'csv-parse';
import type { ParsedRow, Problem, RawRow } from './reading.ts';
import { FeedEnds, glimpse } from './reading.ts';
import { fieldOfHeader } from './csv-headers.ts';

const mostColumns = 200;
const mostRow = 256 * 1024;
const mostCell = 20_000;
/** Rows of nothing but separators: a sheet has some below its end, a feed that never ends has more. */
const mostBlank = 100_000;

/**
 * The rows of a spreadsheet: the first line that is not empty names the columns, in any order. Commas,
 * semicolons or tabs, whichever the header uses most. Throws `FeedEnds` where quotes go on without end.
 */
export async function* csvRows(texts: AsyncIterable<string>): AsyncGenerator<ParsedRow> {
	let sheet: Sheet | null = null;
	let head = '';
	for await (const text of texts) {
		if (!sheet) {
			head += text;
			// The delimiter is chosen by the first line, so it must be there.
			if (!/\S[^\n]*\n/.test(head) && head.length < mostRow) continue;
			sheet = new Sheet(head);
			head = '';
		} else await sheet.write(text);
		yield* sheet.ready();
		if (sheet.ends) throw sheet.ends;
	}
	sheet ??= new Sheet(head);
	await sheet.close();
	yield* sheet.ready();
	if (sheet.ends) throw sheet.ends;
}

class Sheet {
	readonly #parser;
	#ready: ParsedRow[] = [];
	#fields: string[] | null = null;
	#row = 0;
	#blank = 0;
	ends: FeedEnds | null = null;

	constructor(head: string) {
		this.#parser = parse({
			delimiter: delimiterOf(head),
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_column_count: true,
			relax_quotes: true,
			skip_empty_lines: true,
			max_record_size: mostRow,
			// Rows are taken here and not from the stream: an error would throw away those not yet read.
			on_record: (record: string[], { records, empty_lines }) => {
				this.#row = records + empty_lines;
				this.#take(record);
				return null;
			}
		});
		this.#parser.on('error', (error: Error & { code?: string }) => {
			const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
			this.ends ??= new FeedEnds(isOpen ? 'feed_cut_off' : 'feed_broken', `row ${this.#row + 1}`);
		});
		this.#parser.resume();
		this.#parser.write(head);
	}

	ready(): ParsedRow[] {
		const rows = this.#ready;
		if (rows.length > 0) this.#ready = [];
		return rows;
	}

	async write(text: string): Promise<void> {
		if (this.ends) return;
		await new Promise<void>((done) => this.#parser.write(text, () => done()));
	}

	async close(): Promise<void> {
		if (this.ends) return;
		await new Promise<void>((done) => {
			this.#parser.once('close', () => done());
			this.#parser.end();
		});
	}

	#take(record: string[]): void {
		if (record.every((cell) => cell.trim() === '')) {
			this.#blank += 1;
			if (this.#blank > mostBlank) this.ends ??= new FeedEnds('feed_too_big', `row ${this.#row}`);
			return;
		}
		if (!this.#fields) {
			this.#fields = record.slice(0, mostColumns).map(fieldOfHeader);
			return;
		}
		const raw = Object.create(null) as RawRow;
		const problems: Problem[] = [];
		for (const [index, field] of this.#fields.entries()) {
			const cell = record[index];
			if (!field || cell === undefined || cell === '' || field in raw) continue;
			if (cell.length > mostCell) {
				problems.push({ field, value: glimpse(cell), reason: 'too_long', outcome: 'repaired' });
			}
			// An apostrophe before a formula is how spreadsheets, and our own export, keep it text.
			raw[field] = cell.slice(0, mostCell).replace(/^'(?='*[=+\-@\t\r＝＋－＠])/, '');
		}
		this.#ready.push({ row: this.#row, raw, problems });
	}
}

function delimiterOf(head: string): string {
	const first = /\S[^\n\r]*/.exec(head)?.[0] ?? '';
	const count = (mark: string) => first.split(mark).length;
	return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
