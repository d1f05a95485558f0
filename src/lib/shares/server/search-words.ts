import { searchWords, type Excerpt } from '../search.ts';

/** Letters alone: capitals, accents and width make no difference. */
const fold = (text: string): string =>
	text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/[’‘]/g, "'");
const inWord = /[\p{L}\p{N}']/u;

/** The words of a search, as they are compared. */
export function wordsOf(search: string): string[] {
	const words = fold(search).match(/[\p{L}\p{N}']+/gu) ?? [];
	return [...new Set(words)]
		.filter((word) => word.length >= searchWords.shortest)
		.slice(0, searchWords.most);
}

/** Whether each of the words begins a word of the text. */
export function holds(text: string, words: readonly string[]): boolean {
	const folded = fold(text);
	return words.length > 0 && words.every((word) => beginsAt(folded, word, 0) >= 0);
}

function beginsAt(folded: string, word: string, from: number): number {
	let at = folded.indexOf(word, from);
	while (at > 0 && inWord.test(folded[at - 1]!)) at = folded.indexOf(word, at + 1);
	return at;
}

/** Characters before the first word that was found, and in all. */
const around = { before: 60, length: 200 };

/** The piece of a text that holds the first of these words, with all of them apart. */
export function excerptOf(text: string, words: readonly string[]): Excerpt {
	const spans = spansIn(text, words);
	const first = spans[0]?.from ?? 0;
	const from = startOf(text, Math.max(0, first - around.before));
	const until = endOf(text, from + around.length);
	const parts: string[] = [];
	let at = from;
	for (const span of spans) {
		if (span.from < at || span.until > until) continue;
		parts.push(text.slice(at, span.from), text.slice(span.from, span.until));
		at = span.until;
	}
	const rest = text.slice(at, until) + (until < text.length ? ' …' : '');
	const all = [...parts, rest];
	if (from > 0) all[0] = `… ${all[0]!}`;
	return all;
}

/** From a place on, the next one where a word begins. */
function startOf(text: string, at: number): number {
	if (at === 0) return 0;
	const space = text.indexOf(' ', at);
	return space >= 0 && space - at < around.before ? space + 1 : at;
}

/** Never within a character. */
function endOf(text: string, at: number): number {
	if (at >= text.length) return text.length;
	return /[\uD800-\uDBFF]/.test(text[at - 1]!) ? at - 1 : at;
}

/** Where the words stand in the text as it was written: folding can make it longer or shorter. */
function spansIn(text: string, words: readonly string[]): { from: number; until: number }[] {
	const places: number[] = [];
	let folded = '';
	let at = 0;
	for (const character of text) {
		const piece = fold(character);
		for (let i = 0; i < piece.length; i++) places.push(at);
		folded += piece;
		at += character.length;
	}
	places.push(text.length);
	const spans: { from: number; until: number }[] = [];
	for (const word of words)
		for (let i = beginsAt(folded, word, 0); i >= 0; i = beginsAt(folded, word, i + word.length))
			spans.push({ from: places[i]!, until: places[i + word.length]! });
	return spans.sort((a, b) => a.from - b.from);
}
