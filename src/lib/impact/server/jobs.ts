import * as org from '#lib/org/server/org.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import type { Job } from '#server/jobs.ts';
import type { Quarter } from '../impact.ts';
import { bounds, isClosed, quartersSince, yearUpTo } from '../quarters.ts';
import { countQuarter, firstMeetingAt } from './counts.ts';
import { canPublish } from './policy.ts';
import { keep, kept, totalsOf } from './published.ts';
import { tallyQuarter } from './ratings.ts';
import { tallyHelped } from './what-helped.ts';
import { publishHalves } from './transparency.ts';

/**
 * Publishes every quarter that is over and was not published yet, oldest first: counts it, opens the
 * answers and tries of those who agreed, keeps only totals. A quarter is computed once; answers deleted or
 * consents revoked later do not move it, because the difference would tell about one person. Safe to
 * run at any time, twice, and in several processes. Answers the quarters it published.
 */
export async function publishClosedQuarters(ctx: Ctx): Promise<Quarter[]> {
	allow(canPublish(ctx.actor));
	const organisation = await org.organisation(ctx);
	if (!organisation) return [];
	const zone = organisation.timeZone;
	const due = await asSystem(ctx, 'impact: which quarters are over', async (tx) => {
		const now = tx.now();
		const first = await firstMeetingAt(tx);
		const quarters = first ? quartersSince(first, now, zone) : [];
		const closed = quarters.filter((quarter) => isClosed(quarter, zone, now));
		const done = await kept(tx, closed);
		return closed.filter((quarter) => !done.has(quarter)).reverse();
	});
	for (const quarter of due) {
		await asSystem(ctx, 'impact: the totals of a closed quarter', async (tx) => {
			const within = bounds(quarter, zone);
			const counts = await countQuarter(tx, within);
			const tally = await tallyQuarter(tx, within);
			const helped = await tallyHelped(tx, yearUpTo(quarter, zone));
			await keep(tx, quarter, totalsOf(counts, tally, helped));
		});
	}
	return due;
}

/** Every hour, so that it is soon after midnight in whichever zone the organisation is. */
export const jobs: readonly Job[] = [
	{
		name: 'impact.publish-quarter',
		cron: '7 * * * *',
		run: async (ctx) => void (await publishClosedQuarters(ctx))
	},
	{
		name: 'impact.publish-half',
		cron: '11 * * * *',
		run: async (ctx) => void (await publishHalves(ctx))
	}
];
