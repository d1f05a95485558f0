import type { Key } from '#lib/words/words.ts';
import type { Need } from '../shares.ts';
import { addresses } from './addresses.ts';
import { codes, type Code, type Rule } from './found.ts';
import { handles } from './handles.ts';
import { mails } from './mail.ts';
import { phones } from './phone.ts';
import { places } from './places.ts';
import { read, squeeze, type Reading } from './reading.ts';
import { advising, inCrisis, inDetail, judging, onMedicine } from './sayings.ts';
import { spelledCodes } from './spelled.ts';
import { inOne, uncovered } from './taken-apart.ts';
import { tokensOf } from './tokens.ts';

export type { Code } from './found.ts';

/** A place in what was written, in UTF-16 units: from, and up to. */
export interface Span {
	from: number;
	to: number;
}

/** Something to think about before it is sent. It never says that somebody may not. */
export interface Nudge {
	code: Code;
	spans: Span[];
	/** What stands there, a few of them and not long. */
	about: string[];
	/** Why it is said. */
	why: Key;
	/** How it could be changed. */
	how: Key;
}

export interface Writing {
	text: string;
	/** What the writer asks for with a share of their own. */
	need?: Need | null;
	kind: 'share' | 'reply';
	/** What the author of the share asked for that this answers. */
	parentNeed?: Need | null;
	/** Only the facilitators read it: they may need to know where somebody is, and what happened. */
	forFacilitators?: boolean;
}

/** Ways to reach somebody: what a group’s rule of no contact details is about. */
export const contactCodes: readonly Code[] = ['phone', 'email', 'handle'];
/** A text that is longer is cut; the form takes less. */
const longest = 20_000;
/** More places of one kind are not shown. */
const mostSpans = 20;
const mostQuoted = 3;
const longestQuote = 40;

const identifying: Rule[] = [phones, mails, handles, spelledCodes, addresses, places];

/**
 * Reads what somebody wrote and says what they may want to look at again. Pure, alone, and in a time that
 * grows with the length of the text; nothing of it is kept or sent anywhere.
 */
export function nudgesFor(writing: Writing): Nudge[] {
	const text = writing.text.slice(0, longest);
	const spans = new Map<Code, Span[]>();
	for (const reading of readingsOf(text)) {
		const tokens = tokensOf(reading);
		for (const rule of rulesFor(writing))
			for (const hit of rule(tokens)) {
				const { at } = reading;
				const from = at[tokens[hit.start]!.from]!;
				const to = at[tokens[Math.min(hit.end, tokens.length) - 1]!.to]!;
				const all = spans.get(hit.code);
				if (all) all.push({ from, to });
				else spans.set(hit.code, [{ from, to }]);
			}
	}
	return codes.filter((code) => spans.has(code)).map((code) => nudge(code, spans.get(code)!, text));
}

function rulesFor({ kind, need, parentNeed, forFacilitators }: Writing): Rule[] {
	if (forFacilitators) return [inCrisis];
	const rules = [...identifying, inDetail, inCrisis];
	if (kind === 'share') return rules;
	return [...rules, judging, onMedicine, ...((parentNeed ?? need) === 'ideas' ? [] : [advising])];
}

function readingsOf(text: string): Reading[] {
	const plain = quietly(uncovered(read(text)));
	return [plain, squeeze(plain), inOne(plain)].filter((one) => one !== null);
}

function nudge(code: Code, found: readonly Span[], text: string): Nudge {
	const spans = merged(found).slice(0, mostSpans);
	const about = spans.slice(0, mostQuoted).map(({ from, to }) => quoted(text.slice(from, to)));
	return { code, spans, about, why: `nudges.why.${code}`, how: `nudges.how.${code}` };
}

function quoted(words: string): string {
	const line = words.replace(/\s+/g, ' ').trim();
	if (line.length <= longestQuote) return line;
	// Never half a character.
	return `${[...line.slice(0, longestQuote - 1)].join('').replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Where nearly all is written in capitals they say nothing. */
function quietly(reading: Reading): Reading {
	const capitals = reading.cased.match(/\p{Lu}/gu)?.length ?? 0;
	const letters = reading.cased.match(/\p{L}/gu)?.length ?? 0;
	return letters > 20 && capitals > letters * 0.6 ? { ...reading, cased: reading.text } : reading;
}

/** Places that touch are one. */
function merged(spans: readonly Span[]): Span[] {
	const sorted = [...spans].sort((one, other) => one.from - other.from || one.to - other.to);
	const all: Span[] = [];
	for (const span of sorted) {
		const last = all.at(-1);
		if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
		else all.push({ ...span });
	}
	return all;
}
