import { compile } from 'html-to-text';

const skipped = [
	'img',
	'script',
	'style',
	'iframe',
	'noscript',
	'template',
	'svg',
	'object',
	'title'
];
const readable = compile({
	wordwrap: false,
	preserveNewlines: true,
	limits: { maxDepth: 40, maxInputLength: 40_000 },
	selectors: [
		{ selector: 'a', options: { ignoreHref: true } },
		...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
			selector,
			options: { uppercase: false }
		})),
		...skipped.map((selector) => ({ selector, format: 'skip' }))
	]
});

const tag = /<[a-z!/?]/i;
const entity = /&(?:#\d|#x[\da-f]|[a-z])/i;
/** Control characters, and those that turn the direction of other people's words. */
const unseen = /[[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]--[\t\n\r]]/gv;

/** Most texts are words with single spaces, which nothing below would change. */
const simple = /^[!-%'-;=-~]+(?: [!-%'-;=-~]+)*$/;

export interface PlainText {
	text: string;
	/** Tags were taken out. */
	hadMarkup: boolean;
	wasCut: boolean;
}

/**
 * Plain text of what may be HTML: no tag, script or entity is left, and reading the result again changes
 * nothing. `lines` keeps line breaks; without it the text is one line.
 */
export function plainText(raw: string, most: number, lines = false): PlainText {
	if (raw.length <= most && simple.test(raw)) return { text: raw, hadMarkup: false, wasCut: false };
	const bounded = raw.slice(0, 40_000);
	// Hidden characters go first: between the letters of a tag they would hide it.
	let text = tidy(bounded, lines);
	let hadMarkup = false;
	// What was escaped twice is unwrapped step by step: the end is always a text that stays as it is.
	for (let step = 0; tag.test(text) || entity.test(text); step += 1) {
		hadMarkup ||= tag.test(text);
		text = tidy(step < 4 ? withoutMarkup(text) : text.replace(/[<&]/g, ' '), lines);
	}
	const wasCut = text.length > most || raw.length > bounded.length;
	if (text.length > most)
		text = tidy(
			text
				.slice(0, most)
				.toWellFormed()
				.replace(/\ufffd$/, ''),
			lines
		);
	return { text, hadMarkup, wasCut };
}

function withoutMarkup(text: string): string {
	try {
		return readable(text);
	} catch {
		// Tags nested deeper than the reader can follow.
		return text.replace(/<[^<>]*>/g, ' ').replace(/[<>&]/g, ' ');
	}
}

function tidy(text: string, lines: boolean): string {
	const clean = text.toWellFormed().replace(unseen, '').normalize('NFC');
	if (!lines) return clean.replace(/\s+/g, ' ').trim();
	return clean
		.replace(/\r\n?|[\u2028\u2029]/g, '\n')
		.replace(/[^\S\n]+/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}
