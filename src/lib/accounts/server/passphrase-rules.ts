import common from '#content/words/common-passphrases.json' with { type: 'json' };
import { passphraseLength, readName, readPassphrase } from '../accounts.ts';

/** Letters and digits alone, small: `P@ss-word 1` and `p ss word1` are one guess for whoever tries. */
const bare = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

const phrases = new Set(common.phrases.map(bare));
/** Longest first, so that `qwertyuiop` goes before `qwerty`. */
const pieces = common.pieces.map(bare).sort((a, b) => b.length - a.length);
/** So many letters must be left once the sign-in name, or well-known pieces and digits, are taken away. */
const ownPart = { besideName: 8, besideCommon: 4 };
/** A run shorter than this, over and over, is one guess. */
const longestRepeat = 8;

/**
 * What is wrong with a passphrase as a field code, or null. Length and a blocklist only: no rules about
 * capitals or signs, which make passphrases weaker and harder to remember (NIST SP 800-63B).
 */
export function passphraseProblem(passphrase: string, signInName?: string): string | null {
	const read = readPassphrase(passphrase);
	const length = [...read].length;
	if (length < passphraseLength.min) return 'passphrase_short';
	if (length > passphraseLength.max) return 'too_long';
	const letters = bare(read);
	if (signInName && isMostlyName(letters, bare(readName(signInName)))) return 'passphrase_name';
	return isCommon(read, letters) ? 'passphrase_common' : null;
}

const isMostlyName = (letters: string, name: string): boolean =>
	letters.includes(name) && letters.replaceAll(name, '').length < ownPart.besideName;

function isCommon(read: string, letters: string): boolean {
	if (phrases.has(letters) || new Set(read).size < 5) return true;
	if (isRepeated(read) || isRepeated(letters)) return true;
	// Signs alone are judged by their variety; these lists know nothing about them.
	if (letters.length < passphraseLength.min / 2) return false;
	const rest = pieces.reduce((left, piece) => left.replaceAll(piece, ''), letters);
	return rest.replace(/\d/g, '').length < ownPart.besideCommon;
}

/** One short run over and over: `abcabcabcabcabcabc`. */
function isRepeated(text: string): boolean {
	const unit = (text + text).indexOf(text, 1);
	return unit < text.length && unit <= longestRepeat;
}
