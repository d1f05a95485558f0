import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as audit from '#lib/audit/server/audit.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { NOTICES_KEPT } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { AnswerAppealInput, OpenAppealInput } from '../inputs.ts';
import {
	type AppealHead,
	type OpenedAppeal,
	type ReportOf,
	type ReportReason,
	type Step
} from '../safety.ts';
import { appealAnswered, ownDecision } from './errors.ts';
import { reviewer, roleAt } from './queue.ts';
import { linesIn, type SealedReport } from './sealed.ts';
import { sealWith, tellWhom, undoStep, wordsIn, type SealedDecision } from './steps.ts';

/** As many wait at once on one page; there are never many. */
const most = 50;
const mayHear = sql`d.appealed_at is not null and may_hear(d.group_id, d.membership_id, d.reporter_ids, d.made_by)`;
const inGroup = (groupId: string | null) =>
	sql`(${groupId}::uuid is null or d.group_id = ${groupId}::uuid)`;

interface AppealRow extends SealedDecision {
	group_id: string;
	group_name: string;
	membership_id: string;
	report_id: string | null;
	of: ReportOf;
	of_id: string;
	step: Step;
	reason: ReportReason;
	made_at: Date;
	appealed_at: Date;
	box: Buffer | null;
	appeal_box: Buffer | null;
	answer: string | null;
}
const columns = sql`d.decision_id, d.decision_key, d.kek_id, d.group_id, d.membership_id, d.report_id, d.of, d.of_id,
	d.step, d.reason, d.made_at, d.appealed_at, d.box, d.appeal_box, d.answer`;

/**
 * The appeals that who asks may hear, the oldest first: never of a decision of their own, nor about them, nor of
 * what they had reported. Nothing of what was written is in it. @throws not_found
 */
export async function appeals(ctx: Ctx, groupId: string | null): Promise<AppealHead[]> {
	return inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		const { rows } = await sql<AppealRow>`
			select ${columns}, g.name as group_name from decision d join peer_group g using (group_id)
			where d.answer is null and ${mayHear} and ${inGroup(groupId)}
			order by d.appealed_at, d.decision_id limit ${most}`.execute(tx.db);
		return rows.map((row) => ({
			...{ decisionId: row.decision_id, groupName: row.group_name, of: row.of, step: row.step },
			...{ reason: row.reason, madeAt: row.made_at, appealedAt: row.appealed_at }
		}));
	});
}

/** @throws not_found, appeal_own_decision */
async function heard(
	tx: Ctx,
	{ groupId, decisionId }: { groupId: string | null; decisionId: string }
): Promise<AppealRow> {
	await reviewer(tx, groupId);
	const { rows } = await sql<AppealRow>`
		select ${columns} from decision d
		where d.decision_id = ${decisionId} and ${mayHear} and ${inGroup(groupId)}`.execute(tx.db);
	if (rows[0]) return rows[0];
	// Whoever decided knows of it already, and is told why it is not theirs to hear.
	const own = await asSystem(tx, 'safety: whether it is a decision of one’s own', ({ db }) =>
		sql`select 1 from decision d where d.decision_id = ${decisionId} and d.made_by = ${accountOf(tx)}
			and ${inGroup(groupId)}`.execute(db)
	);
	throw own.rows.length > 0 ? ownDecision() : notFound();
}

/**
 * Uncovers one appeal, with what it is about; that somebody looked is noted, for whoever appealed.
 * @throws not_found, appeal_own_decision
 */
export async function openAppeal(
	ctx: Ctx,
	given: { groupId: string | null; decisionId: string }
): Promise<OpenedAppeal> {
	const { decisionId } = read(OpenAppealInput, given);
	const { groupId } = given;
	return inTransaction(ctx, async (tx) => {
		const row = await heard(tx, { groupId, decisionId });
		const [face] = await meetings.faces(tx, [row.membership_id]);
		const lines = await asSystem(tx, 'safety: what an appeal is about', (system) =>
			linesOf(system, row)
		);
		await audit.note(tx, {
			...{ kind: 'appeal_opened', role: roleAt(groupId), groupId: row.group_id },
			...{ about: [row.membership_id], ofId: decisionId }
		});
		return {
			...{ decisionId, alias: face?.alias ?? '', lines },
			words: wordsIn(tx, row, 'appeal', row.appeal_box) ?? '',
			told: wordsIn(tx, row, 'told', row.box) ?? ''
		};
	});
}

async function linesOf(system: Ctx, { report_id: reportId }: AppealRow): Promise<string[]> {
	const { rows } = await sql<SealedReport & { box: Buffer | null }>`
		select report_id, report_key, kek_id, box from report where report_id = ${reportId}`.execute(
		system.db
	);
	return rows.flatMap((row) => linesIn(system, row));
}

/**
 * Answers an appeal, once. Reversed: what was hidden is back as it was, with all that stood under it. Whoever
 * appealed is told in words. @throws not_found, invalid, appeal_own_decision, appeal_answered
 */
export async function answerAppeal(
	ctx: Ctx,
	given: AnswerAppealInput & { groupId: string | null }
): Promise<void> {
	const { decisionId, answer, tell } = read(AnswerAppealInput, given);
	const { groupId } = given;
	await inTransaction(ctx, async (tx) => {
		const { membership_id: whose, group_id: of } = await heard(tx, { groupId, decisionId });
		await asSystem(tx, 'safety: an appeal is answered', async (system) => {
			const { rows } = await sql<AppealRow>`
				select ${columns} from decision d where d.decision_id = ${decisionId} for update`.execute(
				system.db
			);
			const row = rows[0];
			if (!row || row.answer !== null) throw appealAnswered();
			await sql`
				update decision set answer = ${answer}, answer_box = ${sealWith(system, row, 'answer', tell)},
					answered_at = ${system.now()}, answered_by = ${accountOf(tx)}
				where decision_id = ${decisionId}`.execute(system.db);
			if (answer === 'reversed') await undoStep(system, takenOf(row));
			await tellWhom(system, decisionId, 'answered');
		});
		await audit.note(tx, {
			...{ kind: 'appeal_answered', role: roleAt(groupId), groupId: of },
			...{ about: [whose], ofId: decisionId }
		});
	});
}

const takenOf = (row: AppealRow) => ({
	...{ decisionId: row.decision_id, step: row.step, of: row.of, ofId: row.of_id },
	...{ groupId: row.group_id, membershipId: row.membership_id }
});

/**
 * Tells those who may hear an appeal that it waits: the group's facilitators and the coordinators, without
 * whoever decided, reported or appeals. Answers whether there is anybody.
 */
export async function tellHearers(system: Ctx, decisionId: string): Promise<boolean> {
	const { rows } = await sql<{ account_id: string; is_coordinator: boolean; group_id: string }>`
		with d as (select * from decision where decision_id = ${decisionId}),
		party as (
			select m.account_id from membership m, d
			where m.membership_id = d.membership_id or m.membership_id = any(d.reporter_ids)
			union select made_by from d where made_by is not null
		),
		hearer as (
			select s.account_id, true as is_coordinator from account_role s join account a using (account_id)
			where s.role = 'coordinator' and a.ended_at is null
			union
			select m.account_id, false from membership m, d
			where m.group_id = d.group_id and m.role = 'facilitator' and m.ended_at is null
				and m.only_meeting is null and not exists (select 1 from account_role s
					where s.account_id = m.account_id and s.role = 'coordinator')
		)
		select h.account_id, h.is_coordinator, d.group_id from hearer h, d
		where h.account_id not in (select account_id from party)`.execute(system.db);
	const until = after(system.now(), NOTICES_KEPT * day);
	await notices.tell(
		system,
		rows.map((row) => ({
			...{ accountId: row.account_id, about: row.group_id, until },
			kind: row.is_coordinator ? ('to_decide' as const) : ('to_review' as const),
			once: `appeal:${decisionId}`
		}))
	);
	return rows.length > 0;
}
