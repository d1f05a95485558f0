import { sql } from 'kysely';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { seal } from '#server/crypto.ts';
import { invalid } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as audit from '#lib/audit/server/audit.ts';
import { DecideReportInput } from '../inputs.ts';
import { decisionsOn, stepOf, type ReportDecision } from '../safety.ts';
import { reportDecided } from './errors.ts';
import { tellReporters } from './outcomes.ts';
import { mayReview, reviewer, roleAt } from './queue.ts';
import { whole, type WholeRow } from './reviewing.ts';
import { keyOf } from './sealed.ts';
import { takeStep } from './steps.ts';

/**
 * Decides on one report, once, with a reason, which is kept as covered as the report itself; and once more
 * after another look was asked for. All that wait and report the same are decided with it. The step acts at
 * once: what is hidden is hidden from everybody. Whoever it concerns is told in words, and how to appeal;
 * whoever reported, that there is an answer.
 * @throws not_found, invalid, report_decided, decision_leads
 */
export async function decideReport(
	ctx: Ctx,
	given: DecideReportInput & { groupId: string | null }
): Promise<void> {
	const { reportId, decision, why, tell, days, toGroup } = read(DecideReportInput, given);
	const { groupId } = given;
	await inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		// Seen before it is locked: one whose other look is not theirs is decided, and is not unknown to them.
		const { is_again: isAgain, may_again: mayAgain } = await whole(tx, { groupId, reportId });
		if (isAgain && !mayAgain) throw reportDecided();
		const row = await whole(tx, { groupId, reportId }, sql`for update of r`);
		if ((row.is_again ? row.again_decision : row.decision) !== null) throw reportDecided();
		check(row, decision, { tell, isCoordinator: groupId === null });
		await write(tx, row, decision, why);
		const alike = row.is_again ? [] : await decideAlike(tx, row, decision);
		await asSystem(tx, 'safety: a decision, and an answer for whoever reported', async (system) => {
			const step = stepOf(decision);
			const by = accountOf(tx);
			const more = { days: Number(days), toGroup };
			if (step && tell !== '') await takeStep(system, { row, step, tell, by, ...more });
			await tellReporters(system, [reportId, ...alike], row.is_again);
		});
		await audit.note(tx, {
			...{ kind: 'decided', role: roleAt(groupId), groupId: row.group_id },
			about: stepOf(decision) ? row.about_ids : [],
			ofId: reportId
		});
	});
}

/** What is decided must be possible here, and whoever it concerns must read why. @throws invalid */
function check(
	row: WholeRow,
	decision: ReportDecision,
	{ tell, isCoordinator }: { tell: string; isCoordinator: boolean }
): void {
	const possible = decisionsOn(row.of, { isAgain: row.is_again, isCoordinator });
	if (!possible.includes(decision)) throw invalid({ decision: 'choose' });
	const step = stepOf(decision);
	// A talk has had its words already.
	if (step && step !== 'talked' && tell === '') throw invalid({ tell: 'required' });
	if (step && tell !== '' && row.about_ids.length !== 1) throw invalid({ tell: 'one_person' });
}

async function write(tx: Ctx, row: WholeRow, decision: ReportDecision, why: string): Promise<void> {
	const about = `report:${row.report_id}:${row.is_again ? 'again-decision' : 'decision'}`;
	const box = seal(keyOf(tx, row), about, why);
	const [now, me] = [tx.now(), accountOf(tx)];
	await (
		row.is_again
			? sql`
			update report set again_decision = ${decision}, again_decision_box = ${box},
				again_decided_at = ${now}, again_decided_by = ${me}
			where report_id = ${row.report_id}`
			: sql`
			update report set decision = ${decision}, decision_box = ${box}, decided_at = ${now},
				decided_by = ${me}
			where report_id = ${row.report_id}`
	).execute(tx.db);
}

/** Whatever else waits about the same thing, as far as who decides may decide on it; its ids. */
async function decideAlike(tx: Ctx, row: WholeRow, decision: ReportDecision): Promise<string[]> {
	if (row.of === 'meeting') return [];
	const { rows } = await sql<{ report_id: string }>`
		update report r set decision = ${decision}, decided_at = ${tx.now()}, decided_by = ${accountOf(tx)}
		where r.of = ${row.of} and r.of_id = ${row.of_id} and r.decision is null
			and r.report_id <> ${row.report_id} and ${mayReview}
		returning r.report_id`.execute(tx.db);
	return rows.map(({ report_id: id }) => id);
}
