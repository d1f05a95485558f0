import data from '#content/nudges/ways.json' with { type: 'json' };
import type { Hit } from './found.ts';
import { phraseFinder } from './phrases.ts';
import { isText, type Token } from './tokens.ts';

/** Addresses whose signs are described, drawn with something else, or written backwards. */

/** Nobody speaks of “the curly a” for anything else. */
const described = phraseFinder(data.atSaid);
const ends = new Set(data.ends);
const opens = new Set(['(', '[', '{', '<']);
const closes = new Set([')', ']', '}', '>']);
/** A domain as far from its at sign as this belongs to it. */
const reach = 16;

export function drawnMails(tokens: readonly Token[], overDomain: (at: number) => number): Hit[] {
	const hits: Hit[] = described(tokens).map((found) => ({ code: 'email', ...found }));
	const hit = (start: number, end: number) => hits.push({ code: 'email', start, end });
	let sign = -1;
	tokens.forEach((token, at) => {
		// “Add @. Add example.com.”
		if (token.word === '@' && !(tokens[at + 1]?.joined && isText(tokens[at + 1]))) sign = at;
		const isDomain = overDomain(at) > at || isEndAlone(tokens, at);
		if (sign >= 0 && at > sign && at - sign <= reach && isDomain)
			hit(sign > 0 ? sign - 1 : 0, at + 1);
		const end = inBrackets(tokens, at) || backwards(tokens, at);
		if (end > at) hit(at, end);
	});
	return hits;
}

/** “… + .net”: the end of a domain by itself. */
const isEndAlone = (tokens: readonly Token[], at: number): boolean =>
	tokens[at]!.word === '.' &&
	!tokens[at]!.joined &&
	tokens[at + 1]?.joined === true &&
	ends.has(tokens[at + 1]!.word);

/** `fern [what stands for at] example [what stands for a dot] net`: the place after it, or 0. */
function inBrackets(tokens: readonly Token[], at: number): number {
	if (!isText(tokens[at]) || !opens.has(tokens[at + 1]?.word ?? '')) return 0;
	const first = closing(tokens, at + 2);
	if (!first || !isText(tokens[first]) || !opens.has(tokens[first + 1]?.word ?? '')) return 0;
	const second = closing(tokens, first + 2);
	return second && ends.has(tokens[second]?.word ?? '') ? second + 1 : 0;
}

/** The place after the bracket that closes within a few words, or 0. */
function closing(tokens: readonly Token[], from: number): number {
	for (let at = from; at < from + 5; at++) if (closes.has(tokens[at]?.word ?? '')) return at + 1;
	return 0;
}

/** `gro.elpmaxe`, “moc tod elpmaxe” */
function backwards(tokens: readonly Token[], at: number): number {
	if (!/^(?:moc|gro|ku)$/.test(tokens[at]!.word)) return 0;
	const [dot, name] = [tokens[at + 1], tokens[at + 2]];
	if (dot?.word === 'tod') return at + 2;
	return dot?.word === '.' && dot.joined && name?.joined && isText(name) ? at + 3 : 0;
}
