import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { decisionMonths, reportDays } from '../safety.ts';

/** Destroys what was reported, with its key, and later the decision itself. */
export async function forgetReports(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'safety: reports past their time', async ({ db, now }) => {
		await sql`
			update room_report set box = null, decision_box = null, report_key = null, kek_id = null
			where report_key is not null and decided_at <= ${after(now(), -reportDays * day)}`.execute(db);
		await sql`
			delete from room_report
			where decided_at <= ${now()}::timestamptz - make_interval(months => ${decisionMonths})`.execute(db);
	});
}

export const jobs: readonly Job[] = [
	{ name: 'safety-forget-reports', cron: '23 3 * * *', run: forgetReports }
];
