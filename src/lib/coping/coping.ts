import file from '#content/coping/strategies.json' with { type: 'json' };
import type { Guide } from './guide.ts';
import {
	fits,
	type Entry,
	type Symptom,
	type Wanted,
	type Whole,
	type WorksWith
} from './library.ts';

/**
 * The coping strategies: what can be tried alone, or practised together in a meeting. The file is of some
 * size, so pages load this module only when somebody opens a strategy.
 */
export interface Strategy {
	id: string;
	/** Its address in the library: letters that say nothing about it to whoever reads a browser’s history. */
	page: string;
	title: string;
	minutes: number;
	/** One sentence or two each, in their order. */
	steps: readonly string[];
	/** For whom it is not, and what to do instead. */
	cautions: readonly string[];
	/** What it may help with, by code. */
	symptoms: readonly Symptom[];
	worksWith: WorksWith;
	/** Can be tried by oneself. */
	alone: boolean;
	/** Can be practised in a group. */
	together: boolean;
	/** How stirred up one may be to try it: `low` ones are right at any time. */
	arousal: 'low' | 'medium' | 'high' | 'any';
	/** How a page can guide through it. */
	guide: Guide;
	/** What is known of whether it helps, in one line. */
	evidence: string;
	source: string;
}

/** For the features above, which know this one by its front door. */
export { SYMPTOMS, WORKS_WITH, type Symptom, type WorksWith } from './library.ts';
export type { CountedTry, TriedInput } from './practices.ts';

export const strategies = file.strategies as readonly Strategy[];

export const strategyOf = (id: string): Strategy | undefined =>
	strategies.find((each) => each.id === id);

const entryOf = (strategy: Strategy): Entry => ({
	...{ page: strategy.page, title: strategy.title, minutes: strategy.minutes },
	...{ worksWith: strategy.worksWith, alone: strategy.alone, together: strategy.together },
	symptoms: strategy.symptoms
});

/** What fits, in the order of the file: what grounds comes first. Anybody may read it. */
export const looking = (wanted: Wanted): Entry[] =>
	strategies.map(entryOf).filter((entry) => fits(entry, wanted));

/** The strategy that has this address. */
export const strategyOn = (page: string): Strategy | undefined =>
	strategies.find((each) => each.page === page);

/** What the page of a strategy shows, to anybody. */
export function onPage(page: string): Whole | undefined {
	const strategy = strategyOn(page);
	if (!strategy) return undefined;
	const { steps, cautions, guide, evidence, source } = strategy;
	return { ...entryOf(strategy), steps, cautions, guide, evidence, source };
}

const MINUTE = 60_000;
/** A practice together fits into the part of a meeting that is for it. */
const TOGETHER_AT_MOST = 5;
const ALONE_AT_MOST = 5;

/** What a group can practise in a meeting, led step by step. */
export const forMeetings = (): Strategy[] =>
	strategies.filter(({ together, minutes }) => together && minutes <= TOGETHER_AT_MOST);

/** What somebody who rests may choose from: short, and right also when one is upset. */
export const forResting = (): Strategy[] =>
	strategies.filter(
		({ id, minutes }) =>
			minutes <= ALONE_AT_MOST && /^(?:ground|breath|pmr|mindful|music)-/.test(id)
	);

/** Where a practice is after `elapsed` milliseconds: each of its steps has the same time. */
export interface StepNow {
	/** From 0. */
	index: number;
	/** The part of this step's time that is left, 1 to 0. */
	left: number;
	/** Milliseconds that each step has. */
	each: number;
	isOver: boolean;
}

export function stepAt(strategy: Pick<Strategy, 'minutes' | 'steps'>, elapsed: number): StepNow {
	const many = Math.max(1, strategy.steps.length);
	const each = (strategy.minutes * MINUTE) / many;
	const run = Math.max(0, elapsed);
	if (run >= each * many) return { index: many - 1, left: 0, each, isOver: true };
	const index = Math.floor(run / each);
	return { index, left: 1 - (run - index * each) / each, each, isOver: false };
}
