const foreign = /[^ -~\s]/;
const marks = /\p{M}+/gu;

/**
 * Words as the search knows them: accents dropped, lower case, runs of letters and digits, in their
 * order. "Café-Haus" is `cafe`, `haus`.
 */
export function fold(text: string): string[] {
	// Most text is plain, and then this is the quicker half of the same rule.
	if (!foreign.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
	const plain = text.normalize('NFKD').replace(marks, '').toLowerCase();
	return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** All words that a search finds an entry by. */
export const wordsOfEntry = ({ text, said }: { text: string; said: readonly string[] }): string[] =>
	fold([text, ...said].join(' '));

/** So many words of a query count. */
const most = 8;
export const wordsOf = (query: string): string[] => fold(query).slice(0, most);
