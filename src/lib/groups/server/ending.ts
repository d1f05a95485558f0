import type { Ctx } from '#server/ctx.ts';
import { sealReason } from './keys.ts';
import { endingOf } from './leaving.ts';
import { lockGroup, sayBoth } from './membership-rows.ts';
import { handOutSeats } from './seats.ts';

/** What became of it. Whoever looks after a group is taken off by coordinators, on the group's page. */
export type Ended = 'ended' | 'leads' | 'gone';

/**
 * Ends a member's place because of a decision of the features above, with a reason that the person reads in
 * these very words. It acts on open sockets within a second. For the system, in the decision's transaction.
 */
export async function endMembership(
	system: Ctx,
	{ groupId, membershipId, reason }: { groupId: string; membershipId: string; reason: string }
): Promise<Ended> {
	await lockGroup(system, groupId);
	const row = await rowOf(system, groupId, membershipId);
	if (!row || row.ended_at) return 'gone';
	if (row.role !== 'member') return 'leads';
	const box = await sealReason(system, groupId, endingOf(membershipId), reason);
	await system.db
		.updateTable('membership')
		.set({ ended_at: system.now(), ended_why: 'removed', ended_box: box })
		.where('membership_id', '=', membershipId)
		.execute();
	const whose = { groupId, accountId: row.account_id, membershipId };
	await sayBoth(system, whose, 'membership_ended');
	await handOutSeats(system, groupId);
	return 'ended';
}

/**
 * Gives a place back that a decision had ended, as it was, also where all seats are taken by now: nobody else
 * loses theirs. Their alias was kept for them. Does nothing for whoever is in again.
 */
export async function restoreMembership(
	system: Ctx,
	{ groupId, membershipId }: { groupId: string; membershipId: string }
): Promise<void> {
	await lockGroup(system, groupId);
	const row = await rowOf(system, groupId, membershipId);
	if (row?.ended_why !== 'removed') return;
	const again = await system.db
		.selectFrom('membership')
		.select('membership_id')
		.where('group_id', '=', groupId)
		.where('account_id', '=', row.account_id)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (again) return;
	await system.db
		.updateTable('membership')
		.set({ ended_at: null, ended_why: null, ended_box: null })
		.where('membership_id', '=', membershipId)
		.execute();
	const whose = { groupId, accountId: row.account_id, membershipId };
	await sayBoth(system, whose, 'membership_began');
}

const rowOf = (system: Ctx, groupId: string, membershipId: string) =>
	system.db
		.selectFrom('membership')
		.select(['account_id', 'role', 'ended_at', 'ended_why'])
		.where('membership_id', '=', membershipId)
		.where('group_id', '=', groupId)
		.forUpdate()
		.executeTakeFirst();
