import lookAlikes from '#content/nudges/look-alikes.json' with { type: 'json' };

/** Letters of other alphabets that look like ours, from Unicode’s list of confusable characters. */
const alike = new Map<string, string>();
for (const [plain, drawn] of Object.entries(lookAlikes))
	for (const letter of drawn) alike.set(letter, plain);
/** Small capitals, which “fancy text” is written with; Unicode does not call them confusable. */
const smallCapitals = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ';
[...smallCapitals].forEach((letter, at) => alike.set(letter, String.fromCharCode(97 + at)));
/** Signs that stand for others between people who hide something: dots, at signs, strokes. */
const signs: [string, string][] = [
	['。', '.'],
	['·', '.'],
	['•', '.'],
	['∙', '.'],
	['․', '.'],
	['﹒', '.'],
	['‧', '.'],
	['⋅', '.'],
	['◦', '.'],
	['●', '.'],
	['⚫', '.'],
	['｡', '.'],
	['’', "'"],
	['‘', "'"],
	['ʼ', "'"],
	['´', "'"],
	['`', "'"],
	['‐', '-'],
	['‑', '-'],
	['‒', '-'],
	['–', '-'],
	['—', '-'],
	['−', '-'],
	...[...'零一二三四五六七八九'].map((letter, digit): [string, string] => [letter, String(digit)]),
	['ß', 'ss'],
	['æ', 'ae'],
	['œ', 'oe']
];
for (const [from, to] of signs) alike.set(from, to);

/** Alphabets and digits in circles and squares that Unicode does not take apart: first, last, what they are. */
const drawn: [number, number, string][] = [
	[0x1f150, 0x1f169, 'A'],
	[0x1f170, 0x1f189, 'A'],
	[0x1f1e6, 0x1f1ff, 'A'],
	[0x2776, 0x277e, '1'],
	[0x2780, 0x2788, '1'],
	[0x278a, 0x2792, '1'],
	[0x24f5, 0x24fd, '1'],
	[0x24ff, 0x24ff, '0'],
	[0x1f51f, 0x1f51f, '10'],
	// The faces of a die.
	[0x2680, 0x2685, '1']
];
const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** Which digit a character is, whatever script it is of; a script’s ten digits stand in a row. */
function digitOf(code: number): string {
	let first = code;
	while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
	return String(code - first);
}

const known = new Map<string, string>();

/**
 * What one character reads as: without accents and joiners, in our letters and digits, case kept.
 * Empty for what is not seen.
 */
export function plainly(letter: string): string {
	const code = letter.codePointAt(0)!;
	if (code < 0x80) return letter;
	let plain = known.get(letter);
	if (plain === undefined) {
		plain = work(letter, code);
		// A text can hold any character there is; what is kept of them stays small.
		if (known.size < 2000) known.set(letter, plain);
	}
	return plain;
}

/** A word of a list as a text is read, with whatever accents it was written. */
export const asRead = (word: string): string => [...word].map(plainly).join('').toLowerCase();

function work(letter: string, code: number): string {
	for (const [first, last, plain] of drawn)
		if (code >= first && code <= last)
			return plain.length > 1 ? plain : String.fromCharCode(plain.charCodeAt(0) + code - first);
	if (/\s/u.test(letter)) return /[\u2028\u2029]/.test(letter) ? '\n' : ' ';
	// Arabic dots and strokes read as marks of ours in the list; as digits they are digits.
	const taken = letter.normalize('NFKD').replace(unseen, '');
	return [...taken]
		.map((part) => {
			if (part.codePointAt(0)! < 0x80) return part;
			if (/\p{Nd}/u.test(part)) return digitOf(part.codePointAt(0)!);
			const upper = /\p{Lu}/u.test(part);
			const to = alike.get(part) ?? alike.get(part.toLowerCase()) ?? part;
			return upper ? to.toUpperCase() : to;
		})
		.join('');
}
