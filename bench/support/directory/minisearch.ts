import MiniSearch from 'minisearch';
import { fold, wordsOf } from '../../../src/lib/directory/server/search/fold.ts';
import type { Entry, Query } from '../../../src/lib/directory/server/search/query.ts';
import { read, scanRead, type Read } from '../../../src/lib/directory/server/search/scan.ts';
import { slips } from '../../../src/lib/directory/server/search/typing.ts';

/**
 * The baseline of a search library: MiniSearch finds what fits the words, with prefixes and slips of its
 * own kind; everything else is a filter over what it found, by the scan. Without words the scan is alone.
 */
export interface Mini {
	search(query: Query): number;
}

export function openMini(entries: readonly Entry[]): Mini {
	const mini = new MiniSearch<{ id: number; text: string }>({
		...{ fields: ['text'], tokenize: fold, processTerm: (term) => term }
	});
	const reads: Read[] = entries.map((entry) => ({ ...read(entry), words: [] }));
	mini.addAll(entries.map(({ text, said }, id) => ({ id, text: [text, ...said].join(' ') })));
	return {
		search(query) {
			const asked = wordsOf(query.words).join(' ');
			const found = asked
				? mini
						.search(asked, { prefix: true, combineWith: 'AND', fuzzy: (term) => slips(term) })
						.map(({ id }) => reads[id as number]!)
				: reads;
			return scanRead(found, { ...query, words: '' }).total;
		}
	};
}
