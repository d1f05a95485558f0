import data from '#content/nudges/spelling.json' with { type: 'json' };
import { digitsOf } from './numbers.ts';
import type { Found } from './phrases.ts';
import { isText, type Token } from './tokens.ts';

/** Number plates that are told rather than written: “the reg is two z’s, then sixty-eight”. */
const letters = new Set(data.namesOfLetters.split(' '));
const flights = new Set(Object.keys(data.letters));
const abroad = new Set(data.plateWordsAbroad.split(' '));
const cars = new Set(data.plateWords);
const tells =
	/^(?:is|are|says|say|said|reads|read|starts|start|begins|begin|ends|end|ending|was|has|goes|easy|its|like|with|spells|spelled|spelling|for)$/;
const plate = /^(?:plates?|numberplates?|reg|rego|registration|vrm|vanity|tags?)$/;
const looks = /^(?:says|reads|spells|spelling|spelled|ends|begins|starts)$/;
/** A plate that is told takes no more words than this. */
const reach = 18;

export function platesTold(tokens: readonly Token[]): Found[] {
	const found: Found[] = [];
	tokens.forEach((token, at) => {
		if (!isText(token)) return;
		const end = told(tokens, at);
		if (end > at) found.push({ start: at, end });
	});
	return found;
}

/** A letter that stands alone, or is said; “a” and “I” are words. */
const isLetter = ({ word, cased, kind }: Token): boolean =>
	kind === 'word' &&
	((word.length === 1 && word !== 'i' && (word !== 'a' || cased === 'A')) ||
		letters.has(word) ||
		(flights.has(word) && word.length > 3) ||
		/^[b-hj-z]s$/.test(word));
const isDigit = (token: Token): boolean => token.kind === 'digits' || digitsOf(token) !== null;
/** `NOTH1S`, `QX` */
const isSign = ({ cased, word, kind }: Token): boolean =>
	kind !== 'mark' &&
	word.length > 1 &&
	word.length < 9 &&
	/^[A-Z0-9]+$/.test(cased) &&
	/[A-Z]/.test(cased);

/** “the plate ends in …”: letters and digits after what it is called, in the sentence after too. */
function told(tokens: readonly Token[], at: number): number {
	const { word } = tokens[at]!;
	const isAbroad = abroad.has(word);
	const isPlate = isAbroad || plate.test(word);
	if (!isPlate && !cars.has(word)) return 0;
	const after = tokens.slice(at + 1, at + 1 + reach).filter(isText);
	const found = isPlate ? ofPlate(after, isAbroad) : ofCar(after);
	return found ? tokens.indexOf(found, at) + 1 : 0;
}

const isPart = (token: Token): boolean => isSign(token) || isLetter(token) || isDigit(token);

/** The last part of a plate among the words after “the plate …”. */
function ofPlate(after: readonly Token[], isAbroad: boolean): Token | undefined {
	if (!isAbroad && !after.slice(0, 3).some((token) => tells.test(token.word))) return;
	const said = after.filter(isLetter).length;
	const digits = after.filter(isDigit).length;
	const signs = after.filter(isSign).length;
	const isGiven = isAbroad ? said + digits + signs > 2 : said > 0 && said + digits > 2;
	if (isGiven) return after.filter(isPart).at(-1);
	return after.slice(0, 4).find((one) => isSign(one) && one.word.length > 2);
}

/** The same after “my camper, look for …”. */
function ofCar(after: readonly Token[]): Token | undefined {
	const look = after.findIndex(
		({ word }, place) =>
			looks.test(word) ||
			(word === 'for' && /^(?:look|looking|watch)$/.test(after[place - 1]?.word ?? ''))
	);
	const signs = look < 0 ? [] : after.slice(look + 1, look + 6);
	// “my car starts again, MOT on the 5th”: of how it ends only letters and digits together say something.
	const isRead = /^(?:says|reads|spells|spelling|spelled|for)$/.test(after[look]?.word ?? '');
	const isGiven =
		(signs.some(isSign) || signs.filter(isLetter).length > 1) && (isRead || signs.some(isDigit));
	const parts = signs.filter(isPart);
	return isGiven && parts.length > 1 ? parts.at(-1) : undefined;
}
