import data from '#content/nudges/places.json' with { type: 'json' };
import type { Hit } from './found.ts';
import { digitsOf } from './numbers.ts';
import { isNumberElsewhere } from './numbers-elsewhere.ts';
import { phraseFinder } from './phrases.ts';
import { notOne } from './place-names.ts';
import { around, isCapital, isText, type Token } from './tokens.ts';

/** Streets with or without their number, flats, boxes, corners. */
const streets = new Set(data.streets.split(' '));
const alsoWords = new Set(data.streetsAlsoWords.split(' '));
const wellKnown = new Set(data.wellKnownStreets);
const general = new Set(data.generalNames.split(' '));
const between = new Set(data.neverInNames.split(' '));
const units = new Set(data.units.split(' '));
const dwelling = new Set([
	'flat',
	'apartment',
	'apt',
	'appartment',
	'bungalow',
	'caravan',
	'maisonette',
	...['wohnung', 'appartement', 'appt', 'apto', 'depto', 'piso', 'interno', 'mieszkanie', 'lakas'],
	...[
		'civico',
		'makaan',
		'buzzer',
		'intercom',
		'berth',
		'mooring',
		'plot',
		'hausnummer',
		'huisnummer',
		'portal',
		'entrance'
	]
]);
const living =
	/^(?:live|lives|living|lived|stay|staying|moved|house|home|flat|address|work|works|working|hiding|based|located|place|find|opposite|behind|off|near)$/;

export function addresses(tokens: readonly Token[]): Hit[] {
	const hits: Hit[] = [];
	tokens.forEach((token, at) => {
		if (!isText(token)) return;
		const hit =
			gluedAt(tokens, at) ??
			abroadAt(tokens, at) ??
			streetAt(tokens, at) ??
			dwellingAt(tokens, at) ??
			cornerAt(tokens, at) ??
			unnamedAt(tokens, at) ??
			toldAt(tokens, at);
		if (hit) hits.push({ code: 'address', ...hit });
	});
	for (const found of nearHome(tokens)) hits.push({ code: 'address', ...found });
	return hits;
}

/** “third house along from the shop” */
const nearHome = phraseFinder([
	'first|second|third|fourth|fifth|sixth|last|end|corner|1st|2nd|3rd house|door|flat|bungalow|building|gate along|down|past|after|from|before',
	'first|second|third|fourth|fifth|sixth|last|1st|2nd|3rd house|door on the left|right',
	'last|first|only|end|corner house|cottage|bungalow|flat on|in|at|before|opposite|behind',
	'first|second|third|next|1st|2nd|3rd ~1 left|right|turning after|past|before|from',
	'on the left|right as|when|going|coming',
	'same building|block|stairwell as',
	'trailer|caravan|mobile|rv park|home|court ~1 lot|number|plot',
	'bell|buzzer|doorbell|letterbox ~1 says|reads|marked',
	'house|flat|door|cottage|bungalow|caravan with|has the|a ~2 door|roof|gate|windows|shutters|fence|hedge|sign|flag|bins',
	'two|three|four|five|2|3|4 doors|houses down|along|from|past|up|away'
]);

type Place = { start: number; end: number };

/** “14 Elm Street”, “fourteen elm st”, “Hawthorn Road”; the word at `at` is the kind of street. */
function streetAt(tokens: readonly Token[], at: number): Place | null {
	const kind = tokens[at]!.forms.find((word) => streets.has(word));
	if (!kind) return null;
	const isWord = alsoWords.has(kind);
	const places = nameBefore(tokens, at);
	// “14 🌳 street”
	const picture = tokens[at - 1]?.word === '□' && numberBefore(tokens, at - 1);
	if (picture) return { start: at - 2, end: at + 1 };
	for (let length = 1; length <= places.length; length++) {
		const start = places[length - 1]!;
		const number = numberBefore(tokens, start);
		if (!number) continue;
		const name = places.slice(0, length).map((place) => tokens[place]!);
		const caps = name.every((token) => isCapital(token));
		// “one busy street”, “5 minute drive”: a number that counts.
		const counts = number.word === 'one' && !caps;
		if (!counts && (!isWord || caps || isAtHome(tokens, start) || isLed(tokens, start)))
			return { start: start - 1, end: at + 1 };
	}
	return named(tokens, at, places, kind);
}

/** A street by its name alone. */
function named(
	tokens: readonly Token[],
	at: number,
	places: readonly number[],
	kind: string
): Place | null {
	const isSmall = places.findIndex((place) => !isCapital(tokens[place]!));
	const caps = isSmall < 0 ? places : places.slice(0, isSmall);
	const first = caps.at(-1);
	if (first !== undefined && isCapital(tokens[at]!)) {
		const words = caps.map((place) => tokens[place]!.word).reverse();
		const isKnown =
			wellKnown.has(`${words.join(' ')} ${kind}`) || words.every((word) => general.has(word));
		// At the beginning of a sentence a capital says nothing.
		if (!isKnown && !(caps.length === 1 && tokens[first]!.first && notOne(tokens[first]!.word)))
			return { start: first, end: at + 1 };
	}
	const start = places[0];
	if (start === undefined || alsoWords.has(kind)) return null;
	const isOn = /^(?:on|off|in|at|along|from|of)$/.test(around(tokens, start, 1, -1)[0]?.word ?? '');
	return isOn && isAtHome(tokens, start) ? { start, end: at + 1 } : null;
}

const isAtHome = (tokens: readonly Token[], at: number): boolean =>
	around(tokens, at, 5, -1).some(({ word }) => living.test(word));

/** “at 9 orchard close”, “number 9 orchard close” */
const isLed = (tokens: readonly Token[], at: number): boolean =>
	/^(?:at|to|on|no|nr|number|house|door|is)$/.test(around(tokens, at, 2, -1)[1]?.word ?? '');

/** The number of a house right before its street, over a comma at most. */
function numberBefore(tokens: readonly Token[], at: number): Token | null {
	const token = tokens[at - 1]?.word === ',' ? tokens[at - 2] : tokens[at - 1];
	if (!isText(token)) return null;
	const digits = digitsOf(token);
	if (digits !== null) return digits.length < 6 ? token : null;
	return houseNumber(token);
}

const houseNumber = (token: Token | undefined): Token | null =>
	token && token.kind === 'mixed' && /^\d{1,4}[a-f]$/.test(token.word) ? token : null;

/** “12 rue des Lilas”, “Calle Mayor 4”, “Lindenstrasse 9”: kinds of street of other languages, with a number. */
function abroadAt(tokens: readonly Token[], at: number): Place | null {
	const { word, kind } = tokens[at]!;
	if (kind !== 'word') return null;
	const isNumber = (token: Token | undefined) =>
		token !== undefined && /^\d{1,4}[a-z]?$/.test(token.word);
	const isSaid = (token: Token | undefined) => token?.kind === 'word' && digitsOf(token) !== null;
	if (leading.has(word)) {
		const before = around(tokens, at, 2, -1);
		if (before.some(isNumber)) return { start: at - 1, end: at + 2 };
		const after = tokens.slice(at + 1, at + 8);
		const isNamed = [after[0], after[1]].some(
			(token) => token?.kind === 'word' && isCapital(token)
		);
		const number = after.findIndex((token) => isNumber(token) || (isNamed && isSaid(token)));
		const isName = after.slice(0, Math.max(0, number)).some((token) => token.kind === 'word');
		return isName ? { start: at, end: at + 2 + number } : null;
	}
	const ending = streetEndings.find((end) => word.endsWith(end) && word.length > end.length + 1);
	const next = tokens[at + 1];
	// “auntie one”: what is said needs an ending that says more.
	const isOne =
		ending && (isNumber(next) || (ending.length > 2 && isCapital(tokens[at]!) && isSaid(next)));
	return isOne ? { start: at, end: at + 2 } : null;
}
const streetEndings = data.streetEndings.split(' ');
const leading = new Set(data.streetsAbroad.split(' '));

/** `14elmstreet` */
function gluedAt(tokens: readonly Token[], at: number): Place | null {
	const { kind, word } = tokens[at]!;
	const isOne =
		kind === 'mixed' &&
		/^\d{1,4}[a-z]{4,}(?:street|road|avenue|lane|crescent|drive|close|court|ave|blvd|str)$/.test(
			word
		);
	return isOne ? { start: at, end: at + 1 } : null;
}

/** The places of one to three words that a street may be called by, last first. */
function nameBefore(tokens: readonly Token[], at: number): number[] {
	const places: number[] = [];
	for (let place = at - 1; place >= 0 && places.length < 3; place--) {
		const token = tokens[place]!;
		if (token.kind === 'mark') {
			if (token.word === '.' && places.length > 0) break;
			return places;
		}
		if (between.has(token.word) || units.has(token.word)) return places;
		if (digitsOf(token) !== null && places.length > 0) return places;
		if (houseNumber(token)) return places;
		if (token.kind === 'digits') return places;
		if (token.kind === 'mixed' && !/[a-z]{2}/.test(token.word)) return places;
		places.push(place);
	}
	return places;
}

/** “flat 3”, “apartment 12b”, “house number 9”, “p.o. box 113” */
function dwellingAt(tokens: readonly Token[], at: number): Place | null {
	const { word } = tokens[at]!;
	const next = tokens.slice(at + 1, at + 7).filter(isText);
	const isNumber = (token: Token | undefined): boolean =>
		token !== undefined &&
		(digitsOf(token) !== null ||
			isNumberElsewhere(token.word) ||
			/^(?:\d{1,4}[a-z]|[a-z]\d{1,3})$/.test(token.word) ||
			(token.kind === 'word' && /^[a-h]$/.test(token.word) && isCapital(token)));
	if (dwelling.has(word)) {
		const at2 = /^(?:no|number|nr)$/.test(next[0]?.word ?? '') ? 1 : 0;
		const after = next[at2 + 1]?.word ?? '';
		if (isNumber(next[at2]) && !units.has(after)) return { start: at, end: at + 2 + at2 };
	}
	const no = /^(?:no|nr|number)$/.test(next[0]?.word ?? '') ? 1 : 0;
	if (word === 'house' && no && isNumber(next[no])) return { start: at, end: at + 2 + no };
	if (
		word === 'number' &&
		/^(?:house|door|flat|at)$/.test(tokens[at - 1]?.word ?? '') &&
		isNumber(next[0])
	)
		return { start: at - 1, end: at + 2 };
	const lead = tokens.slice(Math.max(0, at - 4), at).map((one) => one.word);
	const isPost = lead.includes('po') || (lead.includes('p') && lead.includes('o'));
	// “lot forty”, not “a lot”
	if (word === 'lot' && isNumber(next[0]) && !/^(?:a|the|whole)$/.test(tokens[at - 1]?.word ?? ''))
		return { start: at, end: at + 2 };
	// “Unit 4 Old Ropeworks”, “Room 212 at the Heron Lodge”
	if (
		/^(?:unit|room|suite|pitch|bay|block|cabin)$/.test(word) &&
		isNumber(next[0]) &&
		isNamed(next)
	)
		return { start: at, end: at + 2 };
	if (word === 'box' && isPost && isNumber(next[0])) return { start: at, end: at + 2 };
	return null;
}

/** After “unit 4”: a name at once, or over “at the”. */
function isNamed([, ...next]: readonly Token[]): boolean {
	const over = next.findIndex(({ word }) => !/^(?:at|in|of|the)$/.test(word));
	const [name, more] = next.slice(over);
	const isName = (token: Token | undefined) =>
		token?.kind === 'word' && !token.first && isCapital(token) && !general.has(token.word);
	return over >= 0 && isName(name) && (over > 0 || isName(more));
}

/** “my address is 3 The Maltings” */
function toldAt(tokens: readonly Token[], at: number): Place | null {
	if (tokens[at]!.word !== 'address') return null;
	const is = /^(?:is|:|=)$/.test(tokens[at + 1]?.word ?? '') ? tokens[at + 2] : undefined;
	const isGiven = isText(is) && (digitsOf(is) !== null || (isCapital(is) && !notOne(is.word)));
	return isGiven ? { start: at, end: at + 3 } : null;
}

/** “4107 Willowbrook”, “seventeen Hazeldene”: a number before a name that ends as streets and houses do. */
function unnamedAt(tokens: readonly Token[], at: number): Place | null {
	const token = tokens[at]!;
	const number = numberBefore(tokens, at);
	if (number && isBetween(tokens, at, number)) return { start: at - 1, end: at + 1 };
	const isName =
		token.kind === 'word' &&
		isCapital(token) &&
		!notOne(token.word) &&
		endsLikeAHouse.test(token.word) &&
		!number?.first;
	return number && isName && number.word !== 'one' ? { start: at - 1, end: at + 1 } : null;
}

/** “at 22 Acacia, top floor”: no hour, no more words of a name after it. */
function isBetween(tokens: readonly Token[], at: number, number: Token): boolean {
	const token = tokens[at]!;
	const isName =
		token.kind === 'word' &&
		isCapital(token) &&
		!notOne(token.word) &&
		!general.has(token.word) &&
		!units.has(token.word);
	const next = tokens[at + 1];
	const before = tokens[at - 2]?.word ?? '';
	const isFrame =
		before === 'at' || before === 'to' || (before === ',' && isAtHome(tokens, at - 1));
	const isHouse = number.kind === 'mixed' || Number(number.word) > 12;
	return isName && isFrame && isHouse && (!next || next.kind === 'mark');
}
const endsLikeAHouse =
	/.{3}(?:brook|wood|field|fields|view|ridge|crest|croft|gate|leigh|hurst|side|moor|dene|dale|mead|acre|acres|bourne|combe|mount|holme|thwaite|garth)$/;

/** “the corner of 5th and Main” */
function cornerAt(tokens: readonly Token[], at: number): Place | null {
	// “on 5th between the laundromat and …”
	const isCrossed =
		/^\d{1,3}(?:st|nd|rd|th)$/.test(tokens[at]!.word) &&
		tokens[at - 1]?.word === 'on' &&
		/^(?:between|and|at|near|by|street|ave|avenue)$/.test(tokens[at + 1]?.word ?? '');
	if (isCrossed) return { start: at - 1, end: at + 2 };
	if (tokens[at]!.word !== 'corner' || tokens[at + 1]?.word !== 'of') return null;
	const and = around(tokens, at + 1, 5, 1).find(({ word }) => word === 'and');
	const name = tokens[at + 2];
	if (!and || !isText(name)) return null;
	return name.kind === 'mixed' || isCapital(name) ? { start: at, end: at + 3 } : null;
}
