import names from '#content/nudges/places.json' with { type: 'json' };
import data from '#content/nudges/spelling.json' with { type: 'json' };
import type { Code, Hit } from './found.ts';
import { digitsOf } from './numbers.ts';
import { phraseFinder } from './phrases.ts';
import { platesTold } from './plates-told.ts';
import { around, isText, type Token } from './tokens.ts';

/** Postcodes, number plates, places on a map: codes of letters and digits. */
const flights = new Map(Object.entries(data.letters));
const ukPostcode = /^[a-z]{1,2}\d[a-z\d]?\d[abd-hjlnp-uw-z]{2}$/;
const canadian = /^[abceghj-nprstvxy]\d[a-z]\d[a-z]\d$/;
const irish = /^[a-z]\d[\dw][a-z\d]{4}$/;
const irishPlate = /^\d{2,3}[a-z]{1,2}\d{3,6}$/;
const ukPlate = /^[a-z]{2}\d{2}[a-z]{3}$/;
const oldPlate = /^(?:[a-z]\d{1,3}[a-z]{3}|[a-z]{3}\d{1,3}[a-z])$/;
const abroad = /^(?:[a-z]{3}\d{3,4}|\d{3}[a-z]{3}|\d[a-z]{3}\d{3})$/;
/** Two groups of capitals and digits that many countries have, and backwards. */
const plateAbroad =
	/^(?:[a-z]{1,3}\d{2,4}[a-z]{0,3}|\d{3,4}[a-z]{2,3}|[a-z]{2}\d[a-z]\d{2}[a-z]|[a-z]{2}\d{5,6}|[a-z]\d{3}[a-z]{2}|\d[a-z]{2}\d[a-z]{2}|[a-z]{3}\d[a-z]\d{2})$/;
const ordinal = /\d(?:st|nd|rd|th)$/;

const everyday = new Set([...names.neverInNames.split(' '), ...names.units.split(' ')]);
const carWords = new Set(data.plateWords);
const plateWords = new Set([
	'plate',
	'plates',
	'numberplate',
	'reg',
	'rego',
	'registration',
	'vrm'
]);
const postWords = new Set(data.postWords);

interface Run {
	text: string;
	start: number;
	end: number;
	/** Letters that were words of an alphabet or stood alone. */
	spelled: number;
	/** Of them words of the alphabet of pilots, long enough to be nothing else in a row. */
	flown: number;
	capitals: boolean;
	/** “letters …” was said inside. */
	told: boolean;
}

/** What is said between the parts of a code. */
const inside = new Set(['letter', 'letters', 'dash', 'space', 'gap', 'hyphen']);

/** “the plate ends in …”: a part of it is enough to know it again. */
const parts = phraseFinder([
	'plate|plates|reg|registration|numberplate ~2 ends|starts|begins|ending'
]);

export function spelledCodes(tokens: readonly Token[]): Hit[] {
	const told = [...parts(tokens), ...platesTold(tokens)];
	const hits: Hit[] = told.map((part) => ({ code: 'plate', ...part }));
	for (let at = 0; at < tokens.length; at++) {
		const found = coordinatesAt(tokens, at) ?? codeFrom(tokens, at);
		if (!found) continue;
		hits.push(found);
		at = found.end - 1;
	}
	return hits;
}

/** The longest code that begins here and is one. */
function codeFrom(tokens: readonly Token[], at: number): Hit | null {
	if (!isText(tokens[at]) || inside.has(tokens[at]!.word)) return null;
	let found: Hit | null = null;
	for (const run of runsFrom(tokens, at)) {
		const code = codeOf(run, tokens);
		if (code) found = { code, start: run.start, end: run.end };
	}
	return found;
}

/** All that begins here and could be one code, up to twelve characters. */
function* runsFrom(tokens: readonly Token[], start: number): Generator<Run> {
	const run: Run = {
		text: '',
		start,
		end: start,
		spelled: 0,
		flown: 0,
		capitals: true,
		told: false
	};
	let isApart = true;
	for (let at = start; at < tokens.length && at < start + 32; at++) {
		const token = tokens[at]!;
		if (token.kind === 'mark') {
			// A dash, a dot, a bracket around a letter stand inside a code, the end of a sentence does not.
			if (at === start || !/^[-.·*_/,□()]$/.test(token.word)) return;
			// “GAD-7 (12)” is a score, “(A)(B)(1)(2)” a code.
			if (/[()]/.test(token.word) && !isApart) return;
			continue;
		}
		// “5 5 5, then letters F A K”
		const isThen = token.word === 'then' && /^letters?$/.test(tokens[at + 1]?.word ?? '');
		if (at > start && (isThen || inside.has(token.word))) {
			run.told ||= token.word.startsWith('letter');
			continue;
		}
		// “X-ray” is one word of the alphabet.
		if (token.word === 'ray' && run.text.endsWith('x')) continue;
		const said = flights.get(token.word) ?? (token.kind === 'word' ? digitsOf(token) : null);
		const isLone = token.kind === 'word' && token.word.length === 1;
		isApart &&= token.word.length === 1;
		const over = isLone ? overExample(tokens, at) : at;
		if (isLone || (said !== null && token.word.length > 1)) run.spelled++;
		if (flights.has(token.word) && token.word.length > 3) run.flown++;
		run.text += said ?? token.word;
		if (said === null && /[a-z]/.test(token.word))
			run.capitals &&= token.cased === token.cased.toUpperCase();
		at = over;
		run.end = at + 1;
		if (run.text.length > 12) return;
		if (run.text.length > 2) yield run;
	}
}

/** “Q for queen”, “Z as in zebra”: the place of the example, or of the letter. */
function overExample(tokens: readonly Token[], at: number): number {
	const joins = /^(?:for|as|like)$/.test(tokens[at + 1]?.word ?? '');
	const example = tokens[at + 2]?.word === 'in' ? at + 3 : at + 2;
	return joins && tokens[example]?.word.startsWith(tokens[at]!.word) ? example : at;
}

function codeOf(run: Run, tokens: readonly Token[]): Code | null {
	const { text, start, end, spelled, flown, capitals, told } = run;
	if (!/\d/.test(text) && !/^[a-z]{3,5}$/.test(text)) return null;
	const isOne = end - start === 1;
	const isNear = (words: Set<string>) =>
		around(tokens, start, 8, -1).some(({ word }) => words.has(word)) ||
		around(tokens, end - 1, 4, 1).some(({ word }) => words.has(word));
	const hasLetters = /[a-z]/.test(text);
	const marked = tokens
		.slice(start, end)
		.filter((token) => isText(token) && token.word !== 'then' && !inside.has(token.word));
	// Words in small letters that stand beside a number are words: “m 4 7 am”.
	const isCode =
		isOne ||
		capitals ||
		spelled > 1 ||
		marked.every(({ kind }) => kind === 'mixed') ||
		isPlateLike(marked);
	// “… code, F43.1, as if”
	const isTorn = !capitals && everyday.has(marked.at(-1)?.word ?? '');
	// “one to ten I am”
	const isSaid = !capitals && marked.some(({ word }) => word.length > 1 && everyday.has(word));
	if (hasLetters && (isCode || isNear(postWords)) && !ordinal.test(text) && !isTorn) {
		if (ukPostcode.test(text) && looksGrouped(marked, spelled)) return 'address';
		if (canadian.test(text)) return 'address';
		if (irish.test(text) && marked.every(({ kind }) => kind === 'mixed')) return 'address';
	}
	// `F43.1` is a diagnosis.
	const goesOn =
		tokens[end]?.word === '.' && tokens[end + 1]?.joined && tokens[end + 1]!.kind === 'digits';
	if (isNear(postWords) && !goesOn) {
		if (!hasLetters && /^\d{5}(?:\d{4})?$/.test(text)) return 'address';
		if (/^[a-z]{1,2}\d{1,2}[a-z]?$/.test(text) && text.length < 6 && !isSaid) return 'address';
	}
	if (/^[a-z]{2}\d{5}$/.test(text) && capitals && states.has(text.slice(0, 2))) return 'address';
	if (hasLetters && isCode && !isSaid && ukPlate.test(text) && looksGrouped(marked, spelled))
		return 'plate';
	// “30mph” beside a car is no plate.
	const isUnit = /^\d+[a-z]+$/.test(text) && !capitals;
	const isLetters = /^[a-z]{3,5}$/.test(text) && capitals && isNear(plateWords);
	if (isLetters) return 'plate';
	// “the bike’s reg QX21”
	const isBeside = around(tokens, start, 2, -1).some(({ word }) => plateWords.has(word));
	if (isBeside && capitals && hasLetters && /\d/.test(text) && text.length < 9) return 'plate';
	const isMixed =
		hasLetters && !isUnit && text.length > 4 && text.length < 9 && !/[a-z]{4}/.test(text);
	if (isMixed && isCode && isNear(carWords)) return 'plate';
	// `ZZ9I QQO`: letters that look like digits, where a digit stands.
	const drawn = capitals && /^[a-z]{2}(?:\d[oil]|[oil]\d)[a-z]{3}$/.test(text);
	if (drawn && looksGrouped(marked, spelled)) return 'plate';
	const isFlown = flown > 2 || (flown > 1 && spelled > 3);
	if (isFlown && /\d/.test(text) && text.length > 3 && text.length < 10) return 'plate';
	if (told && (capitals || spelled > 1) && /^(?:\d{2,4}[a-z]{2,3}|[a-z]{2,3}\d{2,4})$/.test(text))
		return 'plate';
	// In small letters a number beside a word is mostly that: “my car did 100”.
	const isPlate = oldPlate.test(text) || ukPlate.test(text) || abroad.test(text);
	const isWords = marked.some(({ word }) => everyday.has(word));
	if (isMixed && isPlate && !isWords && isNear(plateWords)) return 'plate';
	if (isMixed && capitals && isOne && oldPlate.test(text) && text.length === 7) return 'plate';
	const isSigned = capitals && hasLetters && !ukPostcode.test(text) && !/(?:19|20)\d\d/.test(text);
	if (isSigned && irishPlate.test(text) && end - start > 3) return 'plate';
	// Two groups of capitals and digits that are no word, no year and no name of a thing.
	const isLong = text.length > 5 && text.length < 9 && /\d{2}/.test(text);
	if (isSigned && isLong && plateAbroad.test(text)) return 'plate';
	return null;
}

/** `ab12 cde`, where the last is no everyday word */
const isPlateLike = ([first, last, more]: readonly Token[]): boolean =>
	more === undefined &&
	/^[a-z]{2}\d{2}$/.test(first?.word ?? '') &&
	last?.kind === 'word' &&
	!everyday.has(last.word);

/** A postcode has one gap, not words of two letters beside numbers of two, unless it is spelled out. */
function looksGrouped(parts: readonly Token[], spelled: number): boolean {
	return (
		parts.length < 3 ||
		spelled > 1 ||
		parts.some(({ kind }) => kind === 'mixed') ||
		parts.every(({ cased }) => cased === cased.toUpperCase())
	);
}

const states = new Set(data.states.split(' '));

/** `51.5074, -0.1278`, `///word.word.word`, “what3words …” */
function coordinatesAt(tokens: readonly Token[], at: number): Hit | null {
	const token = tokens[at]!;
	if (/^(?:north|south|east|west)$/.test(token.word) && isBearing(tokens, at))
		return { code: 'place', start: at - 4, end: at + 1 };
	if (token.word === '°') {
		const side = tokens
			.slice(at + 1, at + 7)
			.findIndex(({ word }) => /^(?:[nsew]|north|south|east|west)$/.test(word));
		return side < 0 ? null : { code: 'place', start: at, end: at + side + 2 };
	}
	if (token.kind === 'digits') {
		const first = overDecimals(tokens, at);
		if (!first) return null;
		let next = first;
		while (next < first + 4 && tokens[next] && !/^\d+$/.test(tokens[next]!.word)) next++;
		const second = overDecimals(tokens, next);
		return second ? { code: 'place', start: at, end: second } : null;
	}
	const isWords = (start: number) =>
		[0, 2, 4].every((step) => tokens[start + step]?.kind === 'word') &&
		[1, 3].every(
			(step) => tokens[start + step]?.word === '.' && tokens[start + step + 1]?.joined === true
		);
	if (token.word === '/' && tokens[at + 1]?.word === '/' && tokens[at + 2]?.word === '/')
		return isWords(at + 3) ? { code: 'place', start: at, end: at + 8 } : null;
	return /^(?:what3words|w3w|whatthreewords)$/.test(token.word)
		? { code: 'place', start: at, end: at + 1 }
		: null;
}

/** “fifty four point oh one four two north” */
function isBearing(tokens: readonly Token[], at: number): boolean {
	const before = tokens.slice(Math.max(0, at - 8), at);
	const digits = before.slice(-4).filter((token) => digitsOf(token) !== null).length;
	return digits > 2 && before.some(({ word }) => /^(?:point|degrees|minutes)$/.test(word));
}

const overDecimals = (tokens: readonly Token[], at: number): number =>
	tokens[at]?.kind === 'digits' &&
	tokens[at]!.word.length < 4 &&
	tokens[at + 1]?.word === '.' &&
	tokens[at + 2]?.joined === true &&
	/^\d{3,}$/.test(tokens[at + 2]!.word)
		? at + 3
		: 0;
