import { isEnd, type Token } from './tokens.ts';

/**
 * A phrase as it stands in content: words with a space between them. `you|u` is one of both, `really?`
 * may be missing, `overreact*` is how a word begins, `~3` is up to three words of any kind. With `^` before
 * it the phrase begins a sentence.
 */
interface Step {
	words: Set<string>;
	beginnings: string[];
	optional: boolean;
	gap: number;
	/** It begins a sentence. */
	first?: boolean;
}

export interface Found {
	/** Places among the tokens; `end` is the one after the last. */
	start: number;
	end: number;
}

/** However “you” is written. */
const alsoYou = ['u', 'ye', 'ya', 'yall', 'yous'];

function stepOf(part: string): Step {
	const gap = part.startsWith('~') ? Number(part.slice(1)) : 0;
	const optional = part.endsWith('?');
	const said = gap ? [] : part.replace(/\?$/, '').split('|');
	const all = said.includes('you') ? [...said, ...alsoYou] : said;
	return {
		words: new Set(all.filter((word) => !word.endsWith('*'))),
		beginnings: all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1)),
		...{ optional, gap }
	};
}

function fits({ words, beginnings, first }: Step, token: Token): boolean {
	if (first && !token.opens) return false;
	const { forms } = token;
	for (const word of forms) {
		if (words.has(word)) return true;
		for (const begin of beginnings) if (word.startsWith(begin)) return true;
	}
	return false;
}

/** A finder of phrases. Each place of the text is looked at a bounded number of times. */
export function phraseFinder(phrases: readonly string[]): (tokens: readonly Token[]) => Found[] {
	const all = phrases.map((phrase) => {
		const steps = phrase.replace(/^\^/, '').split(' ').map(stepOf);
		if (phrase.startsWith('^')) steps[0]!.first = true;
		return steps;
	});
	const byWord = new Map<string, Step[][]>();
	const rest: Step[][] = [];
	for (const steps of all) {
		const { words, beginnings } = steps[0]!;
		if (beginnings.length > 0) rest.push(steps);
		else for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), steps]);
	}
	return (tokens) => {
		const found: Found[] = [];
		for (let start = 0; start < tokens.length; start++) {
			const token = tokens[start]!;
			if (token.kind === 'mark') continue;
			let end = 0;
			for (const word of token.forms)
				for (const steps of byWord.get(word) ?? [])
					end = Math.max(end, matched(tokens, start, steps, 0));
			for (const steps of rest) end = Math.max(end, matched(tokens, start, steps, 0));
			if (end > 0) found.push({ start, end });
		}
		return found;
	};
}

/** The place after the phrase, or 0. A phrase has few parts and small gaps, so this stays small too. */
function matched(tokens: readonly Token[], at: number, steps: Step[], from: number): number {
	const step = steps[from];
	if (!step) return at;
	let place = at;
	while (tokens[place]?.kind === 'mark') {
		if (isEnd(tokens, place)) return 0;
		place++;
		if (place - at > 3) return 0;
	}
	const token = tokens[place];
	if (step.gap > 0) {
		for (let skipped = 0, next = place; skipped <= step.gap; skipped++) {
			const end = matched(tokens, next, steps, from + 1);
			if (end > 0) return end;
			if (!tokens[next] || isEnd(tokens, next)) return 0;
			next++;
		}
		return 0;
	}
	if (token && fits(step, token)) {
		const end = matched(tokens, place + 1, steps, from + 1);
		if (end > 0) return end;
	}
	return step.optional ? matched(tokens, at, steps, from + 1) : 0;
}
