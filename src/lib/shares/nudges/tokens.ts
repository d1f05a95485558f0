import type { Reading } from './reading.ts';

/** A word, a number, something of both, or one mark. */
export interface Token {
	kind: 'word' | 'digits' | 'mixed' | 'mark';
	/** In small letters, without apostrophes: `dont`. */
	word: string;
	/** With its capitals. */
	cased: string;
	/** All it may read as: `gm4il` is gmail too. */
	forms: readonly string[];
	/** Where it stands in the reading. */
	from: number;
	to: number;
	/** It begins where the one before ends. */
	joined: boolean;
	/** The first word of a sentence or a line, where a capital says nothing. */
	first: boolean;
	/** The first word that says something: “Honestly, …”. */
	opens: boolean;
}

const piece = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]|\n/gu;
const openers =
	/^(?:honestly|maybe|perhaps|just|please|so|but|and|ok|okay|listen|well|sorry|simply|also|then|hun|hon|mate|love|dear|lads|girl|sis|bro|babe|hey|no|yes|or|imo|seriously|personally|abeg)$/;
const ends = new Set(['.', '!', '?', '\n', ':', ';', '"', '“', '”', '(']);

export function tokensOf({ text, cased }: Reading): Token[] {
	const tokens: Token[] = [];
	let end = -1;
	let first = true;
	let opens = true;
	for (const { 0: found, index: from } of text.matchAll(piece)) {
		const to = from + found.length;
		const kind = kindOf(found);
		// “fern@@example,,org”: a sign that is written twice is that sign.
		const last = tokens.at(-1);
		if (kind === 'mark' && from === end && last?.word === found && isDoubled(tokens, text[to])) {
			last.to = to;
			end = to;
			continue;
		}
		const word = found.replaceAll("'", '');
		tokens.push({
			...{ kind, from, to, first, opens, joined: from === end },
			...{ word, cased: cased.slice(from, to), forms: formsOf(kind, word, found) }
		});
		first = kind === 'mark' ? ends.has(found) || (first && found !== ',') : false;
		opens = first || (opens && (kind === 'mark' || openers.test(word)));
		end = to;
	}
	return tokens;
}

/** More than two dots are no sign, and two at the end of a word neither. */
function isDoubled(tokens: readonly Token[], after: string | undefined): boolean {
	const [before, last] = tokens.slice(-2);
	if (last?.word === '@' || last?.word === ',') return true;
	return last?.word === '.' && before?.kind !== 'mark' && /[a-z0-9]/.test(after ?? '');
}

function kindOf(found: string): Token['kind'] {
	if (/^[0-9]+$/.test(found)) return 'digits';
	if (/^[^\p{L}\p{N}]/u.test(found)) return 'mark';
	return /[0-9]/.test(found) ? 'mixed' : 'word';
}

/** Digits that letters are drawn with; one may stand for two. */
const drawn: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' };

/** What a word of letters and digits may read as: `te1e` both `teie` and `tele`. */
function formsOf(kind: Token['kind'], word: string, found: string): string[] {
	// “my discord’s …”
	if (found.endsWith("'s")) return [word, ...formsOf(kind, word.slice(0, -1), '')];
	if (kind !== 'mixed' || word.length > 24) return [word];
	const letters = word.replace(/[0134578]/g, (digit) => drawn[digit]!);
	return [word, letters, word.replaceAll('1', 'l').replace(/[034578]/g, (digit) => drawn[digit]!)];
}

export const isCapital = ({ cased }: Token): boolean => /^\p{Lu}/u.test(cased);
export const isText = (token: Token | undefined): token is Token =>
	token !== undefined && token.kind !== 'mark';

/** The nearest words before (or after) a place, nearest first, marks left out, inside the sentence. */
export function around(tokens: readonly Token[], at: number, most: number, step: 1 | -1): Token[] {
	const found: Token[] = [];
	for (let index = at + step; found.length < most; index += step) {
		const token = tokens[index];
		if (!token || isEnd(tokens, index)) break;
		if (token.kind !== 'mark') found.push(token);
	}
	return found;
}

/** A mark that ends a sentence; a dot inside a word does not. */
export function isEnd(tokens: readonly Token[], index: number): boolean {
	const { word, kind } = tokens[index]!;
	if (kind !== 'mark') return false;
	if (word === '!' || word === '?' || word === '\n' || word === ';') return true;
	return word === '.' && !tokens[index + 1]?.joined;
}
