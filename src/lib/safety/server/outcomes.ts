import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { seal } from '#server/crypto.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { read } from '#server/input.ts';
import { NOTICES_KEPT } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { AskAgainInput } from '../inputs.ts';
import { askAgainDays, outcomes, type MyReport, type ReportDecision } from '../safety.ts';
import { askedBefore, askedTooLate, nobodyElse } from './errors.ts';
import { keyOf, type SealedReport } from './sealed.ts';

interface OwnRow {
	report_id: string;
	made_at: Date;
	decision: ReportDecision | null;
	decided_at: Date | null;
	again_at: Date | null;
	again_decision: ReportDecision | null;
	is_kept: boolean;
}

const canAskAgain = (row: OwnRow, now: Date): boolean =>
	row.is_kept && row.again_at === null && !isLate(row, now) && row.decided_at !== null;
const isLate = ({ decided_at: at }: OwnRow, now: Date): boolean =>
	at !== null && now > after(at, askAgainDays * day);

const present = (row: OwnRow, now: Date): MyReport => ({
	...{ reportId: row.report_id, madeAt: row.made_at, decidedAt: row.decided_at },
	...{ againAt: row.again_at, canAskAgain: canAskAgain(row, now) },
	outcome: row.decision && outcomes[row.decision],
	againOutcome: row.again_decision && outcomes[row.again_decision]
});

const own = sql`reporter_id in (select membership_id from membership where account_id = my_account())`;
const columns = sql`report_id, made_at, decision, decided_at, again_at, again_decision, box is not null as is_kept`;

/**
 * My own reports, newest first: on which day, and what kind of step followed. Nothing of what I wrote, nor of
 * what was done to anybody. Each is gone from here when another look can no longer be asked for: somebody else
 * may hold the device. @throws sign_in_first
 */
export async function myReports(ctx: Ctx): Promise<MyReport[]> {
	allow(accountOf(ctx) !== null, signInFirst);
	return inTransaction(ctx, async ({ db, now }) => {
		const { rows } = await sql<OwnRow>`
			select ${columns} from report where ${own}
				and coalesce(again_decided_at, again_at, decided_at, 'infinity') > ${after(now(), -askAgainDays * day)}
			order by made_at desc, report_id limit 50`.execute(db);
		return rows.map((row) => present(row, now()));
	});
}

/**
 * Asks, once, that somebody else looks at my report again; what I add is kept as covered as the report.
 * Coordinators who did not decide it find it among those that wait.
 * @throws sign_in_first, not_found, invalid, report_asked_before, report_asked_too_late, report_nobody_else
 */
export async function askAgain(
	ctx: Ctx,
	given: { reportId: string; words?: string }
): Promise<void> {
	allow(accountOf(ctx) !== null, signInFirst);
	const { reportId, words } = read(AskAgainInput, given);
	await inTransaction(ctx, async (tx) => {
		const mine = await sql`select 1 from report where report_id = ${reportId} and ${own}`.execute(
			tx.db
		);
		if (mine.rows.length === 0) throw notFound();
		await asSystem(tx, 'safety: whoever reported asks for another look', async (system) => {
			const row = await locked(system, reportId);
			if (row.again_at) throw askedBefore();
			if (row.decision === null) throw notFound();
			allow(canAskAgain(row, system.now()), askedTooLate);
			allow(row.has_others, nobodyElse);
			const box = words === '' ? null : seal(keyOf(system, row), `report:${reportId}:again`, words);
			await sql`
				update report set again_at = ${system.now()}, again_box = ${box}
				where report_id = ${reportId}`.execute(system.db);
		});
	});
}

/** With whether there is any coordinator who may take another look (may_look_again). */
async function locked(system: Ctx, reportId: string) {
	const { rows } = await sql<OwnRow & SealedReport & { has_others: boolean }>`
		select ${columns}, report_key, kek_id, exists (
			select 1 from account_role r join account a using (account_id)
			where r.role = 'coordinator' and a.ended_at is null
				and (decision = 'need_more' or r.account_id is distinct from decided_by)
				and not exists (select 1 from membership m where m.account_id = r.account_id
					and (m.membership_id = reporter_id or m.membership_id = any(about_ids)))
		) as has_others
		from report where report_id = ${reportId} for update`.execute(system.db);
	if (!rows[0]) throw notFound();
	return rows[0];
}

/**
 * Tells whoever reported that there is an answer, in words that say nothing to somebody else; once, however many
 * of these reports were theirs.
 */
export async function tellReporters(
	system: Ctx,
	reportIds: readonly string[],
	isAgain: boolean
): Promise<void> {
	const { rows } = await sql<{ account_id: string; report_id: string }>`
		select distinct on (m.account_id) m.account_id, r.report_id
		from report r join membership m on m.membership_id = r.reporter_id
		where r.report_id = any(${[...reportIds]}::uuid[])
		order by m.account_id, r.made_at desc`.execute(system.db);
	const until = after(system.now(), NOTICES_KEPT * day);
	await notices.tell(
		system,
		rows.map(({ account_id: accountId, report_id: reportId }) => ({
			...{ accountId, kind: 'looked_at' as const, about: reportId, until },
			once: `report:${reportId}:${isAgain ? 'again' : 'first'}`
		}))
	);
}
