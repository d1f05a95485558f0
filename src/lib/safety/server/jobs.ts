import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { alertDays, untestedDays } from '../on-call.ts';
import { appealDays, decisionMonths, reportDays } from '../safety.ts';
import { finishMoves } from './moving.ts';
import { writtenTables } from './written.ts';

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

/**
 * Deletes what was taken down, and what was hidden and its author let go, once nobody can bring it back: the appeal
 * was answered, or its time is over. What was decided is kept longer; its words go with those of the report.
 */
export async function forgetDecisions(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'safety: decisions past their time', async ({ db, now }) => {
		const isFinal = sql`(d.answer = 'kept'
			or (d.appealed_at is null and d.made_at <= ${after(now(), -appealDays * day)}))`;
		const goes = sql`w.hidden_at is not null and ${isFinal}
			and (d.step = 'taken_down' or (d.step = 'hidden' and w.let_go_at is not null))`;
		for (const { of, table, id } of writtenTables)
			await sql`
				delete from ${sql.table(table)} w using decision d
				where d.of = ${of} and d.of_id = ${sql.ref(`w.${id}`)} and ${goes}`.execute(db);
		const isDone = sql`(appealed_at is null or answer is not null)`;
		await sql`
			update decision set box = null, decision_key = null, kek_id = null, appeal_box = null, answer_box = null
			where decision_key is not null and ${isDone}
				and coalesce(answered_at, made_at) <= ${after(now(), -reportDays * day)}`.execute(db);
		await sql`
			delete from decision
			where ${isDone} and coalesce(answered_at, made_at)
				<= ${now()}::timestamptz - make_interval(months => ${decisionMonths})`.execute(db);
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
	{ name: 'safety-finish-moves', cron: '* * * * *', run: finishMoves },
	{ name: 'safety-forget-reports', cron: '23 3 * * *', run: forgetReports },
	{ name: 'safety-forget-decisions', cron: '26 3 * * *', run: forgetDecisions },
	{ name: 'safety-forget-on-call', cron: '29 3 * * *', run: forgetOnCall }
];
