import { itemsOf, possible, type Definition, type Score } from './definition.ts';
import { rounded } from './rounding.ts';

/** What somebody answered: one for each question, null where there is none. */
export interface Answered {
	/** The question before the others, where there is one. */
	gate: boolean | null;
	values: readonly (number | null)[];
	/** Of goals: how much each matters. */
	weights?: readonly number[];
}

export interface Scored {
	/** Null where too much is missing. */
	scores: Record<string, number | null>;
	bands: Record<string, string | null>;
	/** Cut-points and rules; null where what they need is missing. */
	marks: Record<string, boolean | null>;
	answered: number;
	/** Questions without an answer. */
	missing: number[];
	/** One answer all the way down. */
	isStraight: boolean;
	/** Something in it that can weigh heavily: help is offered, and nobody is told. */
	offersHelp: boolean;
}

/** So few answers may well be alike by chance. */
const tooFewToTell = 4;

/**
 * Turns answers into numbers by the definition they were given under. Pure: the same in a browser.
 * @throws RangeError when there is an answer that the definition does not know; forms are checked before
 */
export function score(definition: Definition, answered: Answered): Scored {
	const isGoals = definition.scores.some(({ by }) => by === 'goals');
	const values = isGoals ? answered.values : fitted(definition, answered);
	const given = values.filter((value) => value !== null);
	const isClosed = definition.gate !== null && answered.gate !== true;
	const scores: Record<string, number | null> = {};
	for (const each of definition.scores) {
		if (isClosed) scores[each.id] = answered.gate === false ? 0 : null;
		else scores[each.id] = numberFor(definition, each, values, scores, answered.weights);
	}
	const counted: Numbers = { scores, values: isClosed ? values.map(() => null) : values };
	return {
		scores,
		bands: Object.fromEntries(
			definition.bands.map(({ id, score: from, of }) => {
				const value = scores[from] ?? null;
				return [id, value === null ? null : (of.find((band) => isIn(value, band))?.name ?? null)];
			})
		),
		marks: {
			...Object.fromEntries(definition.marks.map((mark) => [mark.id, isReached(mark, counted)])),
			...Object.fromEntries(definition.rules.map((rule) => [rule.id, isMet(rule, counted.values)]))
		},
		answered: given.length,
		missing: isClosed ? [] : values.flatMap((value, index) => (value === null ? [index + 1] : [])),
		isStraight: !isClosed && given.length >= tooFewToTell && new Set(given).size === 1,
		offersHelp: definition.help.some((when) => isReached(when, counted) === true)
	};
}

interface Numbers {
	scores: Record<string, number | null>;
	values: readonly (number | null)[];
}

/** One value for each question; an answer that cannot be is nobody's answer. */
function fitted(definition: Definition, { values }: Answered): (number | null)[] {
	const known = new Set(possible(definition));
	if (values.length > definition.count) throw new RangeError('more answers than questions');
	return Array.from({ length: definition.count }, (_, index) => {
		const value = values[index] ?? null;
		if (value !== null && !known.has(value)) throw new RangeError('an answer out of range');
		return value;
	});
}

function numberFor(
	definition: Definition,
	each: Score,
	values: readonly (number | null)[],
	before: Record<string, number | null>,
	weights: readonly number[] = []
): number | null {
	if (each.by === 'goals') return rounded(attained(values, weights, each.correlation), each.digits);
	if (each.by === 'lookup') {
		const from = before[each.from] ?? null;
		if (from === null) return null;
		return each.table.find((row) => isIn(from, row))?.value ?? null;
	}
	const items = itemsOf(definition, each);
	const turned = items.map((item) => turnedRound(definition, item, values[item - 1] ?? null));
	const there = turned.filter((value) => value !== null);
	if (there.length < (each.needs ?? items.length)) return null;
	const own = there.reduce((sum, value) => sum + value, 0) / there.length;
	const times = each.times ?? 1;
	const most = possible(definition).at(-1)!;
	const result = {
		sum: () => own * items.length,
		mean: () => own,
		percent: () => (own / most) * 100,
		weighted: () => {
			const weigh = each.by === 'weighted' ? each.weights : [];
			return turned.reduce((sum: number, value, at) => sum + (value ?? own) * weigh[at]!, 0);
		}
	}[each.by]();
	return rounded(result * times, each.digits);
}

/** What a question asked the other way round counts. */
export function turnedRound(
	definition: Definition,
	item: number,
	value: number | null
): number | null {
	if (value === null || !definition.reversed.includes(item)) return value;
	const all = possible(definition);
	return all[0]! + all.at(-1)! - value;
}

/**
 * T of goals that somebody set themselves: 50 when all came out as expected. Kiresuk and Sherman's formula;
 * goals are held to hang together by `correlation`.
 */
function attained(
	values: readonly (number | null)[],
	weights: readonly number[],
	correlation: number
): number | null {
	const pairs = values.flatMap((x, at) => (x === null ? [] : [{ x, w: weights[at] ?? 1 }]));
	if (pairs.length === 0) return null;
	const sum = (of: (pair: { x: number; w: number }) => number) =>
		pairs.reduce((all, pair) => all + of(pair), 0);
	const below = (1 - correlation) * sum(({ w }) => w * w) + correlation * sum(({ w }) => w) ** 2;
	return 50 + (10 * sum(({ x, w }) => x * w)) / Math.sqrt(below);
}

const isIn = (value: number, { from, to }: { from: number; to: number }): boolean =>
	value >= from && value <= to;

const compares: Record<Definition['help'][number]['is'], (a: number, b: number) => boolean> = {
	'>=': (a, b) => a >= b,
	'<=': (a, b) => a <= b,
	'>': (a, b) => a > b,
	'<': (a, b) => a < b
};

/** Whether a cut-point is reached; of a question, by what was answered and not turned round. */
function isReached(mark: Definition['help'][number], { scores, values }: Numbers): boolean | null {
	const value = 'item' in mark ? values[mark.item - 1] : scores[mark.score];
	return value === null || value === undefined ? null : compares[mark.is](value, mark.value);
}

function isMet(
	{ countsFrom, needs }: Definition['rules'][number],
	values: readonly (number | null)[]
): boolean | null {
	if (needs.some(({ of }) => of.some((item) => (values[item - 1] ?? null) === null))) return null;
	return needs.every(
		({ of, atLeast }) => of.filter((item) => values[item - 1]! >= countsFrom).length >= atLeast
	);
}
