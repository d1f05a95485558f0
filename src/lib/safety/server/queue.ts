import { sql, type RawBuilder } from 'kysely';
import { after as later, minute } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import * as groups from '#lib/groups/server/groups.ts';
import {
	targets,
	type ReportDecision,
	type ReportHead,
	type ReportOf,
	type ReportPage,
	type ReportReason
} from '../safety.ts';
import { canReview } from './policy.ts';

/** As row-level security has it: never by oneself, nor about oneself, nor of what one reported as well. */
export const mayReview = sql`may_review(r.group_id, r.reporter_id, r.about_ids, r.coordinators_only)
	and not reported_by_me(r.of, r.of_id)`;

/** The same for a whole queue: who asks is looked up once, and each row only compares ids. */
const mayReviewMany = sql`((select my_coordinating())
		or (not r.coordinators_only and r.group_id = any((select my_facilitated_groups())::uuid[])))
	and not r.reporter_id = any((select my_memberships())::uuid[])
	and not r.about_ids && (select my_memberships())
	and (r.of = 'meeting' or not r.of_id = any((select my_reported())::uuid[]))`;

/** Reports that one page shows. */
const onPage = 25;

interface HeadRow {
	report_id: string;
	group_id: string;
	group_name: string;
	of: ReportOf;
	reason: ReportReason;
	priority: 1 | 2 | 3;
	made_at: Date;
	alike: string;
	is_passed: boolean;
	lines_kept: number;
	lines_refused: number;
	decision: ReportDecision | null;
	again_decision: ReportDecision | null;
	is_again: boolean;
	waits: boolean;
	is_kept: boolean;
	closed_at: Date | null;
}

const head = (row: HeadRow): ReportHead => ({
	...{ reportId: row.report_id, groupId: row.group_id, groupName: row.group_name },
	...{ of: row.of, reason: row.reason, priority: row.priority, madeAt: row.made_at },
	dueAt: later(row.made_at, targets[row.priority] * minute),
	...{ more: Number(row.alike) - 1, isPassed: row.is_passed },
	...{ lines: row.lines_kept, refused: row.lines_refused },
	...{ decision: row.decision, decidedAt: row.closed_at, isKept: row.is_kept },
	...{ waits: row.waits, isAgain: row.is_again, againDecision: row.again_decision }
});

/** Of one group for those who look after it, of all for coordinators. @throws not_found */
export async function reviewer(tx: Ctx, groupId: string | null): Promise<void> {
	if (groupId === null) return allow(canReview(tx.actor, 'all'));
	if (!isId(groupId)) throw notFound();
	const looksAfter = groups.looksAfter(await groups.membershipIn(tx, groupId));
	allow(canReview(tx.actor, { looksAfter }));
}

/** By which door somebody came to the queue, and so as what they act. */
export const roleAt = (groupId: string | null): 'facilitator' | 'coordinator' =>
	groupId === null ? 'coordinator' : 'facilitator';

/** The statement behind one page, for whoever the transaction is of. */
export const queueOf = (accountId: string | null, groupId: string | null, from: Place | null) =>
	sql<HeadRow>`
	with mine as (
		select r.report_id, r.group_id, r.of, r.of_id, r.reason, r.priority, r.made_at, r.lines_kept, r.lines_refused,
			r.decision, r.again_decision, g.name as group_name, r.box is not null as is_kept, r.again_at is not null as is_again,
			coalesce(r.again_decided_at, r.decided_at) as closed_at,
			coalesce(${accountId}::uuid = any(r.passed_by), false) as is_passed,
			r.decision is null or (r.again_at is not null and r.again_decision is null
				and may_look_again(r.reporter_id, r.about_ids, r.decision, r.decided_by)) as waits
		from report r join peer_group g using (group_id)
		where ${mayReviewMany} and ${groupId === null ? sql`true` : sql`r.group_id = ${groupId}::uuid`}
	), matter as (
		-- Each report from a meeting is a matter of its own, and so is another look.
		select *, case when of = 'meeting' or is_again then report_id else of_id end as what from mine
	), placed as (
		select *, count(*) over same as alike, row_number() over (same order by priority, made_at, report_id) as place
		from matter window same as (partition by what, waits, closed_at)
	)
	select report_id, group_id, group_name, of, reason, priority, made_at, lines_kept, lines_refused,
		decision, again_decision, is_again, waits, is_kept, is_passed, closed_at, alike
	from placed where place = 1 and ${comesAfter(from)}
	order by waits desc, case when waits then priority end, case when waits then made_at end,
		case when not waits then closed_at end desc, report_id
	limit ${onPage + 1}`;

/**
 * The reports that who asks may decide on, a page at a time: of the group `groupId`, or of all. Those that
 * wait come first, the most urgent of them first and the oldest of those; then those that were decided, the
 * latest first. What many report is there once. Nothing of what was said is in it. An `after` that is none reads as the beginning.
 * @throws not_found
 */
export async function reports(
	ctx: Ctx,
	groupId: string | null = null,
	after: string | null = null
): Promise<ReportPage> {
	const from = readPlace(after);
	return inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		const { rows } = await queueOf(accountOf(tx), groupId, from).execute(tx.db);
		const last = rows[onPage - 1];
		return {
			reports: rows.slice(0, onPage).map(head),
			next: rows.length > onPage ? writePlace(last!) : null,
			isFirst: from === null
		};
	});
}

/** A place in that order: a letter for which half, then what it is ordered by. */
interface Place {
	waits: boolean;
	priority: number;
	at: Date;
	id: string;
}

const writePlace = ({ waits, priority, made_at, closed_at, report_id }: HeadRow): string =>
	waits
		? `w${priority}.${made_at.getTime().toString(36)}.${report_id}`
		: `d.${closed_at!.getTime().toString(36)}.${report_id}`;

function readPlace(text: string | null): Place | null {
	const [kind = '', time = '', id] = (text ?? '').split('.');
	if (!/^(?:w[123]|d)$/.test(kind) || !/^[0-9a-z]{1,9}$/.test(time) || !isId(id)) return null;
	const at = new Date(Number.parseInt(time, 36));
	return { waits: kind !== 'd', priority: Number(kind.slice(1)), at, id };
}

function comesAfter(from: Place | null): RawBuilder<unknown> {
	if (!from) return sql`true`;
	const { waits, priority, at, id } = from;
	if (waits)
		return sql`(not waits or (priority, made_at, report_id) > (${priority}::int, ${at}::timestamptz, ${id}::uuid))`;
	return sql`(not waits and (closed_at < ${at} or (closed_at = ${at} and report_id > ${id}::uuid)))`;
}
