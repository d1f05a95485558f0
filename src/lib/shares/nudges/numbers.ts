import words from '#content/nudges/numbers.json' with { type: 'json' };
import { asRead } from './letters.ts';
import type { Token } from './tokens.ts';

/** Digits that follow each other, however they were written. */
export interface Row {
	digits: string;
	/** As they were grouped. */
	parts: string[];
	/** Places among the tokens; `end` is the one after the last. */
	start: number;
	end: number;
	/** A comma and a gap, or words, stand between them. */
	loose: boolean;
	/** Words that tell where the next part goes stand between them. */
	far: boolean;
}

const units = new Map(Object.entries(words.units));
const tens = new Map(Object.entries(words.tens));
const elsewhere = new Map(
	Object.entries(words.elsewhere).flatMap(([digits, all]) =>
		all.split(' ').map((word): [string, string] => [asRead(word), digits])
	)
);
/** They are words of other languages that mean something else in English: digits only among digits. */
const inside = new Map(
	Object.entries(words.insideElsewhere).map(([word, digits]): [string, string] => [
		asRead(word),
		digits
	])
);
const soundsLike = new Map(Object.entries(words.soundsLike));
const between = new Set(words.between);
const betweenFar = new Set(words.betweenFar);
const many = new Map([
	['double', 2],
	['triple', 3],
	['treble', 3]
]);

/** `O77OO`: letters among digits that look like digits. */
const asDigits: Record<string, string> = { o: '0', i: '1', l: '1', z: '2', s: '5', b: '8', q: '9' };

/** The digits that a word says by itself, or null. */
export function digitsOf(token: Token): string | null {
	if (token.kind === 'digits') return token.word;
	if (token.kind === 'mark') return null;
	for (const word of token.forms) {
		const said = units.get(word) ?? tens.get(word) ?? elsewhere.get(word) ?? joinedWords(word);
		if (said) return said;
	}
	if (token.kind !== 'mixed') return null;
	const isClear = /^[oil0-9]+$/.test(token.word);
	if (isClear || (/^[oilzsbq0-9]+$/.test(token.word) && /\d[a-z]*\d/.test(token.word)))
		return /\ds$/.test(token.word)
			? null
			: token.word.replace(/[oilzsbq]/g, (letter) => asDigits[letter]!);
	return null;
}

/** `zerosevenseven`, `five5five`, `nine00`: three number words and digits or more in one. */
function joinedWords(word: string): string | null {
	if (word.length < (/\d/.test(word) ? 5 : 7) || word.length > 80) return null;
	let said = '';
	let count = 0;
	for (let at = 0; at < word.length; count++) {
		let length = 6;
		while (length > 1 && !units.has(word.slice(at, at + length))) length--;
		const one = word.slice(at, at + length);
		const digits = units.get(one) ?? (/^\d$/.test(one) ? one : undefined);
		if (digits === undefined) return null;
		said += digits;
		at += length;
	}
	return count >= 3 ? said : null;
}

/** All rows of digits, from the beginning to the end; each token is looked at a few times at most. */
export function rowsOf(tokens: readonly Token[]): Row[] {
	const rows: Row[] = [];
	let row: Row | null = null;
	let gap = { loose: false, far: false };
	const close = () => {
		if (row) rows.push(row);
		row = null;
	};
	for (let at = 0; at < tokens.length;) {
		const said = partAt(tokens, at, row);
		if (said === null) {
			// Amounts, dates and times of day end a row, and are none.
			close();
			at = Math.max(at + 1, notARow(tokens, at));
			continue;
		}
		if (row === null) row = { digits: '', parts: [], start: at, end: at, loose: false, far: false };
		else {
			row.loose ||= gap.loose;
			row.far ||= gap.far;
		}
		row.digits += said.digits;
		row.parts.push(said.digits);
		row.end = said.end;
		const next = overGap(tokens, said.end);
		if (next === null) {
			close();
			at = said.end;
			continue;
		}
		gap = next;
		at = next.at;
	}
	close();
	return rows;
}

/** One part of a row: a number, “double seven”, “nine hundred”, “twenty one”. */
function partAt(
	tokens: readonly Token[],
	at: number,
	row: Row | null
): { digits: string; end: number } | null {
	if (notARow(tokens, at) > at) return null;
	const token = tokens[at]!;
	const times = many.get(token.word);
	const several = severalAt(tokens, at);
	if (several) return several;
	const next = tokens[at + 1]?.word === '-' ? at + 2 : at + 1;
	const after = tokens[next];
	if (times && after) {
		const one = digitsOf(after);
		return one?.length === 1 ? { digits: one.repeat(times), end: next + 1 } : null;
	}
	let digits = digitsOf(token);
	if (digits === null) {
		const foreign = inside.get(token.word);
		if (foreign && row && after && digitsOf(after) !== null)
			return { digits: foreign, end: at + 1 };
		const heard = soundsLike.get(token.word);
		// “for” is a digit only between digits, in a row that is one beyond doubt.
		if (!heard || !row || row.digits.length < 4 || !after || digitsOf(after)?.length !== 1)
			return null;
		digits = heard;
	}
	if (token.kind === 'word' && after?.kind === 'word') {
		if (after.word === 'hundred') return { digits: `${digits}00`, end: next + 1 };
		const unit = units.get(after.word);
		if (tens.has(token.word) && unit && unit !== '0') {
			const isHundreds = tokens[next + 1]?.word === 'hundred';
			return {
				digits: `${digits[0]}${unit}${isHundreds ? '00' : ''}`,
				end: next + (isHundreds ? 2 : 1)
			};
		}
	}
	return { digits, end: at + 1 };
}

/** “two zeros”, “three 7s”, “a pair of fives” */
function severalAt(tokens: readonly Token[], at: number): { digits: string; end: number } | null {
	const { word } = tokens[at]!;
	const of = tokens[at + 1]?.word === 'of' ? 1 : 0;
	const count = of ? (/^(?:pair|couple)$/.test(word) ? 2 : 0) : Number(digitsOf(tokens[at]!) ?? 0);
	const plural = tokens[at + 1 + of]?.word ?? '';
	if (count < 2 || count > 6 || !plural.endsWith('s')) return null;
	const digit = /^\ds$/.test(plural)
		? plural[0]
		: (units.get(plural.slice(0, -1)) ?? units.get(plural.slice(0, -2)));
	return digit ? { digits: digit.repeat(count), end: at + 2 + of } : null;
}

/** Over the marks and few words that stand between digits: where they may go on. */
function overGap(
	tokens: readonly Token[],
	from: number
): { at: number; loose: boolean; far: boolean } | null {
	let at = from;
	let marks = 0;
	let said = 0;
	let loose = false;
	let far = false;
	for (;;) {
		const token = tokens[at];
		if (!token) return null;
		if (token.kind === 'mark') {
			if (token.word === '$' || token.word === '£' || token.word === '€') return { at, loose, far };
			// “12, 8, 15” are answers; “five five five, zero one” are groups.
			const next = tokens[at + 1];
			if (token.word === ',' && next?.kind === 'digits' && !next.joined) loose = true;
			if (++marks > 4) return null;
		} else if (between.has(token.word)) {
			if (token.word === 'and' || token.word === 'then') loose = true;
			if (++said > 4) return null;
		} else if (betweenFar.has(token.word) && digitsOf(token) === null) {
			far = true;
			if (++said > 4) return null;
		} else return { at, loose: loose || far, far };
		at++;
	}
}

/** The place after a date, a time of day, an amount or a large round number; `at` when there is none. */
function notARow(tokens: readonly Token[], at: number): number {
	const token = tokens[at]!;
	const next = tokens[at + 1];
	if ((token.word === '$' || token.word === '£' || token.word === '€') && next?.kind === 'digits')
		return overThousands(tokens, at + 1);
	if (token.kind !== 'digits' || !next?.joined) return at;
	// `07700,900,123`: what goes on from a number is no amount.
	const before = tokens[at - 1];
	if (before?.word === ',' && token.joined && before.joined && tokens[at - 2]?.kind === 'digits')
		return at;
	const thousands = overThousands(tokens, at);
	if (thousands > at + 1 && (thousands < at + 7 || /^0+$/.test(tokens[thousands - 1]!.word)))
		return thousands;
	const two = tokens[at + 2];
	if (!two?.joined || two.kind === 'mark') return at;
	const isTime =
		next.word === ':' && Number(token.word) < 25 && /^[0-5]\d(?:[ap]m)?$/.test(two.word);
	if (isTime && token.word.length < 3 && tokens[at + 3]?.word !== ':') return at + 3;
	const four = tokens[at + 4];
	const sign = next.word;
	if (!/^[/.-]$/.test(sign) || tokens[at + 3]?.word !== sign || !four?.joined) return at;
	const written = [token.word, two.word, four.word];
	return isDate(written) && !(tokens[at + 5]?.joined && tokens[at + 5]?.word === sign)
		? at + 5
		: at;
}

function overThousands(tokens: readonly Token[], at: number): number {
	let end = at + 1;
	if (tokens[at]!.word.length > 3) return end;
	// More than billions is no amount but somebody’s number.
	while (
		end < at + 6 &&
		tokens[end]?.word === ',' &&
		tokens[end]!.joined &&
		tokens[end + 1]?.joined &&
		/^\d{3}$/.test(tokens[end + 1]!.word)
	)
		end += 2;
	return end;
}

function isDate([first = '', second = '', third = '']: string[]): boolean {
	const fits = (text: string, most: number) =>
		text.length < 3 && Number(text) > 0 && Number(text) <= most;
	const year = (text: string) => /^(?:19|20)?\d\d$/.test(text);
	if (/^(?:19|20)\d\d$/.test(first)) return fits(second, 12) && fits(third, 31);
	return fits(first, 31) && fits(second, 31) && year(third);
}
