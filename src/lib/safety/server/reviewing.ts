import { sql } from 'kysely';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { open, seal } from '#server/crypto.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { read } from '#server/input.ts';
import { KeyGone } from '#server/keyring.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { DecideReportInput, OpenReportInput } from '../inputs.ts';
import type { OpenedReport, ReportDecision, ReportHead, ReportReason } from '../safety.ts';
import { reportDecided } from './errors.ts';
import { canReview } from './policy.ts';
import type { Contents } from './reporting.ts';

/** Rows that one page shows. */
const onPage = 100;

interface HeadRow {
	report_id: string;
	group_id: string;
	group_name: string;
	reason: ReportReason;
	priority: 1 | 2 | 3;
	made_at: Date;
	lines_kept: number;
	lines_refused: number;
	decision: ReportDecision | null;
	decided_at: Date | null;
	is_kept: boolean;
}

const head = (row: HeadRow): ReportHead => ({
	...{ reportId: row.report_id, groupId: row.group_id, groupName: row.group_name },
	...{ reason: row.reason, priority: row.priority, madeAt: row.made_at },
	...{ lines: row.lines_kept, refused: row.lines_refused },
	...{ decision: row.decision, decidedAt: row.decided_at, isKept: row.is_kept }
});

/** Of one group for its facilitators, of all for coordinators. */
async function reviewer(tx: Ctx, groupId: string | null): Promise<void> {
	if (groupId === null) return allow(canReview(tx.actor, 'all'));
	if (!isId(groupId)) throw notFound();
	const looksAfter = groups.looksAfter(await groups.membershipIn(tx, groupId));
	allow(canReview(tx.actor, { looksAfter }));
}

/**
 * The reports that who asks may decide on, those that wait first and the most urgent of them first: of the
 * group `groupId`, or of all. Nothing of what was said is in it. @throws not_found
 */
export async function reports(ctx: Ctx, groupId: string | null = null): Promise<ReportHead[]> {
	return inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		const { rows } = await sql<HeadRow>`
			select r.report_id, r.group_id, g.name as group_name, r.reason, r.priority, r.made_at, r.lines_kept,
				r.lines_refused, r.decision, r.decided_at, r.box is not null as is_kept
			from room_report r join peer_group g using (group_id)
			where may_review(r.group_id, r.reporter_id, r.about_ids, r.coordinators_only)
				and (${groupId}::uuid is null or r.group_id = ${groupId}::uuid)
			order by r.decision is not null, case when r.decision is null then r.priority end,
				case when r.decision is null then r.made_at end, r.decided_at desc
			limit ${onPage}`.execute(tx.db);
		return rows.map(head);
	});
}

interface WholeRow {
	report_id: string;
	reporter_id: string;
	about_ids: string[];
	box: Buffer | null;
	decision_box: Buffer | null;
	report_key: Buffer | null;
	kek_id: string | null;
	decision: string | null;
}

async function whole(tx: Ctx, groupId: string | null, reportId: string): Promise<WholeRow> {
	const { rows } = await sql<WholeRow>`
		select report_id, reporter_id, about_ids, box, decision_box, report_key, kek_id, decision
		from room_report
		where report_id = ${reportId} and (${groupId}::uuid is null or group_id = ${groupId}::uuid)
			and may_review(group_id, reporter_id, about_ids, coordinators_only)
		for update`.execute(tx.db);
	if (!rows[0]) throw notFound();
	return rows[0];
}

function keyOf({ keys }: Ctx, { report_id, report_key, kek_id }: WholeRow): Buffer {
	if (!report_key || !kek_id) throw notFound();
	try {
		return keys.unwrap({ kekId: kek_id, wrapped: report_key }, `report:${report_id}`);
	} catch (error) {
		// Restored from a backup that is older than its keys: nothing opens it any more.
		if (error instanceof KeyGone) throw notFound();
		throw error;
	}
}

/**
 * Uncovers one report: what is in it leaves only by this, and who first looked is noted.
 * @throws not_found, also once it was destroyed
 */
export async function openReport(
	ctx: Ctx,
	given: { groupId: string | null; reportId: string }
): Promise<OpenedReport> {
	const { reportId } = read(OpenReportInput, given);
	return inTransaction(ctx, async (tx) => {
		await reviewer(tx, given.groupId);
		const row = await whole(tx, given.groupId, reportId);
		const key = keyOf(tx, row);
		await sql`
			update room_report set opened_at = ${tx.now()}, opened_by = ${accountOf(tx)}
			where report_id = ${reportId} and opened_at is null`.execute(tx.db);
		const bound = `report:${reportId}`;
		const { words, lines } = JSON.parse(open(key, bound, row.box!).toString()) as Contents;
		const ids = [row.reporter_id, ...row.about_ids, ...lines.map(({ who }) => who)];
		const faces = await meetings.faces(tx, [...new Set(ids)]);
		const aliasOf = (id: string) => faces.find((face) => face.id === id)?.alias ?? '';
		return {
			...{ reportId, words, reporter: aliasOf(row.reporter_id), about: row.about_ids.map(aliasOf) },
			lines: lines.map(({ who, at, text }) => ({ alias: aliasOf(who), at: new Date(at), text })),
			why: row.decision_box && open(key, `${bound}:decision`, row.decision_box).toString()
		};
	});
}

/**
 * Decides on one report, once, with a reason, which is kept as covered as the report itself.
 * @throws not_found, invalid, report_decided
 */
export async function decideReport(
	ctx: Ctx,
	given: DecideReportInput & { groupId: string | null }
): Promise<void> {
	const { reportId, decision, why } = read(DecideReportInput, given);
	await inTransaction(ctx, async (tx) => {
		await reviewer(tx, given.groupId);
		const row = await whole(tx, given.groupId, reportId);
		if (row.decision !== null) throw reportDecided();
		const box = seal(keyOf(tx, row), `report:${reportId}:decision`, why);
		await sql`
			update room_report set decision = ${decision}, decision_box = ${box}, decided_at = ${tx.now()},
				decided_by = ${accountOf(tx)}
			where report_id = ${reportId}`.execute(tx.db);
	});
}
