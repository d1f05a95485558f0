import data from '#content/nudges/places.json' with { type: 'json' };
import ways from '#content/nudges/ways.json' with { type: 'json' };
import type { Found } from './phrases.ts';
import { isPlaceName, kinds, venues } from './place-names.ts';
import { around, isCapital, isText, type Token } from './tokens.ts';

/** “my … is called …”: what somebody has, goes to or makes, and its name. */

const also = new Set(data.streetsAlsoWords.split(' '));
const streets = data.streets.split(' ').filter((word) => !also.has(word));
/** A group is called something by people who belong to it. */
const gathers = /^(?:groups?|meetings?|flats?|common|court|high|pool)$/;
const sites = new Set(
	[...kinds, ...venues, ...streets, ...data.sites.split(' ')].filter((word) => !gathers.test(word))
);
const channels = new Set(ways.channels.split(' '));
const owner = /^(?:my|our|his|her|their|your|kids)$/;
const links = /^(?:is|was|are|were|called|named|its|be)$/;
const over = /^(?:is|was|are|were|called|named|its|the|at|just|now|still|a|that|be|name|s|in|on)$/;
/** Of people and of faiths: what a place is, not what it is called. */
const describes = /(?:ian|ish|ese|ist)$/;

/** The place of a name that is told after a kind of thing: over “is”, “is called”, a colon. */
function toldAfter(tokens: readonly Token[], at: number): { name: number; called: boolean } | null {
	let isLinked = /'s$/.test(tokens[at]!.cased.toLowerCase());
	let called = false;
	for (let next = at + 1; next < at + 7; next++) {
		const token = tokens[next];
		if (!token) return null;
		if (token.kind === 'mark') {
			if (token.word === ':' || token.word === '=') isLinked = true;
			// “at the family farm, Drumnashee, …”
			else if (token.word === ',' && isSetApart(tokens, next))
				return { name: next + 1, called: true };
			else if (!/^["'“”*_(,]$/.test(token.word)) return null;
			continue;
		}
		if (links.test(token.word)) isLinked = true;
		called ||= token.word === 'called' || token.word === 'named' || token.word === 'name';
		if (!over.test(token.word)) return isLinked ? { name: next, called } : null;
	}
	return null;
}

/** A name alone between commas. */
const isSetApart = (tokens: readonly Token[], comma: number): boolean =>
	around(tokens, comma, 4, -1).some(({ word }) => /^(?:at|in|from|to|near)$/.test(word)) &&
	isText(tokens[comma + 1]) &&
	isCapital(tokens[comma + 1]!) &&
	(tokens[comma + 2] === undefined || /^[,.]$/.test(tokens[comma + 2]!.word));

const isOwned = (tokens: readonly Token[], at: number): boolean =>
	around(tokens, at, 4, -1).some(
		(token) => owner.test(token.word) || /'s$/.test(token.cased.toLowerCase())
	);

const kindIn = (all: Set<string>, token: Token): boolean => token.forms.some((one) => all.has(one));

/** “our village is Upper Gorsley Fen”, “the rehab was Stillwaters”, “my road is Osprey” */
export function placesNamed(tokens: readonly Token[]): Found[] {
	return told(tokens, sites, (at, { name, called }) => {
		const token = tokens[name]!;
		const isThe = around(tokens, at, 2, -1).some(({ word }) => word === 'the' || word === 'family');
		if (!isPlaceName(token) || (!isOwned(tokens, at) && !isThe)) return false;
		// “the school was Dave’s idea”
		if (/'s$/.test(token.cased.toLowerCase()) && !isCapital(tokens[name + 1] ?? token))
			return false;
		return called || !describes.test(token.word);
	});
}

/** “my podcast is Two Mugs and a Meltdown”, “our shop’s called …”, “his channel is …” */
export function channelsNamed(tokens: readonly Token[]): Found[] {
	return told(tokens, channels, (at, { name, called }) => {
		const token = tokens[name]!;
		const isName = isCapital(token) && !token.first && token.word.length > 1;
		return isOwned(tokens, at) && (called ? !/^(?:off|out|on|it)$/.test(token.word) : isName);
	});
}

function told(
	tokens: readonly Token[],
	all: Set<string>,
	isMeant: (at: number, told: { name: number; called: boolean }) => boolean
): Found[] {
	const found: Found[] = [];
	tokens.forEach((token, at) => {
		if (!isText(token) || !kindIn(all, token)) return;
		const name = toldAfter(tokens, at);
		if (!name || !isMeant(at, name)) return;
		let end = name.name + 1;
		while (end < name.name + 5 && isText(tokens[end]) && isCapital(tokens[end]!)) end++;
		found.push({ start: at, end });
	});
	return found;
}

/** “Whitby is where I live”, “Oakfield, where I work” */
export function placesHinted(tokens: readonly Token[]): Found[] {
	const found: Found[] = [];
	tokens.forEach((token, at) => {
		const isWhere =
			token.word === 'where' &&
			/^(?:i|we|ive|hes|shes|my|im|were)$/.test(tokens[at + 1]?.word ?? '') &&
			around(tokens, at, 4, 1).some(({ word }) => lives.test(word));
		const before = tokens[at - 1]?.word ?? '';
		const name = /^(?:,|is|was|-)$/.test(before) ? at - 2 : at - 1;
		if (isWhere && isPlaceName(tokens[name])) found.push({ start: name, end: at + 2 });
	});
	return found;
}
const lives =
	/^(?:live|lives|lived|living|work|works|worked|teach|stay|staying|grew|volunteer|born|study|moved|hiding|run)$/;
