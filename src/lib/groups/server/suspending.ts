import { sql } from 'kysely';
import { asSystem, accountOf, type Ctx } from '#server/ctx.ts';
import type { Ended } from './ending.ts';
import { lockGroup, sayBoth } from './membership-rows.ts';

/**
 * Lets a member's place rest until a time because of a decision of the features above: the space and the meetings
 * of the group are closed to them, their seat and their words stay, and it comes back by itself. It acts on open
 * sockets within seconds. The longer of two counts. For the system, in the decision's transaction.
 */
export async function suspendMembership(
	system: Ctx,
	{ groupId, membershipId, until }: { groupId: string; membershipId: string; until: Date }
): Promise<Ended> {
	await lockGroup(system, groupId);
	const row = await system.db
		.selectFrom('membership')
		.select(['account_id', 'role', 'ended_at'])
		.where('membership_id', '=', membershipId)
		.where('group_id', '=', groupId)
		.forUpdate()
		.executeTakeFirst();
	if (!row || row.ended_at) return 'gone';
	if (row.role !== 'member') return 'leads';
	await sql`
		update membership set suspended_until = greatest(suspended_until, ${until})
		where membership_id = ${membershipId}`.execute(system.db);
	await sayBoth(
		system,
		{ groupId, accountId: row.account_id, membershipId },
		'membership_suspended'
	);
	return 'ended';
}

/** Ends it before its time, or sets the time that another decision still has. */
export async function endSuspension(
	system: Ctx,
	{ groupId, membershipId, until }: { groupId: string; membershipId: string; until: Date | null }
): Promise<void> {
	await lockGroup(system, groupId);
	const row = await system.db
		.updateTable('membership')
		.set({ suspended_until: until })
		.where('membership_id', '=', membershipId)
		.where('group_id', '=', groupId)
		.where('suspended_until', 'is not', null)
		.returning('account_id')
		.executeTakeFirst();
	if (row && until === null)
		await sayBoth(
			system,
			{ groupId, accountId: row.account_id, membershipId },
			'membership_resumed'
		);
}

/** Places come back when their time is over. */
export async function resumePlaces(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'groups: places that rested come back', async (system) => {
		const resumed = await system.db
			.updateTable('membership')
			.set({ suspended_until: null })
			.where('suspended_until', '<=', ctx.now())
			.returning(['membership_id', 'group_id', 'account_id', 'ended_at'])
			.execute();
		for (const row of resumed) {
			if (row.ended_at) continue;
			const whose = { groupId: row.group_id, accountId: row.account_id };
			await sayBoth(system, { ...whose, membershipId: row.membership_id }, 'membership_resumed');
		}
	});
}

/** Whether my own place in a group rests now. */
export async function isSuspended(tx: Ctx, groupId: string): Promise<boolean> {
	const row = await tx.db
		.selectFrom('membership')
		.select('membership_id')
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountOf(tx))
		.where('ended_at', 'is', null)
		.where('suspended_until', 'is not', null)
		.executeTakeFirst();
	return row !== undefined;
}
