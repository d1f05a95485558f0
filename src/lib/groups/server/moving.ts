import { newCode } from '#server/codes.ts';
import type { Ctx } from '#server/ctx.ts';
import { append } from '#server/events.ts';
import { groupClosed } from './errors.ts';
import { hashOfCode } from './known.ts';
import { lockGroup, sayBoth } from './membership-rows.ts';
import { handOutSeats } from './seats.ts';

/**
 * Holds a way into a group open for one person, as if they had shown a code that nobody ever saw: they come in by the
 * group's own page, with its agreement and an alias of theirs, or do not. For the system, in the transaction of the
 * decision that offers it. @throws group_closed
 */
export async function holdDoor(
	system: Ctx,
	given: { groupId: string; accountId: string; madeBy: string | null; until: Date }
): Promise<void> {
	const { groupId, accountId, madeBy, until } = given;
	const group = await lockGroup(system, groupId);
	if (group.closed_at) throw groupClosed();
	await system.db
		.insertInto('invitation')
		.values({
			...{ code_hash: hashOfCode(newCode()), group_id: groupId, held_by: accountId },
			...{ made_by: madeBy, made_at: system.now() },
			expires_at: until
		})
		.execute();
	await append(system, { kind: 'account', id: accountId }, 'door_held', { groupId });
}

/** Ends a member's place who has come into another group instead. What they wrote stays. For the system. */
export async function endMoved(
	system: Ctx,
	{ groupId, membershipId }: { groupId: string; membershipId: string }
): Promise<void> {
	await lockGroup(system, groupId);
	const ended = await system.db
		.updateTable('membership')
		.set({ ended_at: system.now(), ended_why: 'left' })
		.where('membership_id', '=', membershipId)
		.where('group_id', '=', groupId)
		.where('ended_at', 'is', null)
		.returning('account_id')
		.executeTakeFirst();
	if (!ended) return;
	const whose = { groupId, accountId: ended.account_id, membershipId };
	await sayBoth(system, whose, 'membership_ended');
	await handOutSeats(system, groupId);
}
