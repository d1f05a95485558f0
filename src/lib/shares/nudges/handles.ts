import data from '#content/nudges/ways.json' with { type: 'json' };
import type { Hit } from './found.ts';
import { overDomain } from './mail.ts';
import { handlesTold, others, type App } from './handles-told.ts';
import { isLikeAName, joinedNameNear } from './names.ts';
import { channelsNamed } from './named.ts';
import { phraseFinder } from './phrases.ts';
import { around, isCapital, isEnd, isText, type Token } from './tokens.ts';

const apps = new Set(data.apps);
const alsoWords = new Set(data.appsAlsoWords);
const byPhrase = phraseFinder(data.appPhrases);
const domains = new Set(data.domains);

/** Names by which somebody can be found or written to on another service. */
export function handles(tokens: readonly Token[]): Hit[] {
	const hits: Hit[] = [];
	const hit = (start: number, end: number) => hits.push({ code: 'handle', start, end });
	for (let at = 0; at < tokens.length; at++) {
		const end = marked(tokens, at) || named(tokens, at) || linked(tokens, at);
		if (end > at) hit(at, end);
	}
	for (const { start, end } of [...sayings(tokens), ...channelsNamed(tokens)]) hit(start, end);
	const found = appsIn(tokens);
	for (const app of found) if (isGiven(tokens, app)) hit(...withName(tokens, app));
	for (const told of handlesTold(tokens, found)) hit(told.start, told.end);
	return hits;
}

function appsIn(tokens: readonly Token[]): App[] {
	const found: App[] = byPhrase(tokens).map((one) => ({ ...one, isWord: false, isHint: true }));
	tokens.forEach((token, at) => {
		if (!isText(token)) return;
		const words = token.forms;
		const name = words.find((word) => apps.has(word));
		if (name) found.push({ start: at, end: at + 1, isWord: alsoWords.has(name) });
		else if (token.kind === 'word' && isText(tokens[at + 1])) {
			// “dis cord”, “tele gram”
			const both = token.word + tokens[at + 1]!.word;
			if (both.length > 5 && apps.has(both) && !alsoWords.has(both))
				found.push({ start: at, end: at + 2, isWord: false });
		}
	});
	return found;
}

/** `@fern_99`, `fern#1234`, `fern_ashdown`, `u/fern99`: the place after it, or 0. */
function marked(tokens: readonly Token[], at: number): number {
	const token = tokens[at]!;
	const before = tokens[at - 1];
	const next = tokens[at + 1];
	if (token.word === '@' && isText(next) && next.joined && !(isText(before) && token.joined)) {
		// “@Heron” speaks to somebody of the group by their alias.
		const goesOn = tokens[at + 2]?.joined === true && tokens[at + 2]!.word === '_';
		const isAlias = /^\p{Lu}\p{Ll}+$/u.test(next.cased) && !goesOn;
		return isAlias || next.word.length < 3 || next.kind === 'digits' ? 0 : at + 2;
	}
	if (token.word === '$' && next?.joined && next.kind === 'word' && next.word.length > 3)
		return at + 2;
	if (!isText(token) || !next?.joined || next.kind !== 'mark') return 0;
	const after = tokens[at + 2];
	if (!isText(after) || !after.joined) return 0;
	// `sumi.teacup03`, `claypipe.some.where`
	const further = tokens[at + 4];
	const isThree =
		tokens[at + 3]?.word === '.' && tokens[at + 3]!.joined && further?.joined === true;
	if (next.word === '.' && (isLikeAName(after) || isLikeAName(token))) return at + 3;
	if (
		next.word === '.' &&
		isThree &&
		[token, after, further].every((one) => one.kind === 'word' && one.word.length > 2)
	)
		return at + 5;
	if (next.word === '#' && /^\d{4,5}$/.test(after.word)) return at + 3;
	if (
		next.word === '_' &&
		token.word.length + after.word.length > 3 &&
		tokens[at - 1]?.word !== '_'
	)
		return at + 3;
	return next.word === '/' && token.word === 'u' && after.word.length > 2 ? at + 3 : 0;
}

/** “my username is …”, “gamertag: …” */
const naming = phraseFinder([
	'username|gamertag|screenname|nickname|usertag|gamer|displayname is|are|there',
	'my user|screen|gamer|account|profile|display name|tag|id|handle ~2 is|are|there|on',
	'my handle|user|profile|nick|friendcode ~3 is|there|on',
	'my tag ~2 is',
	'friend code',
	'same|identical name|username|handle|tag|alias|nickname on|over|there|everywhere',
	'same pfp|avatar|icon|profile',
	'my @|at|handle|username is'
]);
/** Nobody calls themselves so. */
const plain = new Set(
	(
		'a an the my it its that this not no private public full off gone hacked deleted blocked muted ' +
		'quiet empty just only all still where how why what when too so set locked silent now always never ' +
		'very really mostly one on in for to and but because if with of as well much soon i we he she they ' +
		'here there back active safe ok okay fine bad good'
	).split(' ')
);

/** Articles are fine in a name that somebody says is theirs. */
const articles = new Set(['the', 'a', 'an', 'my', 'just', 'all', 'one']);

function named(tokens: readonly Token[], at: number): number {
	const { word, kind } = tokens[at]!;
	// “my threema is QX7MT4”: whatever it is called, letters with digits are how one is found there.
	const code = tokens[at + 3];
	if (
		word === 'my' &&
		!/^(?:reg|plates?|registration|numberplate|car|postcode|zip)$/.test(
			tokens[at + 1]?.word ?? ''
		) &&
		/^(?:is|id|are)$/.test(tokens[at + 2]?.word ?? '') &&
		code &&
		isLikeAName(code)
	)
		return at + 4;
	if (kind === 'word' && word === 'underscore' && isText(tokens[at + 1]) && isText(tokens[at - 1]))
		return at + 2;
	const next = tokens[at + 1]?.word;
	if (word === 'slash' && tokens[at - 1]?.word === 'u' && isText(tokens[at + 1])) return at + 2;
	return /^(?:username|gamertag|screenname|handle|user|nick|tag)$/.test(word) &&
		(next === ':' || next === '=')
		? at + 2
		: 0;
}

const isPlain = (word: string) => plain.has(word) && !articles.has(word);

function sayings(tokens: readonly Token[]) {
	return [
		...naming(tokens).filter(({ end }) => !isPlain(around(tokens, end - 1, 1, 1)[0]?.word ?? 'x')),
		...inviting(tokens)
	];
}

/** Without a service: `google me`, `look me up`. */
const inviting = phraseFinder([
	'google me|my',
	'look me up on|online|under|as|by',
	'search for? me|my full|real|whole? on|online|under|as|by|name',
	'dm|pm|inbox me at|on|via'
]);

/** A link that leads to somebody: `t.me/fern`, `instagram.com/fern`, “fern ashdown dot com”. */
function linked(tokens: readonly Token[], at: number): number {
	const before = tokens[at - 1]?.word ?? '';
	const isPath = tokens[at + 2]?.word === '/' && tokens[at + 2]!.joined;
	if (tokens[at]!.word === '.' && isPath && domains.has(before)) return at + 3;
	if (isInvite(tokens, at)) return at + 3;
	const domain = overDomain(tokens, at);
	if (!domain) return 0;
	const name = tokens[at - 1]!.word;
	const isOpen = tokens[domain.end]?.word === '/' && tokens[domain.end]!.joined;
	if (domains.has(name) && (isOpen || domain.said)) return domain.end;
	if (domain.said && tokens[domain.end - 1]!.word.length > 2) return domain.end;
	const around4 = around(tokens, at, 4, -1).map(({ word }) => word);
	return around4.includes('my') ? domain.end : 0;
}

/** `chat.example/invite/Qh7tLm`: a path that leads to one group or one person, whatever the service. */
function isInvite(tokens: readonly Token[], at: number): boolean {
	const [dot, end, slash] = tokens.slice(at, at + 3);
	if (dot!.word !== '.' || !dot!.joined || !end?.joined || slash?.word !== '/') return false;
	return tokens
		.slice(at + 3, at + 8)
		.some(
			(token) =>
				/^(?:invite|invites|join|room|rooms|chat|user|users|profile|people|groups|channel|u)$/.test(
					token.word
				) ||
				(token.kind === 'mixed' && token.word.length > 4) ||
				/\p{Ll}\p{Lu}/u.test(token.cased)
		);
}

/** What is shown of a service: the name beside it too, where it is told after it or asked for before it. */
function withName(tokens: readonly Token[], { start, end }: App): [number, number] {
	const before = around(tokens, start, 8, -1);
	const verb = before.findLast(({ word }) => asking.test(word));
	const from = verb ? tokens.indexOf(verb, Math.max(0, start - 16)) : start;
	let to = end;
	while (to < end + 8 && tokens[to] && !isEnd(tokens, to)) to++;
	return [Math.min(from, start), verb ? end : to];
}

const asking =
	/^(?:add|find|follow|message|msg|dm|text|write|hit|look|search|reach|contact|snap|ping|inbox|pm|tag|friend|catch|hmu|request|call|ring|join|subscribe|type|invite|chat|talk|get)$/;
/** Whether somebody says who they are on a service, and does not only speak of it. */
function isGiven(tokens: readonly Token[], app: App): boolean {
	const before = around(tokens, app.start, 10, -1);
	const after = around(tokens, app.end - 1, 4, 1);
	const near = [...before.slice(0, 4), ...after];
	// “on the clock app”
	const words = before
		.map(({ word }) => word)
		.filter((word, at) => at > 0 || app.isWord || !/^(?:the|that|this)$/.test(word));
	if (near.some(isLikeAName) || isThatMe(around(tokens, app.end - 1, 6, 1), words)) return true;
	if (joinedNameNear(tokens, app.start, app.end)) return true;
	if (isAsked(words) || isVerb(words, after)) return true;
	if (app.isWord && !/^(?:my|on|via)$/.test(words[0] ?? '')) return false;
	return isMine(tokens, app, words, after) || isIAm(before) || isAs(after, words);
}

/** “add me on …”, “you can find me on …”; not “he found me on …”, “afraid that he will find me on …”. */
function isAsked(words: string[]): boolean {
	const me = words.slice(0, 5).findIndex((word) => word === 'me' || word === 'us');
	if (me < 0) return isAskedFor(words);
	const verb = words.findIndex((word, at) => at > me && at <= me + 2 && asking.test(word));
	if (verb < 0) return false;
	const subject = words.slice(verb + 1, verb + 5);
	return subject[0] === 'you' || subject[1] === 'you' || !subject.some((word) => others.test(word));
}

/** “… into insta thats me”, “… that’s my insta” */
const isThatMe = (after: Token[], words: string[]): boolean => {
	const at = after.findIndex(({ word }) => /^(?:thats|its|is)$/.test(word));
	const isMe = /^(?:me|mine)$/.test(after[at + 1]?.word ?? '');
	if (at >= 0 && isMe && after.length === at + 2) return true;
	const isMine = words[0] === 'my' && /^(?:thats|its)$/.test(words[1] ?? '');
	return isMine && !/^(?:gone|down|done|off|for|and|problem|full)$/.test(after[0]?.word ?? '');
};

/** “whatsapp me”, “or skype me”; not “he would whatsapp me” */
const isVerb = (words: string[], after: Token[]): boolean =>
	after[0]?.word === 'me' &&
	(!words[0] || /^(?:please|pls|just|or|and|so|then|can|could|you|u|to|maybe)$/.test(words[0])) &&
	!words.slice(0, 4).some((word) => others.test(word) && word !== 'could');

/** “search for fern ashdown on facebook”, “look up Fern on insta” */
const isAskedFor = (words: string[]): boolean => {
	if (words[0] !== 'on' && words[0] !== 'via') return false;
	const verb = words.findIndex(
		(word, at) =>
			at > 1 && /^(?:search|look|add|follow|type|find|dm|pm|message|msg|inbox|ping)$/.test(word)
	);
	if (verb < 0) return false;
	const subject = words.slice(verb + 1, verb + 4);
	const object = words.slice(1, verb).at(-1);
	if (/^(?:at|it|stuff|things|that|them|this|my|his|her)$/.test(object ?? '')) return false;
	return !subject.some((word) => others.test(word) || /^(?:i|to|we|id|ill)$/.test(word));
};

/** “my insta is fern”, “my snap: fern”, “Telegram: fern” */
function isMine(tokens: readonly Token[], app: App, words: string[], after: Token[]): boolean {
	const sign = tokens[app.end]?.word ?? '';
	const next = after[0];
	const isFirst = app.start === 0 || tokens[app.start]!.first;
	if (/^[:=@]$/.test(sign) && next) return words[0] === 'my' || isFirst;
	if (sign === '-' && next && isFirst && !plain.has(next.word)) return next.word.length > 4;
	if (!words.slice(0, 2).includes('my')) return false;
	// “my facebook name’s …”, “my wattpad’s …”, “my substack has my surname in it”
	if (/^(?:has|ends|starts|begins|names?|handles?|usernames?)$/.test(next?.word ?? ''))
		return !app.isWord;
	if (/'s$/.test(tokens[app.end - 1]!.cased) && next) return !app.isWord && !plain.has(next.word);
	const at = after.findIndex(({ word }) => /^(?:is|are|its|be)$/.test(word));
	if (at < 0 || at > 1) return false;
	const said = after[at + 1];
	return said !== undefined && !plain.has(said.word) && !/(?:ing|ed|ly)$/.test(said.word);
}

/** “I’m Fern Ashdown on insta”, “I go by fern on discord” */
function isIAm(before: Token[]): boolean {
	if (before[0]?.word === 'the') before.shift();
	if (!/^(?:on|via|in)$/.test(before[0]?.word ?? '')) return false;
	if (isMaking(before)) return true;
	const at = before.findIndex(
		({ word }, place) => place > 1 && /^(?:im|am|by|called|as|under)$/.test(word)
	);
	if (at < 0 || at > 5) return false;
	const name = before.slice(1, at).filter(({ word }) => word !== 'over');
	if (name.length === 0) return false;
	if (name.every((token) => isCapital(token))) return true;
	const [only] = name;
	return (
		name.length === 1 &&
		!plain.has(only!.word) &&
		!/(?:ing|ed|ly|often|less|more)$/.test(only!.word)
	);
}

/** “I do the Moth Diaries on youtube” */
function isMaking(before: readonly Token[]): boolean {
	const at = before.findIndex(({ word }) =>
		/^(?:do|run|make|host|write|post|stream|sell|publish|upload|edit|moderate|mod|admin|manage)$/.test(
			word
		)
	);
	const name = before.slice(1, Math.max(1, at));
	return (
		/^(?:i|we)$/.test(before[at + 1]?.word ?? '') &&
		name.some((token) => isCapital(token) && token.word !== 'i')
	);
}

/** “on discord as fern”, “on insta under the name …” */
function isAs(after: Token[], words: string[]): boolean {
	if (after.slice(0, 3).some(({ word }) => /^(?:called|named)$/.test(word))) return true;
	if (words[0] !== 'on' || !/^(?:as|under)$/.test(after[0]?.word ?? '')) return false;
	if (words.slice(1, 5).some((word) => others.test(word))) return false;
	const name = after[1];
	return (
		name !== undefined && (!plain.has(name.word) || /^(?:name|names)$/.test(after[2]?.word ?? ''))
	);
}
