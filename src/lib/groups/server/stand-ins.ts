import type { Ctx } from '#server/ctx.ts';
import { AppError } from '#server/errors.ts';
import { freeAliases } from './alias-offers.ts';
import {
	chooseAlias,
	insertMembership,
	lockGroup,
	refuseMember,
	sayBoth
} from './membership-rows.ts';

/**
 * A place in a group for a facilitator who leads one of its meetings, and for nothing else there. Whoever
 * has this alias by now keeps it: then the newcomer gets another. Jobs and rules of the system only.
 * @throws already_member
 */
export async function beginStandIn(
	system: Ctx,
	who: { groupId: string; accountId: string; alias: string; meetingId: string }
): Promise<string> {
	const { groupId, accountId, alias, meetingId } = who;
	await lockGroup(system, groupId);
	await refuseMember(system, groupId, accountId);
	const face = await freeFace(system, groupId, accountId, alias);
	const place = { groupId, accountId, role: 'facilitator' as const, onlyMeeting: meetingId };
	return insertMembership(system, { ...place, face });
}

async function freeFace(system: Ctx, groupId: string, accountId: string, alias: string) {
	const others = (await freeAliases(system, groupId, accountId)).map((offer) => offer.alias);
	for (const each of [alias, ...others]) {
		try {
			return await chooseAlias(system, { group_id: groupId }, accountId, each);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
		}
	}
	return chooseAlias(system, { group_id: groupId }, accountId, alias);
}

/** An alias that somebody who steps in may have at this moment. @throws invalid {alias} */
export async function standInAlias(
	system: Ctx,
	who: { groupId: string; accountId: string; alias: string }
): Promise<string> {
	return (await chooseAlias(system, { group_id: who.groupId }, who.accountId, who.alias)).alias;
}

/** Ends that place; open sockets look within a second. Ending it twice changes nothing. */
export async function endStandIn(system: Ctx, membershipId: string): Promise<void> {
	const ended = await system.db
		.updateTable('membership')
		.set({ ended_at: system.now(), ended_why: 'left' })
		.where('membership_id', '=', membershipId)
		.where('ended_at', 'is', null)
		.returning(['group_id', 'account_id'])
		.executeTakeFirst();
	if (!ended) return;
	const whose = { groupId: ended.group_id, accountId: ended.account_id, membershipId };
	await sayBoth(system, whose, 'membership_ended');
}
