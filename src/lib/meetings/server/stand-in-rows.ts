import * as groups from '#lib/groups/server/groups.ts';
import type { Ctx } from '#server/ctx.ts';

export interface StandIn {
	stand_in_id: string;
	meeting_id: string;
	group_id: string;
	account_id: string;
	alias: string;
	membership_id: string | null;
}

/** Gives somebody who steps in their place in the group. */
export async function beginOne(system: Ctx, one: StandIn): Promise<void> {
	if (one.membership_id) return;
	const { group_id: groupId, account_id: accountId, meeting_id: meetingId, alias } = one;
	const membershipId = await groups.beginStandIn(system, {
		...{ groupId, accountId, alias, meetingId }
	});
	await system.db
		.updateTable('stand_in')
		.set({ membership_id: membershipId })
		.where('stand_in_id', '=', one.stand_in_id)
		.execute();
}

/** Ends stepping in, and the place in the group with it. */
export async function endOne(system: Ctx, one: StandIn): Promise<void> {
	await system.db
		.updateTable('stand_in')
		.set({ ended_at: system.now() })
		.where('stand_in_id', '=', one.stand_in_id)
		.where('ended_at', 'is', null)
		.execute();
	if (one.membership_id) await groups.endStandIn(system, one.membership_id);
}

/**
 * Who said yes said it to another time, or to a meeting that is off; not who said it `since` it was changed.
 * Answers whose yes it was.
 */
export async function endStandIns(
	system: Ctx,
	meetingId: string,
	since: Date | null
): Promise<string[]> {
	const all = await system.db
		.selectFrom('stand_in')
		.select(['stand_in_id', 'meeting_id', 'group_id', 'account_id', 'alias', 'membership_id'])
		.where('meeting_id', '=', meetingId)
		.where('ended_at', 'is', null)
		.$if(since !== null, (query) => query.where('agreed_at', '<=', since ?? new Date(0)))
		.execute();
	for (const one of all) await endOne(system, one);
	return all.map((one) => one.account_id);
}
