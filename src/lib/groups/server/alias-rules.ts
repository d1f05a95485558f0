import { skeleton } from '#server/look-alike.ts';

const allowed = /^\p{L}[\p{L}\p{M}]*(?:[ '-][\p{L}\p{M}]+)*'?$/u;
/** One script at a time: a Cyrillic letter among Latin ones is there to deceive. */
const scripts = [
	...['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Armenian', 'Georgian', 'Devanagari'],
	...['Bengali', 'Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
	...['Thai', 'Lao', 'Khmer', 'Myanmar', 'Ethiopic', 'Hangul', 'Han']
	// eslint-disable-next-line security/detect-non-literal-regexp -- made of the fixed names above
].map((script) => new RegExp(`^[\\p{Script=${script}}\\p{M} '-]+$`, 'u'));
const japanese = /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー\p{M} '-]+$/u;

const skeletons = (...words: string[]) => new Set(words.map(skeleton));
/** Words by which somebody could pass for staff or for an authority. */
const staffWords = skeletons(
	...['facilitator', 'companion', 'coordinator', 'operator', 'moderator', 'administrator', 'admin'],
	...['holdspace', 'staff', 'official', 'system', 'support', 'helpdesk', 'leader', 'host', 'mod'],
	...[
		'therapist',
		'counsellor',
		'counselor',
		'psychologist',
		'doctor',
		'nurse',
		'police',
		'officer'
	]
);
const longStaffWords = [...staffWords].filter((word) => word.length >= 8);
const contactWords = skeletons(
	...[
		'www',
		'http',
		'https',
		'com',
		'gmail',
		'hotmail',
		'outlook',
		'yahoo',
		'email',
		'mail',
		'phone'
	],
	...[
		'instagram',
		'insta',
		'whatsapp',
		'telegram',
		'snapchat',
		'discord',
		'facebook',
		'tiktok',
		'kik'
	]
);
const numberWords = skeletons(
	...[
		'zero',
		'oh',
		'one',
		'two',
		'three',
		'four',
		'five',
		'six',
		'seven',
		'eight',
		'nine',
		'double'
	]
);

const wordsOf = (alias: string): string[] => alias.split(/[\s-]+/u).filter(Boolean);

/** Why nobody at all may use this alias, as a code for the catalogue, or null. */
export function aliasProblem(alias: string): string | null {
	if (/[\p{N}@./\\:+]/u.test(alias)) return 'alias_contact';
	if (!allowed.test(alias) || /\p{M}{3}/u.test(alias)) return 'alias_characters';
	if (/\p{Default_Ignorable_Code_Point}/u.test(alias)) return 'alias_characters';
	if (!scripts.some((script) => script.test(alias)) && !japanese.test(alias)) return 'alias_mixed';
	const words = wordsOf(alias).map(skeleton);
	if (words.some((word) => contactWords.has(word))) return 'alias_contact';
	if (words.filter((word) => numberWords.has(word)).length >= 3) return 'alias_contact';
	const whole = skeleton(alias);
	const isStaff =
		staffWords.has(whole) ||
		words.some((word) => staffWords.has(word)) ||
		longStaffWords.some((word) => whole.includes(word));
	return isStaff ? 'alias_staff' : null;
}
