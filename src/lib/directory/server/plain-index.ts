import type { Entry, Found, Query } from './search/query.ts';
import { read, scanRead, type Read } from './search/scan.ts';

/** The index as a plain scan. */
export function openIndex() {
	const entries = new Map<string, Read>();
	return {
		async load(pages: AsyncIterable<readonly Entry[]>): Promise<void> {
			for await (const page of pages) for (const entry of page) entries.set(entry.id, read(entry));
		},
		put: (entry: Entry): void => void entries.set(entry.id, read(entry)),
		remove: (id: string): void => void entries.delete(id),
		search: (query: Query): Found => scanRead([...entries.values()], query),
		count: (): number => entries.size
	};
}
