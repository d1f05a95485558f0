import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, conflict, invalid, notFound, signInFirst } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { StayInput } from '../inputs.ts';
import { moveDays } from '../safety.ts';
import type { WholeRow } from './reviewing.ts';

/**
 * Where somebody could go instead: another open group of the organisation, which they are not in. A coordinator's
 * step, who sees all groups. @throws invalid
 */
export async function checkMove(system: Ctx, row: WholeRow, toGroup: string): Promise<void> {
	const { rows } = await sql`
		select from peer_group g where g.group_id = ${toGroup === '' ? null : toGroup}::uuid and g.closed_at is null
			and g.group_id <> ${row.group_id} and not exists (
				select from membership n join membership m using (account_id)
				where m.membership_id = ${row.about_ids[0] ?? null} and n.group_id = g.group_id and n.ended_at is null)
			and exists (select from membership m where m.membership_id = ${row.about_ids[0] ?? null}
				and m.role = 'member' and m.ended_at is null)`.execute(system.db);
	if (rows.length === 0) throw invalid({ toGroup: 'choose' });
}

/** Offers the move: the other group is open to them for two weeks, and nothing else changes until they come in there. */
export async function offerMove(
	system: Ctx,
	given: { row: WholeRow; toGroup: string; by: string | null }
): Promise<void> {
	const { rows } = await sql<{ account_id: string }>`
		select account_id from membership where membership_id = ${given.row.about_ids[0] ?? null}`.execute(
		system.db
	);
	const accountId = rows[0]?.account_id;
	if (!accountId) throw notFound();
	const until = after(system.now(), moveDays * day);
	await groups.holdDoor(system, { groupId: given.toGroup, accountId, madeBy: given.by, until });
}

/**
 * Those who were offered to move and have come in there: their place here ends, with the yes they gave by that. Safe
 * to run at any time and twice.
 */
export async function finishMoves(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'safety: who has moved', async (system) => {
		const { rows } = await sql<{ decision_id: string; group_id: string; membership_id: string }>`
			select d.decision_id, d.group_id, d.membership_id
			from decision d join membership m using (membership_id)
			where d.step = 'moved' and d.move_answer is null and exists (
				select from membership n where n.account_id = m.account_id and n.group_id = d.to_group
					and n.ended_at is null and n.only_meeting is null and n.joined_at >= d.made_at)
			order by d.group_id for update of d skip locked`.execute(system.db);
		for (const { decision_id: id, group_id: groupId, membership_id: membershipId } of rows) {
			await groups.endMoved(system, { groupId, membershipId });
			await sql`update decision set move_answer = 'yes' where decision_id = ${id}`.execute(
				system.db
			);
		}
	});
}

/**
 * Stays: the other group is no longer offered, and coming in there ends nothing here. Said again it changes nothing.
 * @throws sign_in_first, not_found, move_gone once they have moved, or it is over
 */
export async function stay(ctx: Ctx, given: { decisionId: string }): Promise<void> {
	const me = accountOf(ctx);
	allow(me !== null, signInFirst);
	const { decisionId } = read(StayInput, given);
	await inTransaction(ctx, (tx) =>
		asSystem(tx, 'safety: somebody stays where they are', async ({ db, now }) => {
			const { rows } = await sql<{ move_answer: string | null; made_at: Date; to_group: string }>`
				select d.move_answer, d.made_at, d.to_group from decision d join membership m using (membership_id)
				where d.decision_id = ${decisionId} and d.step = 'moved' and m.account_id = ${me}
				for update of d`.execute(db);
			const row = rows[0];
			if (!row) throw notFound();
			if (row.move_answer === 'no') return;
			const isOver = now() > after(row.made_at, moveDays * day);
			if (row.move_answer === 'yes' || isOver) throw conflict('move_gone');
			await sql`update decision set move_answer = 'no' where decision_id = ${decisionId}`.execute(
				db
			);
			await sql`
				delete from invitation where held_by = ${me} and group_id = ${row.to_group} and used_at is null
					and made_at >= ${row.made_at} and made_at < ${row.made_at}::timestamptz + interval '1 minute'`.execute(
				db
			);
		})
	);
}
