import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { LeaveInput, RemoveInput } from '../inputs.ts';
import type { GroupRole } from '../vocabulary.ts';
import { sealReason } from './keys.ts';
import { lockGroup, sayBoth, standingIn } from './membership-rows.ts';
import { canRemove } from './policy.ts';
import { handOutSeats } from './seats.ts';

export const endingOf = (membershipId: string) => `membership-ended:${membershipId}`;

/**
 * Leaves a group at once. What the person wrote stays under its alias, unless they take their words
 * with them: then the author's key is destroyed in the same transaction, nothing they wrote opens again
 * for anybody, and `erasedBy` is the day by which no backup can open it either.
 * @throws sign_in_first, not_found
 */
export async function leave(
	ctx: Ctx,
	given: { groupId: string; takeWords?: boolean }
): Promise<{ erasedBy: Date | null }> {
	const { takeWords } = read(LeaveInput, given);
	const groupId = idOrNotFound(given.groupId);
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async (tx) => {
		await lockSeats(tx, groupId);
		const own = await tx.db
			.updateTable('membership')
			.set({
				...{ ended_at: tx.now(), ended_why: 'left' },
				...(takeWords ? { author_key: null, kek_id: null } : {})
			})
			.where('group_id', '=', groupId)
			.where('account_id', '=', accountId)
			.where('ended_at', 'is', null)
			.returning('membership_id')
			.executeTakeFirst();
		if (!own) throw notFound();
		const membershipId = own.membership_id;
		await sayBoth(tx, { groupId, accountId, membershipId }, 'membership_ended');
		await passSeat(tx, groupId);
		return { erasedBy: takeWords ? accounts.erasedBy(tx.now()) : null };
	});
}

/**
 * A facilitator ends a member's place, with a reason that the person reads in these very words. It acts
 * on open sockets within a second; to come back, the person needs a facilitator's yes.
 * @throws not_found, invalid {reason}
 */
export async function remove(
	ctx: Ctx,
	given: { groupId: string; membershipId: string; reason: string }
): Promise<void> {
	const { membershipId, reason } = read(RemoveInput, given);
	const groupId = idOrNotFound(given.groupId);
	await inTransaction(ctx, async (tx) => {
		const standing = await standingIn(tx, groupId);
		if (!standing) throw notFound();
		await lockSeats(tx, groupId);
		const row = await tx.db
			.selectFrom('membership')
			.select(['account_id', 'role'])
			.where('membership_id', '=', membershipId)
			.where('group_id', '=', groupId)
			.where('ended_at', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (!row) throw notFound();
		allow(canRemove(standing, { role: row.role as GroupRole }));
		const box = await sealReason(tx, groupId, endingOf(membershipId), reason);
		await tx.db
			.updateTable('membership')
			.set({ ended_at: tx.now(), ended_why: 'removed', ended_box: box })
			.where('membership_id', '=', membershipId)
			.execute();
		const whose = { groupId, accountId: row.account_id, membershipId };
		await sayBoth(tx, whose, 'membership_ended');
		await passSeat(tx, groupId);
	});
}

/** Before anything else is locked: everybody who comes in takes this lock first as well. */
const lockSeats = (tx: Ctx, groupId: string) =>
	asSystem(tx, 'groups: a seat is about to become free', (system) => lockGroup(system, groupId));
/** In the same transaction, so that a seat is never free for a moment with people waiting for it. */
const passSeat = (tx: Ctx, groupId: string) =>
	asSystem(tx, 'groups: a seat passes on', (system) => handOutSeats(system, groupId));
