import { sql } from 'kysely';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { open } from '#server/crypto.ts';
import { notFound } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as audit from '#lib/audit/server/audit.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { OpenReportInput } from '../inputs.ts';
import type { OpenedReport, ReportOf, ReportReason } from '../safety.ts';
import { mayOpen } from './caring.ts';
import { mayReview, reviewer, roleAt } from './queue.ts';
import type { Contents } from './storing.ts';
import { keyOf, type SealedReport } from './sealed.ts';

export interface WholeRow extends SealedReport {
	group_id: string;
	of: ReportOf;
	of_id: string;
	reason: ReportReason;
	priority: 1 | 2 | 3;
	reporter_id: string;
	about_ids: string[];
	box: Buffer | null;
	decision_box: Buffer | null;
	again_box: Buffer | null;
	again_decision_box: Buffer | null;
	decision: string | null;
	is_again: boolean;
	may_again: boolean;
	again_decision: string | null;
}

/** One report that who asks may decide on. @throws not_found */
export async function whole(
	tx: Ctx,
	{ groupId, reportId }: { groupId: string | null; reportId: string },
	lock = sql``
): Promise<WholeRow> {
	const { rows } = await sql<WholeRow>`
		select report_id, group_id, of, of_id, reason, priority, reporter_id, about_ids, box, decision_box, again_box,
			again_decision_box, report_key, kek_id, decision, again_decision, again_at is not null as is_again,
			may_look_again(reporter_id, about_ids, decision, decided_by) as may_again
		from report r
		where report_id = ${reportId} and (${groupId}::uuid is null or group_id = ${groupId}::uuid)
			and ${mayReview}
		${lock}`.execute(tx.db);
	if (!rows[0]) throw notFound();
	return rows[0];
}

/**
 * Uncovers one report: what is in it leaves only by this. That somebody looked is noted in the audit, for those
 * whose words they are. What was said when another look was asked for is shown to those who may take it.
 * @throws not_found, also once it was destroyed; review_enough_today
 */
export async function openReport(
	ctx: Ctx,
	given: { groupId: string | null; reportId: string }
): Promise<OpenedReport> {
	const { reportId } = read(OpenReportInput, given);
	return inTransaction(ctx, async (tx) => {
		await reviewer(tx, given.groupId);
		const row = await whole(tx, { groupId: given.groupId, reportId });
		const key = keyOf(tx, row);
		await mayOpen(tx, { id: reportId, isFirst: row.priority === 1 });
		await sql`
			update report set opened_at = ${tx.now()}, opened_by = ${accountOf(tx)}
			where report_id = ${reportId} and opened_at is null`.execute(tx.db);
		const bound = `report:${reportId}`;
		const inBox = (box: Buffer | null, what: string) =>
			box && open(key, `${bound}${what}`, box).toString();
		const { words, lines } = JSON.parse(inBox(row.box, '')!) as Contents;
		const ids = [row.reporter_id, ...row.about_ids, ...lines.map(({ who }) => who)];
		const faces = await meetings.faces(tx, [...new Set(ids)]);
		const aliasOf = (id: string) => faces.find((face) => face.id === id)?.alias ?? '';
		const writers = [...lines.map(({ who }) => who), ...(words === '' ? [] : [row.reporter_id])];
		await audit.note(tx, {
			...{ kind: 'words_opened', role: roleAt(given.groupId), groupId: row.group_id },
			...{ about: writers, ofId: reportId }
		});
		return {
			...{ reportId, words, reporter: aliasOf(row.reporter_id), about: row.about_ids.map(aliasOf) },
			lines: lines.map(({ who, at, text }) => ({ alias: aliasOf(who), at: new Date(at), text })),
			why: inBox(row.decision_box, ':decision'),
			again: row.may_again ? inBox(row.again_box, ':again') : null,
			whyAgain: inBox(row.again_decision_box, ':again-decision')
		};
	});
}
