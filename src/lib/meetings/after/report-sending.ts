import type { Line } from '../protocol.ts';
import { REPORTED_BYTES, REPORTED_LINES } from '../reporting.ts';

type Words = Extract<Line, { t: 'w' }>;

/** A line with all that its tag covers, as the server wants it back. */
export type ReportLine = Pick<Words, 'n' | 'in' | 'who' | 'at' | 'text' | 'tag'> & {
	epoch: string;
};

/** The newest lines of words, as many as a report takes, oldest first. */
export function lastLines(lines: readonly Line[], epoch: string): ReportLine[] {
	const words = lines.filter((line): line is Words => line.t === 'w').slice(-REPORTED_LINES);
	const last = words.map(({ n, in: place, who, at, text, tag }) => ({
		...{ epoch, n, in: place, who, at, text, tag }
	}));
	const bytes = () => new TextEncoder().encode(JSON.stringify(last)).length;
	while (last.length > 0 && bytes() > REPORTED_BYTES) last.shift();
	return last;
}

/** Milliseconds between two tries of a report that has not arrived. */
export const REPORT_AGAIN = 4_000;

export interface ReportReceipt {
	kept: number;
	refused: number;
}
