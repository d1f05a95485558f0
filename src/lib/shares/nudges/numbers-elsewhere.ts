import words from '#content/nudges/numbers.json' with { type: 'json' };
import { asRead } from './letters.ts';
import type { Found } from './phrases.ts';
import { isCounting } from './counting.ts';
import { isText, type Token } from './tokens.ts';

/**
 * Numbers that are said in a language whose number words are everyday words in another (“do”, “teen”, “saat”): they
 * count only where several of one language follow each other.
 */
const languages = Object.values(words.rows).map((row) => {
	const digits = new Map<string, string>();
	row
		.split(' ')
		.forEach((all, digit) =>
			all.split('|').forEach((word) => digits.set(asRead(word), String(digit)))
		);
	return digits;
});
/** Fewer are a coincidence. */
const fewest = 6;
/** Between the words of a row: “a trí a cúig”, “og”, “e”. */
const isSmall = ({ word, kind }: Token): boolean => kind === 'word' && word.length < 3;

/** Whether a word is a number in any of them; only where a number is expected anyhow. */
export const isNumberElsewhere = (word: string): boolean =>
	word.length > 3 && languages.some((digits) => digits.has(word));

export function rowsElsewhere(tokens: readonly Token[]): Found[] {
	const found: Found[] = [];
	for (const digits of languages) {
		let parts: string[] = [];
		let start = 0;
		let end = 0;
		let apart = 0;
		const close = () => {
			if (parts.length >= fewest && parts.length < 20 && !isCounting(parts))
				found.push({ start, end });
			parts = [];
		};
		tokens.forEach((token, at) => {
			if (!isText(token)) return;
			const digit = digits.get(token.word) ?? (token.kind === 'digits' ? token.word : undefined);
			if (digit !== undefined && (parts.length > 0 || token.kind === 'word')) {
				if (parts.length === 0) start = at;
				parts.push(digit);
				end = at + 1;
				apart = 0;
			} else if (parts.length > 0 && (++apart > 1 || !isSmall(token))) close();
		});
		close();
	}
	return found;
}
