/** How upset somebody was before a practice and after it, 0 to 10; null where they did not say. */
export interface Felt {
	before: number | null;
	after: number | null;
}

/** What somebody keeps of one meeting, for themselves alone. */
export interface OwnRatings {
	arriving: number | null;
	leaving: number | null;
	/** One of the feelings list. */
	word: string | null;
	/** By practice. */
	practices: Readonly<Record<string, Felt>>;
}

export const nothingKept: OwnRatings = { arriving: null, leaving: null, word: null, practices: {} };

export const keptAnything = ({ arriving, leaving, word, practices }: OwnRatings): boolean =>
	arriving !== null || leaving !== null || word !== null || Object.keys(practices).length > 0;

/** What a practice did today, as it is said to that person; null while one of the two is missing. */
export function changeOf({ before, after }: Felt): 'lot' | 'little' | 'same' | 'harder' | null {
	if (before === null || after === null) return null;
	if (after === before) return 'same';
	if (after > before) return 'harder';
	return before - after >= 5 ? 'lot' : 'little';
}
