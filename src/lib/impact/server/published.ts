import { z } from 'zod';
import { itemKeys } from '#lib/wellbeing/wellbeing.ts';
import type { Ctx } from '#server/ctx.ts';
import { medianOf, type ItemTally, type Tally } from '../tally.ts';
import type { Quarter } from '../impact.ts';
import type { HelpedTally } from '../what-helped.ts';
import type { Counts } from './counts.ts';

const count = z.number().int().min(0);
const item = z.object({
	...{ answered: count, better: count, same: count, worse: count, alike: count }
}) satisfies z.ZodType<ItemTally>;

/** What is kept of a closed quarter: totals, exact, read by the system alone. */
const Totals = z.object({
	version: z.literal(1),
	counts: z.object({
		participants: count,
		belonged: count,
		meetings: z.object({
			...{ held: count, planned: count, minutes: z.number(), deviation: z.number() },
			// Quarters that were published before these were counted had none.
			...{ openHours: count.default(0), tooFew: count.default(0) }
		}),
		facilitators: z.object({ trained: count, all: count })
	}) satisfies z.ZodType<Counts>,
	ratings: z.object({
		people: count,
		items: z.record(z.enum(itemKeys), item),
		medianWeeks: z.number().nullable()
	}),
	/** What helped in the year up to its end; quarters that were published before this was counted have none. */
	helped: z
		.array(z.object({ strategy: z.string(), symptom: z.string(), people: count, helped: count }))
		.default([])
});
export type Totals = z.output<typeof Totals>;

export const totalsOf = (counts: Counts, tally: Tally, helped: HelpedTally[]): Totals => ({
	...{ version: 1, counts, helped },
	ratings: { people: tally.people, items: tally.items, medianWeeks: medianOf(tally.weeks) }
});

/** Keeps the totals of a quarter. The first to come stays: figures that are out are not computed again. */
export async function keep(system: Ctx, quarter: Quarter, totals: Totals): Promise<void> {
	await system.db
		.insertInto('published_quarter')
		.values({ quarter, figures: JSON.stringify(totals), published_at: system.now() })
		.onConflict((on) => on.column('quarter').doNothing())
		.execute();
}

/** The totals of these quarters, as far as they were published. */
export async function kept(system: Ctx, quarters: Quarter[]): Promise<Map<string, Totals>> {
	if (quarters.length === 0) return new Map();
	const rows = await system.db
		.selectFrom('published_quarter')
		.select(['quarter', 'figures'])
		.where('quarter', 'in', quarters)
		.execute();
	return new Map(rows.map((row) => [row.quarter, Totals.parse(row.figures)]));
}

/** The newest quarter that was published, with its totals; null before there is one. */
export async function newest(system: Ctx): Promise<{ quarter: Quarter; totals: Totals } | null> {
	const row = await system.db
		.selectFrom('published_quarter')
		.select(['quarter', 'figures'])
		.orderBy('quarter', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ? { quarter: row.quarter as Quarter, totals: Totals.parse(row.figures) } : null;
}
