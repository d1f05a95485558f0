import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { auditMonths } from '../audit.ts';

/** Forgets rows past their keeping time; where they ended stays, so that the rest can still be followed. */
export async function forgetOld(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'audit: rows past their time', ({ db, now }) =>
		sql`select forget_audit(${now()}::timestamptz - make_interval(months => ${auditMonths}))`.execute(
			db
		)
	);
}

export const jobs: readonly Job[] = [{ name: 'audit-forget', cron: '37 3 * * *', run: forgetOld }];
