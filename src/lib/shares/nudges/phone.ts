import type { Hit } from './found.ts';
import { rowsOf, type Row } from './numbers.ts';
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
	return rowsOf(tokens)
		.filter((row) => isPhone(row, tokens))
		.map(({ start, end }) => ({ code: 'phone', start, end }));
}

function isPhone(row: Row, tokens: readonly Token[]): boolean {
	const { digits, parts, loose } = row;
	const before = around(tokens, row.start, 8, -1).map(({ word }) => word);
	const isMine = before.some((word) => reaching.has(word)) && before.some((word) => mine.has(word));
	if (digits.length < 5 || digits.length > 30) return false;
	// A book has a number too.
	if (/^(?:isbn|issn|doi)$/.test(before[0] ?? '')) return false;
	if (isMine && digits.length < 10) return !isCounting(parts) && !isYears(parts);
	const isSpoken = parts.every((part) => part.length === 1);
	if (digits.length < (loose && !isSpoken ? 9 : 7)) return false;
	if (!isMine && ofServices.test(digits)) return false;
	if (isCounting(parts) || isYears(parts) || isAmounts(row)) return false;
	return !/^\d0{5,}$/.test(digits);
}

/** One, two, three; 5 4 3 2 1; 100, 93, 86; 4-7-8 and again: what people count when they calm down. */
function isCounting(parts: readonly string[]): boolean {
	if (parts.length < 3) return false;
	const values = parts.map(Number);
	const steps = values.slice(1).map((value, index) => value - values[index]!);
	if (steps.every((step) => step === steps[0]) && steps[0] !== 0) return true;
	const byOne = steps.filter(
		(step, index) => Math.abs(step) === 1 || values[index + 1] === values[0]
	);
	if (byOne.length >= steps.length * 0.8) return true;
	return [2, 3, 4].some(
		(period) =>
			values.length >= period * 2 &&
			values.every((value, index) => value === values[index % period])
	);
}

const isYears = (parts: readonly string[]): boolean =>
	parts.every((part) => /^(?:19|20)\d\d$/.test(part) || /^(?:19|20)$/.test(part) || +part < 32) &&
	parts.some((part) => /^(?:19|20)\d\d$/.test(part)) &&
	parts.filter((part) => part.length < 3).length < 3;

/** “12, 8, 15, 9 and 10”: answers on a scale, ages, hours; nobody’s number has so many commas. */
const isAmounts = ({ digits, parts, loose }: Row): boolean =>
	loose && digits.length < 10 && parts.every((part) => part.length < 3);
