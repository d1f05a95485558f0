import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as audit from '#lib/audit/server/audit.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { AppealInput, LetGoInput } from '../inputs.ts';
import {
	appealDays,
	moveDays,
	writtenKinds,
	type AppealAnswer,
	type MyDecision,
	type ReportOf,
	type ReportReason,
	type Step
} from '../safety.ts';
import { appealedBefore, appealTooLate, nobodyElse } from './errors.ts';
import { tellHearers } from './hearing.ts';
import { linesIn } from './sealed.ts';
import { sealWith, wordsIn, type SealedDecision } from './steps.ts';
import { writtenTables } from './written.ts';

interface OwnRow extends SealedDecision {
	group_name: string;
	of: ReportOf;
	step: Step;
	reason: ReportReason;
	made_at: Date;
	until: Date | null;
	by_alias: string | null;
	to_group: string | null;
	to_name: string | null;
	move_answer: string | null;
	/** While what it is about is hidden: whether its author let it go. */
	let_go: boolean | null;
	box: Buffer | null;
	appealed_at: Date | null;
	answer: AppealAnswer | null;
	answer_box: Buffer | null;
	report_id: string | null;
	report_key: Buffer | null;
	report_kek: string | null;
	report_box: Buffer | null;
}

const isLate = (madeAt: Date, now: Date): boolean => now > after(madeAt, appealDays * day);

/** Whether what a decision hides is let go; null where it is not hidden. */
const letGoBy = writtenTables.map(
	({ table, id }) => sql`(select w.let_go_at is not null from ${sql.table(table)} w
		where ${sql.ref(`w.${id}`)} = d.of_id and w.hidden_at is not null)`
);

/**
 * What was decided about me or about what I wrote, newest first, with the words for me and what I had written,
 * as long as they are kept. Never who had reported it. @throws sign_in_first
 */
export async function myDecisions(ctx: Ctx): Promise<MyDecision[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return asSystem(ctx, 'safety: what was decided about who asks', async (system) => {
		const { rows } = await sql<OwnRow>`
			select d.decision_id, d.decision_key, d.kek_id, d.of, d.step, d.until, d.reason, d.made_at, d.box, d.appealed_at,
				d.answer, d.answer_box, coalesce(${sql.join(letGoBy)}) as let_go,
				d.to_group, d.move_answer, t.name as to_name, g.name as group_name, f.alias as by_alias,
				r.report_id, r.report_key, r.kek_id as report_kek, r.box as report_box
			from decision d join membership m using (membership_id) join peer_group g on g.group_id = d.group_id
				left join peer_group t on t.group_id = d.to_group and t.closed_at is null
				left join membership f on f.group_id = d.group_id and f.account_id = d.made_by and f.ended_at is null
					and f.role = 'facilitator'
				left join report r on r.report_id = d.report_id and d.of = any(${[...writtenKinds]}::text[])
			where m.account_id = ${accountId}
			order by d.made_at desc, d.decision_id limit 50`.execute(system.db);
		return rows.map((row) => present(system, row));
	});
}

function present(system: Ctx, row: OwnRow): MyDecision {
	const canAppeal =
		row.appealed_at === null && !isLate(row.made_at, system.now()) && row.step !== 'moved';
	return {
		...{ decisionId: row.decision_id, groupName: row.group_name, of: row.of, step: row.step },
		...{ reason: row.reason, madeAt: row.made_at },
		...{ until: row.until, by: row.by_alias },
		told: wordsIn(system, row, 'told', row.box),
		mine: writtenIn(system, row),
		...{ appealedAt: row.appealed_at, answer: row.answer, canAppeal },
		letGo: letGoIn(row),
		move: moveIn(row, system.now()),
		answered: wordsIn(system, row, 'answer', row.answer_box)
	};
}

function moveIn(row: OwnRow, now: Date): MyDecision['move'] {
	if (!row.to_group || row.to_name === null) return null;
	const until = after(row.made_at, moveDays * day);
	const isOpen = row.move_answer === null && now <= until;
	return { groupId: row.to_group, groupName: row.to_name, until, isOpen };
}

const letGoIn = ({ step, let_go: isLetGo }: OwnRow): MyDecision['letGo'] => {
	if (step !== 'hidden' || isLetGo === null) return null;
	return isLetGo ? 'done' : 'can';
};

/** The words that were reported, which are theirs who ask; null once they were destroyed. */
function writtenIn(system: Ctx, row: OwnRow): string | null {
	if (!row.report_id) return null;
	const { report_id, report_key, report_kek: kek_id, report_box: box } = row;
	return linesIn(system, { report_id, report_key, kek_id, box }).join('\n\n') || null;
}

/**
 * What I wrote and a decision hides is to be deleted: as soon as it can no longer be appealed, and shown to nobody
 * again whatever comes of an appeal. Said again it changes nothing.
 * @throws sign_in_first, not_found for what is not mine, was not hidden, or is gone
 */
export async function letGo(ctx: Ctx, given: { decisionId: string }): Promise<void> {
	allow(accountOf(ctx) !== null, signInFirst);
	const { decisionId } = read(LetGoInput, given);
	const one = (await myDecisions(ctx)).find((each) => each.decisionId === decisionId);
	if (!one?.letGo) throw notFound();
	await inTransaction(ctx, async (tx) => {
		const { rows } = await sql<{ of_id: string; group_id: string }>`
			select of_id, group_id from decision where decision_id = ${decisionId}`.execute(tx.db);
		for (const row of rows) await shares.letGoHidden(tx, [row.group_id], row.of_id);
	});
}

/**
 * Asks, once, that somebody else looks at a decision about me; they read what I write here.
 * @throws sign_in_first, not_found, invalid, appeal_made_before, appeal_too_late, report_nobody_else
 */
export async function appeal(ctx: Ctx, given: AppealInput): Promise<void> {
	allow(accountOf(ctx) !== null, signInFirst);
	const { decisionId, words } = read(AppealInput, given);
	await inTransaction(ctx, async (tx) => {
		const mine = await sql`
			select 1 from decision where decision_id = ${decisionId}
				and membership_id in (select membership_id from membership where account_id = my_account())`.execute(
			tx.db
		);
		if (mine.rows.length === 0) throw notFound();
		const about = await asSystem(tx, 'safety: an appeal', async (system) => {
			const row = await locked(system, decisionId);
			// Nothing was done that could be undone: they say no to it themselves.
			if (row.step === 'moved') throw notFound();
			if (row.appealed_at) throw appealedBefore();
			allow(!isLate(row.made_at, system.now()), appealTooLate);
			const box = sealWith(system, row, 'appeal', words);
			// Its words are kept far longer than it can be appealed.
			if (!box) throw appealTooLate();
			await sql`
				update decision set appealed_at = ${system.now()}, appeal_box = ${box}
				where decision_id = ${decisionId}`.execute(system.db);
			allow(await tellHearers(system, decisionId), nobodyElse);
			return row;
		});
		await audit.note(tx, {
			...{ kind: 'appealed', role: 'member', groupId: about.group_id },
			...{ about: [about.membership_id], ofId: decisionId }
		});
	});
}

async function locked(system: Ctx, decisionId: string) {
	const { rows } = await sql<
		SealedDecision & {
			group_id: string;
			membership_id: string;
			step: Step;
			made_at: Date;
			appealed_at: Date | null;
		}
	>`
		select decision_id, decision_key, kek_id, group_id, membership_id, step, made_at, appealed_at
		from decision where decision_id = ${decisionId} for update`.execute(system.db);
	if (!rows[0]) throw notFound();
	return rows[0];
}
