import { jsonParser } from 'stream-json/core/parser.js';
import { RowBuilder } from './row-builder.ts';
import type { ParsedRow } from './reading.ts';
import { FeedEnds, glimpse } from './reading.ts';

/**
 * The rows of a JSON feed while it is still arriving: the objects of the outermost list, or of a list
 * that the outer object keeps under one of `lists` (`contents` of a page, `meetings` of an answer). An
 * outer object without such a list is a row itself. Several documents may follow each other.
 * Nothing is held but the row being read. Throws `FeedEnds` when the text is no JSON from some place on.
 */
export async function* jsonRows(
	texts: AsyncIterable<string>,
	lists: readonly string[]
): AsyncGenerator<ParsedRow> {
	const tokens = jsonParser({ packValues: false, streamValues: true, jsonStreaming: true });
	const rows = new RowBuilder(lists);
	const read = (text: string): FeedEnds | null => {
		try {
			const found = tokens(text);
			if (typeof found !== 'symbol') for (const token of found.values) rows.take(token);
			return null;
		} catch (error) {
			return error instanceof FeedEnds ? error : new FeedEnds('feed_broken', glimpse(text));
		}
	};
	for await (const text of texts) {
		let at = 0;
		while (at < text.length) {
			// The parser drops what it found in a piece that breaks: so a piece ends where a row may end.
			const end = text.indexOf('}', at) + 1 || text.length;
			const ends = read(text.slice(at, end));
			yield* rows.ready();
			if (ends) throw ends;
			at = end;
		}
	}
	// White space ends a number or a word that stood last; where it may not stand, something was cut off.
	const ends = read('\n');
	yield* rows.ready();
	if (ends ?? rows.isOpen) throw new FeedEnds('feed_cut_off');
}
