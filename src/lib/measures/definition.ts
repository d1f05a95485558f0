import { z } from 'zod';

/**
 * What a measure is, as data: its questions (where they may be shown), what can be answered, and how answers
 * become numbers. Questions are counted from 1, as they are on paper.
 */
const words = (most: number) => z.string().trim().min(1).max(most);
const code = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/i);
const number = z.number().min(-100_000).max(100_000);
/** No published questionnaire that fits on a page has more. */
export const MOST_ITEMS = 60;
const item = z.int().min(1).max(MOST_ITEMS);
const itemNumbers = z.array(item).min(1).max(MOST_ITEMS);
const is = z.enum(['>=', '<=', '>', '<']);
const range = z.tuple([number, number]);

const common = {
	id: code,
	/** In words for people: what this number is about. */
	name: words(120),
	/** Digits after the point. */
	digits: z.int().min(0).max(3).default(0),
	range
};
const overItems = {
	...common,
	/** Which questions; all of them when nothing is said. */
	of: itemNumbers.optional(),
	/** So many must be answered; what is missing is taken to be the person's own mean. All, when nothing is said. */
	needs: z.int().min(1).max(MOST_ITEMS).optional(),
	/** What the result is multiplied by. */
	times: number.optional()
};
const Score = z.discriminatedUnion('by', [
	z.strictObject({ by: z.literal('sum'), ...overItems }),
	z.strictObject({ by: z.literal('mean'), ...overItems }),
	/** Of the most that could have been answered. */
	z.strictObject({ by: z.literal('percent'), ...overItems }),
	/** One weight for each of its questions, in their order. */
	z.strictObject({ by: z.literal('weighted'), ...overItems, weights: z.array(number).min(1) }),
	/** What a table says of another score. */
	z.strictObject({
		by: z.literal('lookup'),
		...common,
		from: code,
		table: z
			.array(z.strictObject({ from: number, to: number, value: number }))
			.min(1)
			.max(500)
	}),
	/** Goals of one's own, each with a weight: Kiresuk and Sherman's T. */
	z.strictObject({ by: z.literal('goals'), ...common, correlation: z.number().min(0).max(0.99) })
]);
export type Score = z.output<typeof Score>;

const OnScore = z.strictObject({ score: code, is, value: number });
const OnItem = z.strictObject({ item, is, value: number });

const Option = z.strictObject({
	/** Null for an answer that says that it does not apply. */
	value: number.nullable(),
	label: words(200).nullable()
});

export const Definition = z.strictObject({
	id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
	/** A new one whenever anything that is asked or scored changes. */
	version: z.int().min(1).max(9999),
	/** From which version on the numbers mean the same. */
	comparableSince: z.int().min(1).max(9999),
	/** Its address: letters that say nothing about it to whoever reads a browser’s history. */
	page: z.string().regex(/^[a-z0-9]{4}$/),
	title: words(120),
	about: words(400),
	minutes: z.int().min(1).max(60),
	/** Here by a person’s own choice, or at another place of the product. */
	asked: z.enum(['here', 'elsewhere']),
	/** Whom it is by. */
	source: words(400),
	isValidated: z.boolean(),
	licence: words(60),
	licenceNote: words(600),
	/** Whether its words may be part of the project, or were loaded by permission. */
	mayEmbed: z.boolean(),
	period: words(80).nullable(),
	stem: words(1000).nullable(),
	/** A question before the others: after “no” there is nothing more to ask. */
	gate: words(1000).nullable(),
	options: z.array(Option).min(2).max(21).nullable(),
	/** Instead of options: numbers from one to another, of which the ends have words. */
	line: z
		.strictObject({
			...{ from: z.int().min(0).max(100), to: z.int().min(1).max(100) },
			...{ step: z.literal(1), low: words(120), high: words(120) }
		})
		.nullable(),
	count: z.int().min(0).max(MOST_ITEMS),
	items: z
		.array(z.strictObject({ key: code.optional(), text: words(600) }))
		.min(1)
		.max(MOST_ITEMS)
		.nullable(),
	/** Questions asked the other way round. */
	reversed: z.array(item).max(MOST_ITEMS),
	/** The first one is what the line of results draws. */
	scores: z.array(Score).max(20),
	/** Names that authors give to ranges. Needed to score as they do; people are never shown one. */
	bands: z
		.array(
			z.strictObject({
				...{ id: code, score: code },
				of: z.array(z.strictObject({ name: words(60), from: number, to: number })).min(1)
			})
		)
		.max(20),
	/** Cut-points: what is above or below one. */
	marks: z.array(z.union([OnScore.extend({ id: code }), OnItem.extend({ id: code })])).max(20),
	/** So many of these questions answered with so much or more. */
	rules: z
		.array(
			z.strictObject({
				...{ id: code, countsFrom: number },
				needs: z.array(z.strictObject({ of: itemNumbers, atLeast: z.int().min(1) })).min(1)
			})
		)
		.max(10),
	change: z
		.strictObject({
			score: code,
			better: z.enum(['lower', 'higher']),
			/** The smallest difference that people notice. */
			noticed: range.nullable(),
			/** How far ordinary ups and downs reach: from here on a change is more than that. */
			ordinary: number.nullable(),
			marks: z
				.array(
					z.strictObject({
						id: code,
						improves: number.optional(),
						worsens: number.optional(),
						moves: number.optional(),
						/** And it ends so low, or so high, as is better. */
						endsAt: number.optional()
					})
				)
				.max(10),
			source: words(400)
		})
		.nullable(),
	/** When help is offered. */
	help: z.array(z.union([OnScore, OnItem])).max(10)
});
export type Definition = z.output<typeof Definition>;

/** The numbers that can be answered, in order. */
export function possible({ options, line }: Pick<Definition, 'options' | 'line'>): number[] {
	if (line) return Array.from({ length: line.to - line.from + 1 }, (_, step) => line.from + step);
	const values = (options ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
	return values.sort((a, b) => a - b);
}

/** All questions, by number. */
export const allItems = ({ count }: Pick<Definition, 'count'>): number[] =>
	Array.from({ length: count }, (_, index) => index + 1);

/** Which questions a score is made of; none, if it is made of another score or of goals. */
export const itemsOf = (definition: Definition, score: Score): number[] =>
	score.by === 'lookup' || score.by === 'goals' ? [] : (score.of ?? allItems(definition));
