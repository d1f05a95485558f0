import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { open, seal, newKey } from '#server/crypto.ts';
import { newId } from '#server/ids.ts';
import { KeyGone } from '#server/keyring.ts';
import { NOTICES_KEPT } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { hides, limits, type ReportOf, type Step } from '../safety.ts';
import { decisionLeads } from './errors.ts';
import { checkMove, offerMove } from './moving.ts';
import type { WholeRow } from './reviewing.ts';
import { writtenTables } from './written.ts';

const boundOf = (decisionId: string) => `decision:${decisionId}`;

/** A decision with what opens it; nothing does once it was destroyed. */
export interface SealedDecision {
	decision_id: string;
	decision_key: Buffer | null;
	kek_id: string | null;
}

function keyOf({ keys }: Ctx, row: SealedDecision): Buffer | null {
	if (!row.decision_key || !row.kek_id) return null;
	try {
		const wrapped = { kekId: row.kek_id, wrapped: row.decision_key };
		return keys.unwrap(wrapped, boundOf(row.decision_id));
	} catch (error) {
		// Restored from a backup that is older than its keys: nothing opens it any more.
		if (error instanceof KeyGone) return null;
		throw error;
	}
}

type Part = 'told' | 'appeal' | 'answer';
/** What is in one of its boxes; null when there is nothing, or nothing that opens it. */
export function wordsIn(
	tx: Ctx,
	row: SealedDecision,
	part: Part,
	box: Buffer | null
): string | null {
	const key = box && keyOf(tx, row);
	return key && open(key, `${boundOf(row.decision_id)}:${part}`, box).toString();
}

/** Seals words with a decision; null once its key is gone. */
export function sealWith(tx: Ctx, row: SealedDecision, part: Part, words: string): Buffer | null {
	const key = keyOf(tx, row);
	return key && seal(key, `${boundOf(row.decision_id)}:${part}`, words);
}

/** Takes a step that concerns one person: it acts at once, and they are told that it is there. */
export async function takeStep(
	system: Ctx,
	given: {
		row: WholeRow;
		step: Step;
		tell: string;
		by: string | null;
		days: number;
		/** The group to move to; empty where it is another step. */
		toGroup: string;
	}
): Promise<void> {
	const { row, step, tell, by } = given;
	const now = system.now();
	const toGroup = step === 'moved' ? given.toGroup : null;
	if (toGroup !== null) await checkMove(system, row, toGroup);
	const until = limits(step) ? after(now, given.days * day) : null;
	const decisionId = newId(now);
	const key = newKey();
	const { kekId, wrapped } = system.keys.wrap(key, boundOf(decisionId));
	const box = seal(key, `${boundOf(decisionId)}:told`, tell);
	await sql`
		insert into decision (decision_id, report_id, group_id, membership_id, step, until, reason, of, of_id,
			reporter_ids, box, decision_key, kek_id, made_at, made_by, to_group)
		select ${decisionId}, r.report_id, r.group_id, r.about_ids[1], ${step}, ${until}::timestamptz, r.reason, r.of, r.of_id,
			array(select distinct reporter_id from report a
				where a.report_id = r.report_id or (r.of <> 'meeting' and a.of = r.of and a.of_id = r.of_id)),
			${box}, ${wrapped}, ${kekId}, ${now}, ${by}, ${toGroup}::uuid
		from report r where r.report_id = ${row.report_id}`.execute(system.db);
	if (step === 'removed') await endPlace(system, row, tell);
	if (toGroup !== null) await offerMove(system, { row, toGroup, by });
	if (step === 'suspended') await suspend(system, row, until!);
	if (hides(step)) await sql`select set_hidden(${row.of}, ${row.of_id}, ${now})`.execute(system.db);
	await tellWhom(system, decisionId, 'made');
}

async function endPlace(system: Ctx, row: WholeRow, reason: string): Promise<void> {
	const {
		group_id: groupId,
		about_ids: [membershipId = '']
	} = row;
	const ended = await groups.endMembership(system, { groupId, membershipId, reason });
	if (ended === 'leads') throw decisionLeads();
}

async function suspend(system: Ctx, row: WholeRow, until: Date): Promise<void> {
	const { group_id: groupId, about_ids: about } = row;
	const rests = await groups.suspendMembership(system, {
		...{ groupId, membershipId: about[0] ?? '', until }
	});
	if (rests === 'leads') throw decisionLeads();
}

/** A step as it was taken. */
interface Taken {
	decisionId: string;
	step: Step;
	of: ReportOf;
	ofId: string;
	groupId: string;
	membershipId: string;
}

/**
 * Undoes a step: gives a place back, ends its rest unless another decision still has it, or brings back what was hidden, unless another decision hides it still. What
 * limits writing ends by being reversed.
 */
export async function undoStep(system: Ctx, taken: Taken): Promise<void> {
	const { decisionId, step, of, ofId } = taken;
	if (step === 'removed') await groups.restoreMembership(system, taken);
	if (step === 'suspended') await resume(system, taken);
	if (!hides(step)) return;
	await sql`
		select set_hidden(${of}, ${ofId}, null)
		where not exists (select 1 from decision
			where of_id = ${ofId} and step in ('hidden', 'taken_down') and answer is distinct from 'reversed'
				and decision_id <> ${decisionId})`.execute(system.db);
	// Brought back for an author who wants it gone: it goes.
	for (const { table, id } of writtenTables)
		await sql`
			delete from ${sql.table(table)}
			where ${sql.ref(id)} = ${ofId} and hidden_at is null and let_go_at is not null`.execute(system.db);
}

async function resume(system: Ctx, taken: Taken): Promise<void> {
	const { decisionId, groupId, membershipId } = taken;
	const { rows } = await sql<{ until: Date | null }>`
		select max(until) as until from decision
		where membership_id = ${membershipId} and step = 'suspended' and until > ${system.now()}
			and answer is distinct from 'reversed' and decision_id <> ${decisionId}`.execute(system.db);
	await groups.endSuspension(system, { groupId, membershipId, until: rows[0]?.until ?? null });
}

/** Tells whom a decision concerns that there is something to read, in words that say nothing to others. */
export async function tellWhom(
	system: Ctx,
	decisionId: string,
	what: 'made' | 'answered'
): Promise<void> {
	const { rows } = await sql<{ account_id: string }>`
		select m.account_id from decision d join membership m using (membership_id)
		where d.decision_id = ${decisionId}`.execute(system.db);
	const until = after(system.now(), NOTICES_KEPT * day);
	await notices.tell(
		system,
		rows.map(({ account_id: accountId }) => ({
			...{ accountId, kind: 'decided' as const, about: decisionId, until },
			once: `decision:${decisionId}:${what}`
		}))
	);
}
