import data from '#content/nudges/ways.json' with { type: 'json' };
import type { Hit } from './found.ts';
import { asRead } from './letters.ts';
import { drawnMails } from './mail-drawn.ts';
import { isLikeAName, joinedNameNear } from './names.ts';
import { around, isCapital, isText, type Token } from './tokens.ts';

const providers = new Set(data.mail);
/** Their names are words as well, so that more must be said for an address. */
const alsoWords = new Set(data.mailAlsoWords);
const saidAt = new Set(data.at.map(asRead));
const saidDot = new Set(data.dot.map(asRead));
const endsSaid = new Set(data.endsSaid);
const ends = new Set(data.ends);
/** Of those that help everybody. */
const services = new Set(data.services);
/** Ends of domains that are everyday words. */
const everyday = new Set(['in', 'at', 'be', 'it', 'no', 'us', 'me', 'so', 'is', 'am', 'to', 'as']);
const longEnds = new Set(data.ends.filter((end) => end.length > 2));
/** “I looked at gmail” is no address. */
const looking =
	/^(?:look|star|glanc|work|swear|swor|yell|scream|laugh|angry|mad|peek|bad|good|hopeless|useless)/;
const opens = new Set(['(', '[', '{', '<', '*', '"', '/', '-', '_', '~']);

/** Over the marks around a word (“(at)”, “[ dot ]”): the place of the word and the one after it all. */
function inBrackets(
	tokens: readonly Token[],
	at: number
): { word: Token; end: number; bracketed: boolean } | null {
	let place = at;
	while (opens.has(tokens[place]?.word ?? '') && place - at < 2) place++;
	const bracketed = place > at;
	const word = tokens[place];
	if (!word) return null;
	let end = place + 1;
	while (bracketed && tokens[end]?.kind === 'mark' && tokens[end]!.word !== '.' && end - place < 3)
		end++;
	return { word, end, bracketed };
}

/** The place after something that means the at sign, or 0. */
function overAt(tokens: readonly Token[], at: number): number {
	const found = inBrackets(tokens, at);
	if (!found) return 0;
	const { word, end, bracketed } = found;
	if (word.word === '@') return end;
	if (!isText(word)) return 0;
	const is = word.forms.some((one) => saidAt.has(one)) || (bracketed && word.word === 'a');
	if (!is) return 0;
	return /^(?:sign|symbol)$/.test(tokens[end]?.word ?? '') ? end + 1 : end;
}

/** The place after something that means the dot of an address, or 0. */
function overDot(
	tokens: readonly Token[],
	at: number
): { end: number; said: boolean; word: string } | null {
	const found = inBrackets(tokens, at);
	if (!found) return null;
	const { word, end, bracketed } = found;
	if (word.kind !== 'mark') {
		if (word.word === 'full' && tokens[end]?.word === 'stop')
			return { end: end + 1, said: true, word: 'stop' };
		return word.forms.some((one) => saidDot.has(one)) ? { end, said: true, word: word.word } : null;
	}
	if (word.word !== '.' && word.word !== ',') return null;
	if (bracketed && tokens[at]!.word === '"') return null;
	if (bracketed) return { end, said: true, word: 'dot' };
	// A dot with a gap before it ends no sentence.
	return !word.joined || tokens[end]?.joined ? { end, said: false, word: '.' } : null;
}

/** “at pebble dot something”: nobody says that of anything else, whatever the ending. */
function saidDomain(tokens: readonly Token[], from: number): number {
	const [dot, end] = [tokens[from + 1], tokens[from + 2]];
	const isName =
		dot?.word === 'dot' && !/^(?:the|a|this|that|my|every|each)$/.test(tokens[from]!.word);
	return isName && end?.kind === 'word' && end.word.length > 1 ? from + 3 : 0;
}

/** Where the name of a domain ends that has its last dot here, or 0. */
export function overDomain(
	tokens: readonly Token[],
	at: number
): { end: number; said: boolean } | null {
	const lead = tokens[at - 1]?.word === ',' ? tokens[at - 2] : tokens[at - 1];
	// “at 8 on the dot, no more”
	const isLead = isText(lead) && !(lead.word === 'the' && tokens[at - 2]?.word === 'on');
	const dot = isLead ? overDot(tokens, at) : null;
	for (let over = 0; dot?.said && over < 2; over++)
		if (/^(?:,|then|and)$/.test(tokens[dot.end]?.word ?? '')) dot.end++;
	const end = dot && tokens[dot.end];
	if (!dot || !end) return null;
	const all = dot.said ? ends : longEnds;
	const fits = end.forms.some(
		(word) => all.has(word) || word === 'couk' || (dot.said && endsSaid.has(word))
	);
	const isJoined = tokens[at - 1]!.joined && ends.has(end.word);
	if (!fits && !isJoined) return null;
	// “at that point in my life” has no domain in it; nobody says “dot” but in one.
	if (dot.said && everyday.has(end.word) && !/^d[o0]t$/.test(dot.word)) return null;
	return { end: dot.end + 1, said: dot.said };
}

/** Addresses one can write to, however the signs in them are said. */
export function mails(tokens: readonly Token[]): Hit[] {
	const hits: Hit[] = [];
	const hit = (start: number, end: number) =>
		hits.push({ code: 'email', start: Math.max(0, start), end });
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at]!;
		const before = tokens[at - 1];
		const after = tokens[at + 1];
		if (token.word === '@' && isText(before) && token.joined && isText(after) && after.joined)
			hit(at - 1, at + 2);
		if (isText(token) && isSquashed(token)) hit(at, at + 1);
		if (token.word === 'at' && isDotted(tokens, at - 3)) hit(at - 3, at + 1);
		const sign = overAt(tokens, at);
		const end = sign > 0 && tokens[sign]?.word === ',' ? sign + 1 : sign;
		if (end > 0 && isText(tokens[end]) && before) {
			const domain = domainSoon(tokens, end, token.word === 'at') || saidDomain(tokens, end);
			if (domain > 0) hit(at - 1, domain);
		}
		if (isBareEnd(tokens, at)) hit(at - 1, at + 1);
		const whole = overDomain(tokens, at);
		if (whole && hasNameBefore(tokens, at - 1)) hit(at - 1, whole.end);
		const provider = providerAt(tokens, at);
		if (provider > 0 && isGiven(tokens, at, provider)) hit(at - 1, provider);
	}
	hits.push(...drawnMails(tokens, (at) => overDomain(tokens, at)?.end ?? 0));
	return hits.filter(
		({ start, end }) => !tokens.slice(start, end).some(({ word }) => services.has(word))
	);
}

/** `kds1987`, `petra.oktober`, a little before a domain, in the sentence before too. */
function hasNameBefore(tokens: readonly Token[], domain: number): boolean {
	const isWord = (token: Token | undefined) => token?.kind === 'word' && token.word.length > 2;
	for (let at = Math.max(1, domain - 14); at < domain; at++) {
		const [before, token, after] = [tokens[at - 1]!, tokens[at]!, tokens[at + 1]!];
		if (isLikeAName(token) || (at === 1 && isLikeAName(before))) return true;
		const isJoined = /^[._]$/.test(token.word) && token.joined && after.joined && at + 1 < domain;
		if (isJoined && isWord(before) && isWord(after) && !isCapital(after)) return true;
	}
	return false;
}

/** “quietmoth example org”: nobody says “com” or “org” of anything else. */
const isBareEnd = (tokens: readonly Token[], at: number): boolean =>
	/^(?:com|couk|org)$/.test(tokens[at]!.word) &&
	tokens[at - 1]?.kind === 'word' &&
	!/^(?:rom|sit|tele|dot|the|a)$/.test(tokens[at - 1]!.word);

/** `fern.ash` before “at the orange one”. */
function isDotted(tokens: readonly Token[], at: number): boolean {
	const [first, dot, last] = at < 0 ? [] : tokens.slice(at, at + 3);
	return (
		dot?.word === '.' &&
		dot.joined &&
		last?.joined === true &&
		[first!, last].every(({ kind, word }) => kind !== 'mark' && word.length > 2) &&
		!isCapital(last)
	);
}

/** The end of a domain that begins here: “gmail dot com”, “web.de”, “the post office dot net”. */
function domainSoon(tokens: readonly Token[], from: number, plainAt: boolean): number {
	for (let at = from + 1; at < Math.min(tokens.length, from + 5); at++) {
		const domain = overDomain(tokens, at);
		if (domain && (domain.said || !plainAt || at <= from + 3)) return domain.end;
	}
	return 0;
}

/** `fernathotmaildotcom` */
function isSquashed({ word }: Token): boolean {
	if (word.length > 60) return false;
	if (/[a-z0-9]{2}at[a-z0-9]{3,}dot(?:com|org|net|couk|info|edu|de|fr|io|me)$/.test(word))
		return true;
	if (word.length < 10 || word.length > 60 || !/(?:com|couk|net|org|mail)$/.test(word))
		return false;
	return data.mail.some(
		(name) => name.length > 3 && word.includes(name) && word.length > name.length + 4
	);
}

/** The place after the name of a mail provider (“gmail”, “g mail”, “hot mail”), or 0. */
function providerAt(tokens: readonly Token[], at: number): number {
	const token = tokens[at]!;
	if (!isText(token)) return 0;
	if (token.forms.some((word) => providers.has(word))) return at + 1;
	let next = at + 1;
	while (tokens[next]?.kind === 'mark' && next < at + 3) next++;
	const joined = tokens[next];
	return isText(joined) && providers.has(token.forms.at(-1)! + joined.word) ? next + 1 : 0;
}

/** Whether somebody gives an address, and does not only speak of their mail. */
function isGiven(tokens: readonly Token[], at: number, end: number): boolean {
	const before = around(tokens, at, 4, -1);
	const after = around(tokens, end - 1, 3, 1);
	const words = before.map(({ word }) => word);
	const isWord = end === at + 1 && tokens[at]!.forms.some((word) => alsoWords.has(word));
	const said = words.filter(
		(word, place) => place > 1 || !/^(?:the|that|big|good|old)$/.test(word)
	);
	if (saidAt.has(said[0] ?? ''))
		return said.length > 1 && !said.slice(1, 3).some((word) => looking.test(word));
	if (tokens[at - 1]?.word === '@') return true;
	if ([...before.slice(0, 2), ...after.slice(0, 2)].some(isLikeAName)) return true;
	if (/^(?:com|couk|co|dotcom)$/.test(after[0]?.word ?? '')) return true;
	if (isWord) return false;
	if (joinedNameNear(tokens, at, end)) return true;
	const told = after[0]?.word === 'is' ? after[1]?.word : undefined;
	if (words[0] === 'my' && told && !isState.test(told)) return true;
	if (/^(?:my|name)$/.test(words[0] ?? '') && /^[:=]$/.test(tokens[end]?.word ?? '')) return true;
	const asked = words.includes('me') && words.some((word) => asking.has(word));
	return asked && /^(?:on|at|via|through|to|my|the)$/.test(words[0] ?? '');
}

/** How an account is, not what it is called. */
const isState =
	/^(?:a|an|the|my|so|not|no|full|down|hacked|gone|empty|open|closed|locked|blocked|where|what|how|all|always|still|too|just|now|in|on|working|broken|safe|new|old)$/;

const asking = new Set([
	'email',
	'mail',
	'write',
	'message',
	'reach',
	'contact',
	'find',
	'send',
	'get'
]);
