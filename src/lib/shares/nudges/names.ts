import { isCapital, isText, type Token } from './tokens.ts';

const amount =
	/^\d+(?:st|nd|rd|th|am|pm|mg|ml|kg|km|lbs?|hrs?|mins?|yrs?|yo|ish|min|hr|cm|ft|k|x|s|mph|kmh)$/;
const short = /^(?:covid|mp|ps|gcse|l8r|b4)\d*$/;

/** `fern99`: letters with digits, not a time, a dose or a short form. */
export function isLikeAName({ kind, word }: Token): boolean {
	if (kind !== 'mixed' || word.length < 4 || amount.test(word)) return false;
	return /[a-z]{2}/.test(word) && !short.test(word);
}

/** `fern.ash`, `fern_ash` within a few words of a place, but for what stands right after it. */
export function joinedNameNear(tokens: readonly Token[], start: number, end: number): boolean {
	const last = Math.min(tokens.length - 2, end + 12);
	for (let at = Math.max(1, start - 10); at <= last; at++) {
		const token = tokens[at]!;
		if (!/^[._]$/.test(token.word) || !tokens[at + 1]!.joined) continue;
		if (token.word === '.' && !token.joined) continue;
		if (tokens[at - 1]!.kind === 'digits' && tokens[at + 1]!.kind === 'digits') continue;
		// A sentence that ends without a gap.
		if (at === end || isCapital(tokens[at + 1]!)) continue;
		const isAfter = isText(tokens[at + 1]);
		if (isAfter && (token.word === '_' || isText(tokens[at - 1]))) return true;
	}
	return false;
}
