import file from '#content/coping/strategies.json' with { type: 'json' };

/**
 * The coping strategies: what can be tried alone, or practised together in a meeting. The file is of some
 * size, so pages load this module only when somebody opens a strategy.
 */
export interface Strategy {
	id: string;
	title: string;
	minutes: number;
	/** One sentence or two each, in their order. */
	steps: readonly string[];
	/** For whom it is not, and what to do instead. */
	cautions: readonly string[];
	/** What it may help with, by code. */
	symptoms: readonly string[];
	/** Can be practised in a group. */
	together: boolean;
	/** How stirred up one may be to try it: `low` ones are right at any time. */
	arousal: 'low' | 'medium' | 'high' | 'any';
	/** What is known of whether it helps. */
	evidence: string;
	source: string;
}

export const strategies = file.strategies as readonly Strategy[];

export const strategyOf = (id: string): Strategy | undefined =>
	strategies.find((each) => each.id === id);

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
