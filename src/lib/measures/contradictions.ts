import { allItems, itemsOf, possible, type Definition, type Score } from './definition.ts';
import { rounded } from './rounding.ts';

/** Something in a definition that cannot be so, and where. */
export interface Contradiction {
	at: string;
	problem:
		| 'twice'
		| 'unknown_item'
		| 'unknown_score'
		| 'not_the_range'
		| 'needs_too_many'
		| 'weights_differ'
		| 'overlaps'
		| 'gap'
		| 'not_possible'
		| 'both_scales'
		| 'items_differ'
		| 'versions'
		| 'no_direction';
}

/**
 * What contradicts itself: a score that needs more questions than it has, a range that answers cannot reach,
 * names for ranges that overlap, a cut-point of nothing. Empty when all fits.
 */
export function contradictions(definition: Definition): Contradiction[] {
	const { scores, bands, marks, rules, change, help, items, reversed } = definition;
	const found: Contradiction[] = [];
	const say = (at: string, problem: Contradiction['problem'], isSo: boolean): void => {
		if (isSo) found.push({ at, problem });
	};
	const known = new Set(allItems(definition));
	const ids = new Map<string, Score>();
	const isGoals = scores.some(({ by }) => by === 'goals');
	const values = possible(definition);
	say('options', 'both_scales', (definition.options === null) === (definition.line === null));
	say('options', 'twice', new Set(values).size !== values.length);
	say('line', 'not_possible', values.length < 2);
	say('items', 'items_differ', items !== null && items.length !== definition.count);
	say('count', 'items_differ', (definition.count === 0) !== isGoals);
	say('comparableSince', 'versions', definition.comparableSince > definition.version);
	say('reversed', 'twice', new Set(reversed).size !== reversed.length);
	say(
		'reversed',
		'unknown_item',
		reversed.some((item) => !known.has(item))
	);
	for (const each of scores) {
		const at = `scores.${each.id}`;
		say(at, 'twice', ids.has(each.id));
		if (each.by === 'lookup') {
			const from = ids.get(each.from);
			say(at, 'unknown_score', from === undefined);
			for (const problem of tableProblems(each.table, from?.range ?? null, from?.digits ?? 0))
				say(at, problem, true);
		}
		ids.set(each.id, each);
		const own = itemsOf(definition, each);
		say(at, 'twice', new Set(own).size !== own.length);
		say(
			at,
			'unknown_item',
			own.some((item) => !known.has(item))
		);
		if ('needs' in each) say(at, 'needs_too_many', (each.needs ?? 0) > own.length);
		if (each.by === 'weighted') say(at, 'weights_differ', each.weights.length !== own.length);
		const reach = reachOf(definition, each);
		say(at, 'not_the_range', reach !== null && reach.some((end, i) => end !== each.range[i]));
	}
	for (const band of bands) {
		const of = ids.get(band.score);
		say(`bands.${band.id}`, 'unknown_score', of === undefined);
		for (const problem of tableProblems(band.of, of?.range ?? null, of?.digits ?? 0))
			say(`bands.${band.id}`, problem, true);
	}
	const ends = [...marks.map((mark) => ({ at: `marks.${mark.id}`, mark }))].concat(
		help.map((mark) => ({ at: 'help', mark: { ...mark, id: 'help' } }))
	);
	for (const { at, mark } of ends) {
		if ('item' in mark) {
			say(at, 'unknown_item', !known.has(mark.item));
			say(at, 'not_possible', !values.includes(mark.value));
			continue;
		}
		const of = ids.get(mark.score);
		say(at, 'unknown_score', of === undefined);
		say(at, 'not_possible', of !== undefined && !isWithin(mark.value, of.range));
	}
	for (const rule of rules) {
		const at = `rules.${rule.id}`;
		say(at, 'not_possible', !values.includes(rule.countsFrom));
		for (const { of, atLeast } of rule.needs) {
			say(
				at,
				'unknown_item',
				of.some((item) => !known.has(item))
			);
			say(at, 'twice', new Set(of).size !== of.length);
			say(at, 'needs_too_many', atLeast > of.length);
		}
	}
	const named = [...ids.keys(), ...bands.map(({ id }) => id), ...marks.map(({ id }) => id)];
	named.push(...rules.map(({ id }) => id));
	if (new Set(named).size !== named.length && ids.size === scores.length) say('ids', 'twice', true);
	if (change) {
		const of = ids.get(change.score);
		say('change', 'unknown_score', of === undefined);
		const width = of ? of.range[1] - of.range[0] : Infinity;
		const sizes = [...(change.noticed ?? []), change.ordinary ?? 1];
		say(
			'change',
			'not_possible',
			sizes.some((size) => size <= 0 || size > width)
		);
		say('change', 'not_possible', (change.noticed?.[0] ?? 0) > (change.noticed?.[1] ?? 0));
		for (const { id, improves, worsens, moves } of change.marks)
			say(`change.${id}`, 'no_direction', [improves, worsens, moves].filter(isSaid).length !== 1);
	}
	return found;
}

const isSaid = (value: unknown): boolean => value !== undefined;
const isWithin = (value: number, [low, high]: readonly [number, number]): boolean =>
	value >= low && value <= high;

/** Rows of a table follow each other through the whole range, by the smallest step that rounding leaves. */
function tableProblems(
	rows: readonly { from: number; to: number }[],
	range: readonly [number, number] | null,
	digits: number
): Contradiction['problem'][] {
	const sorted = [...rows].sort((a, b) => a.from - b.from);
	const step = 10 ** -digits;
	const next = (to: number) => rounded(to + step, digits);
	const problems = new Set<Contradiction['problem']>();
	for (const [index, row] of sorted.entries()) {
		if (row.from > row.to) problems.add('not_possible');
		const before = sorted[index - 1];
		if (before && row.from <= before.to) problems.add('overlaps');
		else if (before && row.from !== next(before.to)) problems.add('gap');
	}
	if (range && (sorted[0]!.from !== range[0] || sorted.at(-1)!.to !== range[1]))
		problems.add('gap');
	return [...problems];
}

/** The least and the most that answers can bring; null where that is not to be worked out. */
function reachOf(definition: Definition, each: Score): [number, number] | null {
	const values = possible(definition);
	const [low, high] = [values[0], values.at(-1)];
	if (low === undefined || high === undefined || each.by === 'goals') return null;
	if (each.by === 'lookup') {
		const all = each.table.map(({ value }) => value);
		return [Math.min(...all), Math.max(...all)];
	}
	const count = itemsOf(definition, each).length;
	const times = each.times ?? 1;
	const ends =
		each.by === 'weighted'
			? [weighed(each.weights, low, high), weighed(each.weights, high, low)]
			: { sum: [low * count, high * count], mean: [low, high], percent: [(low / high) * 100, 100] }[
					each.by
				];
	const both = ends.map((end) => rounded(end * times, each.digits)!);
	return [Math.min(...both), Math.max(...both)];
}

const weighed = (weights: readonly number[], low: number, high: number): number =>
	weights.reduce((sum, weight) => sum + weight * (weight < 0 ? high : low), 0);
