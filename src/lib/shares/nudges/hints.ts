import data from '#content/nudges/places.json' with { type: 'json' };
import { phraseFinder, type Found } from './phrases.ts';
import { isCapital, isText, type Token } from './tokens.ts';

/** Places that are hinted at: by a riddle, backwards, by being the only one, by a saint. */
const sites =
	'town|village|city|island|lake|street|road|lane|church|school|college|uni|university|pub|cafe|shop|' +
	'hospital|street|suburb|estate|hamlet|primary|station|county|park|bridge|castle|river|valley|place';

const riddles = phraseFinder([
	'rhymes|rhyming with',
	`${sites} ~4 rhymes|rhyming`,
	`${sites} ~2 named|called like|after|the same`,
	`${sites} spelled|spelt`,
	'theres|there is? only|just one|1 town|village|island|lake|church|school|pub|shop|hospital|building|refuge|shelter|ferry',
	'if you know one of us',
	'the|only one|sole? only|one ~1 teacher|postman|postwoman|baker|doctor|gp|vet|pharmacist|nurse|librarian|florist|butcher|hairdresser|barber|organist|priest|vicar|imam|rabbi|midwife|dentist|plumber|lifeguard|piper|locksmith in|on|at|for|here|there'
]);
const isSite = new Set(sites.split('|'));
const uses = /^(?:starts?|starting|begins?|beginning|ends?|ending|with)$/;

/** “the lake that starts with Q”, “a town with a B and four more letters” */
function byLetter(tokens: readonly Token[], at: number): number {
	const token = tokens[at]!;
	if (!isSite.has(token.word)) return 0;
	for (let next = at + 1; next < at + 6 && isText(tokens[next]); next++) {
		if (!uses.test(tokens[next]!.word)) continue;
		for (let letter = next + 1; letter < next + 4 && isText(tokens[letter]); letter++) {
			const { word, cased } = tokens[letter]!;
			if (
				word.length < 3 &&
				!/^(?:he|my|we|me|us|it|mr|dr|ms)$/.test(word) &&
				word !== 'a' &&
				(word !== 'i' || next + 1 < letter) &&
				/\p{Lu}/u.test(cased)
			)
				return letter + 1;
		}
	}
	return 0;
}

/** “notlruP tseW”, “llimrettO 13”: words whose last letter is the capital stand the wrong way round. */
function backwards(tokens: readonly Token[], at: number): number {
	const isTurned = (token: Token | undefined) =>
		token?.kind === 'word' && /^\p{Ll}{2,}\p{Lu}$/u.test(token.cased);
	if (!isTurned(tokens[at])) return 0;
	const next = tokens[at + 1];
	return isTurned(next) || next?.kind === 'digits' ? at + 2 : 0;
}

const saintly = new Set(data.saintsOfAll.split(' '));

/** “my school is St Orla’s”, “port de Saint-Aubrac” */
function saintAt(tokens: readonly Token[], at: number): number {
	if (
		!/^(?:st|saint|sankt|san|santa|sao|sainte)$/.test(tokens[at]!.word) ||
		!isCapital(tokens[at]!)
	)
		return 0;
	const isJoined = tokens[at + 1]?.word === '-' && tokens[at + 1]!.joined;
	const place = isJoined || tokens[at + 1]?.word === '.' ? at + 2 : at + 1;
	const name = tokens[place];
	if (name?.kind !== 'word' || !isCapital(name) || saintly.has(name.word)) return 0;
	// “St Orla’s”: what belongs to a saint is a place; of others only what is written as one word.
	const isTheirs =
		/[^s]'s$/.test(name.cased.toLowerCase()) && /^(?:st|saint)$/.test(tokens[at]!.word);
	return isJoined || isTheirs ? place + 1 : 0;
}

export function hints(tokens: readonly Token[]): Found[] {
	const found = riddles(tokens);
	tokens.forEach((token, at) => {
		// “🏰 + ham = where I live”
		const isSum =
			token.word === '=' && tokens[at + 1]?.word === 'where' && tokens[at + 2]?.word === 'i';
		if (isSum) found.push({ start: at, end: at + 3 });
		if (!isText(token)) return;
		const end = byLetter(tokens, at) || backwards(tokens, at) || saintAt(tokens, at);
		if (end > at) found.push({ start: at, end });
	});
	return found;
}
