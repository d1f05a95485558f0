/** Whether it works: the six figures, counted from what happened. */
import * as org from '#lib/org/server/org.ts';
import { second } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import type { Kysely } from 'kysely';
import type { DB } from '#server/db/schema.ts';
import type { Audience, Programme, QuarterFigures, Quarter } from '../impact.ts';
import { bounds, quartersSince } from '../quarters.ts';
import { countQuarter, firstMeetingAt } from './counts.ts';
import { canSeeProgramme } from './policy.ts';
import { presentQuarter } from './present.ts';
import { kept } from './published.ts';

export { answerClock } from './answering.ts';
export { jobs, publishClosedQuarters } from './jobs.ts';
export { helpedHere } from './what-helped.ts';
export { publishHalves, transparency, transparencyCsv } from './transparency.ts';

/** Quarters shown beside the chosen one. */
const historyLength = 8;

/**
 * The programme's figures for coordinators: the quarter that runs, or the one asked for, and the last
 * eight. An unknown quarter reads as none.
 * @throws not_found for everybody else, and before the set-up
 */
export async function programme(ctx: Ctx, input: { quarter?: Quarter } = {}): Promise<Programme> {
	allow(canSeeProgramme(ctx.actor));
	return figures(ctx, 'inside', input.quarter);
}

/** Anyone may ask, as often as they like: the same answer serves for a few seconds. */
const freshFor = 5 * second;
const recent = new WeakMap<Kysely<DB>, Map<string, { at: number; answer: Promise<Programme> }>>();

/**
 * The programme's figures for everyone: rounded, and hidden below ten people.
 * @throws not_found before the set-up
 */
export async function published(ctx: Ctx, input: { quarter?: Quarter } = {}): Promise<Programme> {
	const now = ctx.now().getTime();
	const key = input.quarter ?? '';
	const known = recent.get(ctx.db)?.get(key);
	if (known && now >= known.at && now - known.at < freshFor) return known.answer;
	const answer = figures(ctx, 'outside', input.quarter);
	const all = recent.get(ctx.db) ?? new Map<string, { at: number; answer: Promise<Programme> }>();
	recent.set(ctx.db, all.set(key, { at: now, answer }));
	answer.catch(() => all.delete(key));
	if (all.size > 50) recent.delete(ctx.db);
	return answer;
}

async function figures(ctx: Ctx, audience: Audience, wanted?: Quarter): Promise<Programme> {
	const organisation = await org.organisation(ctx);
	if (!organisation) throw notFound();
	const { timeZone: zone, isDemonstration } = organisation;
	return asSystem(ctx, 'impact: counting needs the sight of all groups', async (tx) => {
		const now = tx.now();
		const quarters = quartersSince((await firstMeetingAt(tx)) ?? now, now, zone);
		const chosen = quarters.find((one) => one === wanted) ?? quarters[0]!;
		const shown = [...new Set([chosen, ...quarters.slice(0, historyLength)])];
		const done = await inOrder(tx, shown, { zone, now, audience });
		const history = done.filter(({ quarter }) => quarters.indexOf(quarter) < historyLength);
		return {
			...{ isDemonstration, timeZone: zone, quarters },
			chosen: done.find(({ quarter }) => quarter === chosen)!,
			history: history.sort((a, b) => (a.quarter < b.quarter ? 1 : -1))
		};
	});
}

/** Closed quarters as they were published; those that are not yet, and the one that runs, counted now. */
async function inOrder(
	tx: Ctx,
	quarters: Quarter[],
	seen: { zone: string; now: Date; audience: Audience }
): Promise<QuarterFigures[]> {
	const known = await kept(tx, quarters);
	const all: QuarterFigures[] = [];
	for (const quarter of quarters) {
		const totals = known.get(quarter);
		const counted = totals ?? {
			...{ counts: await countQuarter(tx, bounds(quarter, seen.zone)), ratings: null }
		};
		all.push(presentQuarter(quarter, counted, seen));
	}
	return all;
}
