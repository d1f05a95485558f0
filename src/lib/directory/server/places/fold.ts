/** Letters that Unicode does not take apart into a letter and a mark. */
const letters: Record<string, string> = {
	...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ə: 'e' }
};
const special = /[ßæœøđðþłıħə]/gu;
const mark = /\p{Mn}+/gu;
const between = /[^\p{L}\p{N}\p{M}]+/gu;
/** Signs that stand within a word and that people leave out: Xi’an, N'Djamena. */
const within = /['’‘ʻʼ`´]/gu;

/**
 * How names of places are compared: lower case, without accents and signs, one space between words, and
 * "saint" as "st". What people type goes through the same.
 */
export function fold(text: string): string {
	return text
		.normalize('NFKD')
		.replace(mark, '')
		.toLowerCase()
		.replace(special, (letter) => letters[letter] ?? letter)
		.replace(within, '')
		.replace(between, ' ')
		.trim()
		.replace(/(?<!\S)saint(?!\S)/g, 'st');
}
