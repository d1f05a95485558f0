import data from '#content/nudges/ways.json' with { type: 'json' };
import { isLikeAName } from './names.ts';
import { phraseFinder, type Found } from './phrases.ts';
import { digitsOf } from './numbers.ts';
import { around, isCapital, isText, type Token } from './tokens.ts';

/** A service that a text names. */
export interface App {
	start: number;
	end: number;
	/** Its name is an everyday word too. */
	isWord: boolean;
	/** It is not named but described: “the ghost app”. */
	isHint?: boolean;
}

/** Names on other services that are told in words: signs that are said, “my name on …”, “on … I am …”. */
export function handlesTold(tokens: readonly Token[], apps: readonly App[]): Found[] {
	const named = apps.filter(
		(app) =>
			isMyNameOn(tokens, app) ||
			isWhoIAm(tokens, app) ||
			isPath(tokens, app) ||
			isNameAfter(tokens, app)
	);
	const told = cues(tokens).filter(
		({ start }) => !around(tokens, start, 4, -1).some(({ word }) => others.test(word))
	);
	const found: Found[] = [...named, ...told];
	tokens.forEach((token, at) => {
		// “lichess: mothking1990”
		const name = tokens[at + 2];
		const isLabel = token.first && isText(token) && tokens[at + 1]?.word === ':' && name;
		if (isLabel && /^[a-z]{3,}\d{2,}$/.test(name.word)) found.push({ start: at, end: at + 3 });
		const end = isMadeUp(tokens, at) || saidSign(tokens, at);
		if (end > at) found.push({ start: at, end });
	});
	return found;
}

/** How somebody tells a way to be reached, or how what is hidden is to be read, whatever it is. */
const cues = phraseFinder(data.cues);

/** Whoever tells what somebody else did or may do gives nothing away. */
export const others =
	/^(?:he|she|they|him|hes|shes|theyll|hed|shed|theyd|who|ex|exs|husband|wife|boyfriend|girlfriend|dad|father|mother|mum|mom|brother|sister|boss|stalker|abuser|people|strangers|man|men|tr(?:y|ied|ies|ying)|keeps?|kept|used|began|started|didnt|dont|doesnt|cant|couldnt|wont|never|stop(?:ped)?|afraid|scared|somehow|block(?:ed)?|could|would|might|did|was|were|had|not)$/;

/** “my name on the ghost app is …” */
function isMyNameOn(tokens: readonly Token[], { start }: App): boolean {
	const words = around(tokens, start, 5, -1).map(({ word }) => word);
	const on = words.findIndex((word) => word === 'on');
	return (
		on >= 0 &&
		on < 2 &&
		/^(?:name|username|nickname|nick|handle|tag|account|page|blog|channel)$/.test(
			words[on + 1] ?? ''
		) &&
		words[on + 2] === 'my'
	);
}

const meAs = /^(?:im|am|its|as|under|called|type|search|by)$/;

/** “on goodreads I am Fern Ashdown”, “fb - type Fern Ashdown” */
function isWhoIAm(tokens: readonly Token[], { end, isWord }: App): boolean {
	if (isWord) return false;
	const after = around(tokens, end - 1, 12, 1);
	const as = after.findIndex(({ word }) => meAs.test(word));
	if (as < 0) return false;
	const name = after.slice(as + 1, as + 6);
	if (name.slice(0, 2).some(isLikeAName)) return true;
	return name.some(
		(token, at) => isName(token) && name[at + 1] !== undefined && isName(name[at + 1]!)
	);
}

const isName = (token: Token): boolean =>
	token.kind === 'word' && token.word.length > 1 && !token.first && isCapital(token);

/** “on deviantart still, name …”, “the ghost app, lil dot fernie”, “the face book one, Niamh …” */
function isNameAfter(tokens: readonly Token[], { end, isWord, isHint }: App): boolean {
	if (isWord) return false;
	const after = around(tokens, end - 1, 8, 1);
	const at = after.findIndex(
		({ word }, place) =>
			/^(?:name|named|nick|user|username|handle|channel|seller|player)$/.test(word) &&
			!/^(?:my|his|her|their|your|real|the|a|by|of|in|with|same|full|own|first|every|new)$/.test(
				after[place - 1]?.word ?? ''
			)
	);
	const next = after[at + 1];
	if (at >= 0 && next && !/^(?:is|was|in|on|my|and|of|for|i|it|to)$/.test(next.word)) return true;
	const isGathering = /^(?:group|page|server|community)$/.test(after[0]?.word ?? '');
	if (isGathering && after.slice(1, 4).some(isName)) return true;
	if (!isHint) return false;
	const isSaid = after.some(({ word }) => /^(?:dot|underscore|hyphen|dash|zero|zeros)$/.test(word));
	return isSaid || after.slice(0, 4).filter((token) => isName(token)).length > 1;
}

/** “soundcloud slash fern hyphen ash” */
const isPath = (tokens: readonly Token[], { end }: App): boolean =>
	/^(?:slash|\/)$/.test(tokens[end]?.word ?? '') && isText(tokens[end + 1]);

const services = new Set(data.apps);
const givesName = /^(?:my|me|im|find|add|name|called|under|as|on|search|follow|there|type)$/;
/** Brands that are written so. */
const brands =
	/^(?:mc|mac|power|better|hello|chat|air|door|head|you|face|linked|link|java|my|play|post|sky|net)/;

/** `mothlight77`, `NightShiftAnya`: nobody is called so but on another service. */
function isMadeUp(tokens: readonly Token[], at: number): number {
	const { word, cased, kind } = tokens[at]!;
	// `xXcryingwillowXx`
	if (/^xx/.test(word) && word.endsWith('xx') && word.length > 8) return at + 1;
	if (kind === 'mixed')
		return /^[a-z]{5,}\d{2,}$/.test(word) && !/^covid|(?:19|20)\d\d$/.test(word) ? at + 1 : 0;
	if (
		kind !== 'word' ||
		!/^\p{Lu}\p{Ll}{2,}\p{Lu}\p{Ll}{2,}/u.test(cased) ||
		brands.test(word) ||
		services.has(word)
	)
		return 0;
	const near = [...around(tokens, at, 6, -1), ...around(tokens, at, 4, 1)];
	return near.some((token) => givesName.test(token.word)) ? at + 1 : 0;
}

/** “fern hashtag zero four one nine”, “at-sign fern”, “fern hyphen ash dot …” */
function saidSign(tokens: readonly Token[], at: number): number {
	const { word } = tokens[at]!;
	const next = tokens[at + 1];
	if (/^(?:hashtag|hash|pound)$/.test(word) && isText(tokens[at - 1])) {
		const digits = tokens.slice(at + 1, at + 5).map((token) => digitsOf(token));
		const said = digits.includes(null) ? digits.slice(0, 1) : digits;
		return said.every((one) => one !== null) && said.join('').length > 3 ? at + 2 : 0;
	}
	const isSlash = word === 'slash' && isText(tokens[at - 1]) && isText(next);
	if (!isSlash) return 0;
	const near = tokens.slice(Math.max(0, at - 4), at + 6).map((token) => token.word);
	return near.some((one) => /^(?:dot|hyphen|underscore|backslash)$/.test(one)) ||
		near.filter((one) => one === 'slash').length > 2
		? at + 2
		: 0;
}
