import advice from '#content/nudges/advice.json' with { type: 'json' };
import crisis from '#content/nudges/crisis.json' with { type: 'json' };
import graphic from '#content/nudges/graphic.json' with { type: 'json' };
import type { Code, Hit, Rule } from './found.ts';
import { phraseFinder, type Found } from './phrases.ts';
import { isEnd, type Token } from './tokens.ts';

/** What is said in so many words: advice, judgement, graphic detail, words that sound like crisis. */

const rule = (code: Code, phrases: readonly string[], not: readonly string[] = []): Rule => {
	const find = phraseFinder(phrases);
	const findNot = phraseFinder(not);
	return (tokens) => {
		const isExempt = covering(findNot(tokens), tokens.length);
		return find(tokens)
			.filter((found) => !isExempt(found))
			.map((found) => ({ code, ...found }));
	};
};

/** Whether something has a word in common with what was found. */
function covering(found: readonly Found[], length: number): (one: Found) => boolean {
	const covered = new Uint8Array(length);
	for (const { start, end } of found) covered.fill(1, start, end);
	return ({ start, end }) => covered.subarray(start, end).includes(1);
}

export const advising = rule('advice', advice.advice, advice.notAdvice);
export const judging = rule('judgement', advice.judgement, advice.notJudgement);
export const onMedicine = rule('medicine', advice.medicine, advice.notMedicine);
const crisisSaid = rule('crisis', crisis.phrases, crisis.not);
const past = phraseFinder(crisis.past);
const present = phraseFinder([crisis.present]);

/** Words that sound like crisis, but for a sentence that tells of years ago and of nothing now. */
export function inCrisis(tokens: readonly Token[]): Hit[] {
	const hits = crisisSaid(tokens);
	if (hits.length === 0) return hits;
	const [then, now] = [past(tokens), present(tokens)];
	return hits.filter((hit) => {
		let [from, to] = [hit.start, hit.end];
		while (from > 0 && hit.start - from < 40 && !isEnd(tokens, from - 1)) from--;
		while (to < tokens.length && to - hit.end < 40 && !isEnd(tokens, to)) to++;
		const isHere = ({ start }: Found) => start >= from && start < to;
		return !then.some(isHere) || now.some(isHere);
	});
}

const plainly = rule('graphic', graphic.phrases, graphic.not);
const find = {
	inner: phraseFinder([graphic.inner]),
	looks: phraseFinder([graphic.looks, ...graphic.looksLike]),
	parts: phraseFinder([graphic.parts]),
	around: phraseFinder([graphic.around]),
	acts: phraseFinder([graphic.acts]),
	means: phraseFinder([graphic.means])
};
type Kind = keyof typeof find;
const kinds = Object.keys(find) as Kind[];
/** What a word weighs in a sentence, and how many of a kind count. */
const weights: Record<Kind, [number, number]> = {
	inner: [2, 4],
	looks: [2, 4],
	parts: [1, 3],
	around: [1, 1],
	acts: [1, 2],
	means: [1, 1]
};
const notGraphic = phraseFinder(graphic.not);

/**
 * Details rather than the headline: what is inside a body, how it looked, what was done to which part of it, with
 * what. One of them alone is the headline; several in one sentence are a picture.
 */
export function inDetail(tokens: readonly Token[]): Hit[] {
	const hits = plainly(tokens);
	const isExempt = covering(notGraphic(tokens), tokens.length);
	const found = kinds.flatMap((kind) => find[kind](tokens).map((one) => ({ kind, ...one })));
	found.sort((one, other) => one.start - other.start);
	let next = 0;
	for (let from = 0; from < tokens.length;) {
		let to = from;
		while (to < tokens.length && !isEnd(tokens, to)) to++;
		const here: typeof found = [];
		while (next < found.length && found[next]!.start < to) here.push(found[next++]!);
		const meant = here.filter((one) => !isExempt(one));
		if (isPicture(meant, tokens))
			hits.push({ code: 'graphic', start: meant[0]!.start, end: meant.at(-1)!.end });
		from = to + 1;
	}
	return hits;
}

function isPicture(found: readonly (Found & { kind: Kind })[], tokens: readonly Token[]): boolean {
	const said = (kind: Kind) =>
		new Set(found.filter((one) => one.kind === kind).map(({ start }) => tokens[start]!.word)).size;
	const [inner, looks, parts, acts] = [said('inner'), said('looks'), said('parts'), said('acts')];
	const weight = kinds.reduce(
		(sum, kind) => sum + weights[kind][0] * Math.min(weights[kind][1], said(kind)),
		0
	);
	const isSeen = looks > 0 && inner + parts > 0 && weight > 3;
	return isSeen || (inner > 0 && parts > 0 && acts > 0) || (inner > 1 && weight > 4);
}
