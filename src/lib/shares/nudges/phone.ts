import { isCounting } from './counting.ts';
import type { Hit } from './found.ts';
import { rowsElsewhere } from './numbers-elsewhere.ts';
import { rowsOf, type Row } from './numbers.ts';
import { phraseFinder } from './phrases.ts';
import { around, type Token } from './tokens.ts';

/** Whoever writes one of these before a number says that they can be reached there. */
const reaching = new Set(
	(
		'number numbers phone phones mobile mob cell cellphone tel telephone landline call text txt ring ' +
		'dial message msg sms whatsapp wassap digits reach contact buzz bell facetime pager fax'
	).split(' ')
);
const mine = new Set(['my', 'me', 'mine', 'us']);
/** Free to call, or the short numbers of a country: they belong to help lines and services, to no person. */
const ofServices =
	/^(?:\+?44|\+?1|\+?61|0)?(?:800|808|888|877|866|855|844|833|1800|1300)\d|^0?116\d{3}$|^03\d{2}/;

/** Numbers that somebody can be called on. */
export function phones(tokens: readonly Token[]): Hit[] {
	const rows = rowsOf(tokens);
	const found = rows.filter((row) => isPhone(row, tokens));
	const [first, last] = [rows[0], rows.at(-1)];
	if (found.length === 0 && first && last && isScattered(rows, tokens))
		found.push({ ...first, end: last.end });
	return [...found, ...rowsElsewhere(tokens)].map(({ start, end }) => ({
		code: 'phone',
		start,
		end
	}));
}

/**
 * One number in several places of a text that speaks of somebody’s number: “07700 is the beginning, and when you have
 * that, it goes on with 900 123”.
 */
function isScattered(rows: readonly Row[], tokens: readonly Token[]): boolean {
	if (rows.length < 2 || rows.some((row) => ofServices.test(row.digits))) return false;
	const digits = rows.reduce((sum, row) => sum + row.digits.length, 0);
	if (digits < 7 || digits > 15 || tokens.length > 120) return false;
	const isBegun = rows.some((row) => /^0\d{3,}$/.test(row.parts[0]!));
	if (isBegun && digits > 8) return true;
	// “07 cups of tea, 70 biscuits, 09 naps, 00 visitors”: nobody counts with a zero in front.
	const led = rows.filter((row) => /^0\d$|^00\d/.test(row.digits)).length;
	if (led > 1 && digits > 8 && digits < 14) return true;
	return digits > 6 && cue(tokens).length > 0 && !rows.some((row) => isYears(row.parts));
}

const cue = phraseFinder([
	'my number|digits|mobile|landline|phone|cell is|are|starts|begins|ends|in|goes|hidden|here',
	'only|just|read ~1 the? numbers|digits',
	'call|ring|text|phone me on|at',
	'my digits|landline',
	'area|city|country|dialling|dialing code'
]);

function isPhone(row: Row, tokens: readonly Token[]): boolean {
	const { digits, parts, loose, far } = row;
	const before = around(tokens, row.start, 8, -1).map(({ word }) => word);
	const isMine =
		(before.some((word) => reaching.has(word)) && before.some((word) => mine.has(word))) ||
		hasAreaCode(tokens, row);
	if (digits.length < 5 || digits.length > 200) return false;
	// A book has a number too.
	if (/^(?:isbn|issn|doi)$/.test(before[0] ?? '')) return false;
	if (isMine && digits.length < 10) return !isCounting(parts) && !isYears(parts);
	const isSpoken = parts.every((part) => part.length === 1);
	if (digits.length < (loose && !isSpoken ? 9 : 7)) return false;
	// “it began at 12, the first half was 20 and then 15 …”: numbers that a sentence tells one after another.
	if (far && parts.some((part) => part.length === 2) && parts.every((part) => part.length < 3))
		return false;
	if (!isMine && ofServices.test(digits)) return false;
	if (isCounting(parts) || isYears(parts) || isAmounts(row) || isDoses(row)) return false;
	return !/^\d0{5,}$/.test(digits);
}

/** “the area code is …”, before or after */
function hasAreaCode(tokens: readonly Token[], { start, end }: Row): boolean {
	for (let at = Math.max(0, start - 16); at < Math.min(tokens.length - 1, end + 16); at++)
		if (tokens[at]!.word === 'area' && /^codes?$/.test(tokens[at + 1]!.word)) return true;
	return false;
}

const isYears = (parts: readonly string[]): boolean =>
	parts.every((part) => /^(?:19|20)\d\d$/.test(part) || /^(?:19|20)$/.test(part) || +part < 32) &&
	parts.some((part) => /^(?:19|20)\d\d$/.test(part)) &&
	parts.filter((part) => part.length < 3).length < 3;

/** “25 → 50 → 100”: doses go up by fives. */
const isDoses = ({ digits, parts }: Row): boolean =>
	digits.length < 10 &&
	parts.every(
		(part) => part.length < 4 && part !== '0' && +part % 5 === 0 && !part.startsWith('0')
	) &&
	parts.some((part) => part !== '5');

/** “12, 8, 15, 9 and 10”: answers on a scale, ages, hours; nobody’s number has so many commas. */
const isAmounts = ({ digits, parts, loose }: Row): boolean =>
	loose && digits.length < 10 && parts.every((part) => part.length < 3);
