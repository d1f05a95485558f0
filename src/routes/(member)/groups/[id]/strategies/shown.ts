import type { StrategyWords } from '#lib/shares/strategies.ts';
import { sayWhole } from '#lib/shares/strategy-sentences.ts';

/** What the form of a strategy shows: what was typed when it came back, else what is there. */
export interface Shown {
	title: string;
	symptoms: string[];
	minutes: string;
	worksWith: string;
	/** One on each line. */
	steps: string;
	cautions: string;
	asksFeedback: boolean;
}

type Typed = Record<string, string | string[]>;
const textOf = (value: string | string[] | undefined): string =>
	Array.isArray(value) ? value.join('\n') : (value ?? '');

export const shownOf = (typed: Typed | undefined): Shown => ({
	...{ title: textOf(typed?.title), minutes: textOf(typed?.minutes) },
	...{ worksWith: textOf(typed?.worksWith), steps: textOf(typed?.steps) },
	cautions: textOf(typed?.cautions),
	symptoms: Array.isArray(typed?.symptoms) ? typed.symptoms : [],
	asksFeedback: typed?.asksFeedback === 'yes'
});

export const shownFrom = (words: StrategyWords, asksFeedback: boolean): Shown => ({
	...{ title: words.title, symptoms: words.symptoms, minutes: String(words.minutes) },
	...{ worksWith: words.worksWith, asksFeedback },
	...{ steps: words.steps.join('\n'), cautions: words.cautions.join('\n') }
});

/** All of it as one text, to be looked at before it goes to the group; each field as it was typed. */
export const asWords = <Input extends StrategyWords>(input: Input) => ({
	...{ ...input, minutes: String(input.minutes) },
	text: sayWhole(input) ?? ''
});
