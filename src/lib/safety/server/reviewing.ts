import { sql } from 'kysely';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { open, seal } from '#server/crypto.ts';
import { invalid, notFound } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { DecideReportInput, OpenReportInput } from '../inputs.ts';
import type { OpenedReport } from '../safety.ts';
import { reportDecided } from './errors.ts';
import { tellReporter } from './outcomes.ts';
import { reviewer } from './queue.ts';
import type { Contents } from './storing.ts';
import { keyOf, type SealedReport } from './sealed.ts';

interface WholeRow extends SealedReport {
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

async function whole(
	tx: Ctx,
	{ groupId, reportId }: { groupId: string | null; reportId: string },
	lock = sql``
): Promise<WholeRow> {
	const { rows } = await sql<WholeRow>`
		select report_id, reporter_id, about_ids, box, decision_box, again_box, again_decision_box, report_key,
			kek_id, decision, again_decision, again_at is not null as is_again,
			may_look_again(reporter_id, about_ids, decision, decided_by) as may_again
		from report
		where report_id = ${reportId} and (${groupId}::uuid is null or group_id = ${groupId}::uuid)
			and may_review(group_id, reporter_id, about_ids, coordinators_only)
		${lock}`.execute(tx.db);
	if (!rows[0]) throw notFound();
	return rows[0];
}

/**
 * Uncovers one report: what is in it leaves only by this, and who first looked is noted. What was said when
 * another look was asked for is shown to those who may take it.
 * @throws not_found, also once it was destroyed
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
		return {
			...{ reportId, words, reporter: aliasOf(row.reporter_id), about: row.about_ids.map(aliasOf) },
			lines: lines.map(({ who, at, text }) => ({ alias: aliasOf(who), at: new Date(at), text })),
			why: inBox(row.decision_box, ':decision'),
			again: row.may_again ? inBox(row.again_box, ':again') : null,
			whyAgain: inBox(row.again_decision_box, ':again-decision')
		};
	});
}

/**
 * Decides on one report, once, with a reason, which is kept as covered as the report itself; and once more
 * after another look was asked for. Whoever reported is told that there is an answer.
 * @throws not_found, invalid, report_decided
 */
export async function decideReport(
	ctx: Ctx,
	given: DecideReportInput & { groupId: string | null }
): Promise<void> {
	const { reportId, decision, why } = read(DecideReportInput, given);
	const { groupId } = given;
	await inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		// Seen before it is locked: one whose other look is not theirs is decided, and is not unknown to them.
		const { is_again: isAgain, may_again: mayAgain } = await whole(tx, { groupId, reportId });
		if (isAgain && !mayAgain) throw reportDecided();
		const row = await whole(tx, { groupId, reportId }, sql`for update`);
		if ((row.is_again ? row.again_decision : row.decision) !== null) throw reportDecided();
		if (row.is_again && decision === 'need_more') throw invalid({ decision: 'choose' });
		const about = `report:${reportId}:${row.is_again ? 'again-decision' : 'decision'}`;
		const box = seal(keyOf(tx, row), about, why);
		const [now, me] = [tx.now(), accountOf(tx)];
		await (
			row.is_again
				? sql`
				update report set again_decision = ${decision}, again_decision_box = ${box},
					again_decided_at = ${now}, again_decided_by = ${me}
				where report_id = ${reportId}`
				: sql`
				update report set decision = ${decision}, decision_box = ${box}, decided_at = ${now},
					decided_by = ${me}
				where report_id = ${reportId}`
		).execute(tx.db);
		await asSystem(tx, 'safety: an answer for whoever reported', (system) =>
			tellReporter(system, reportId, row.is_again)
		);
	});
}
