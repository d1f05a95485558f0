import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { alertDays, untestedDays } from '../on-call.ts';
import { decisionMonths, reportDays } from '../safety.ts';

/** What waits for another look is not decided. */
const isDecided = sql`decision is not null and (again_at is null or again_decision is not null)`;

/** Destroys what was reported, with its key, and later the decision itself. */
export async function forgetReports(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'safety: reports past their time', async ({ db, now }) => {
		await sql`
			update report set box = null, decision_box = null, again_box = null, again_decision_box = null,
				report_key = null, kek_id = null
			where report_key is not null and ${isDecided}
				and coalesce(again_decided_at, decided_at) <= ${after(now(), -reportDays * day)}`.execute(db);
		await sql`
			delete from report
			where ${isDecided} and coalesce(again_decided_at, decided_at) <= ${now()}::timestamptz - make_interval(months => ${decisionMonths})`.execute(
			db
		);
	});
}

/** Forgets whom nobody writes to any more, addresses that were never tested, and who was written to. */
export async function forgetOnCall(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'safety: the roster is tidied', async ({ db, now }) => {
		const kept = after(now(), -alertDays * day);
		await sql`delete from on_call_alert where tried_at <= ${kept}`.execute(db);
		await sql`
			delete from on_call
			where revoked_at <= ${kept}
				or (tested_at is null and code_until <= ${after(now(), -untestedDays * day)})`.execute(db);
	});
}

export const jobs: readonly Job[] = [
	{ name: 'safety-forget-reports', cron: '23 3 * * *', run: forgetReports },
	{ name: 'safety-forget-on-call', cron: '29 3 * * *', run: forgetOnCall }
];
