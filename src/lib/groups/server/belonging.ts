import { accountOf, type Ctx } from '#server/ctx.ts';
import type { GroupMember } from '../shown.ts';
import type { GroupRole } from '../vocabulary.ts';
import { presentMember } from './present.ts';

export interface OwnMembership {
	membershipId: string;
	role: GroupRole;
	alias: string;
	mark: string;
	/** Set for whoever steps in: the one meeting that they lead. They do not look after the group. */
	onlyMeeting: string | null;
}

/** Looks after the group, and not only leads one meeting of it. */
export const looksAfter = (own: Pick<OwnMembership, 'role' | 'onlyMeeting'> | null): boolean =>
	own?.role === 'facilitator' && own.onlyMeeting === null;

/** The asking account's own current membership in a group, or null. For the features that stand on groups. */
export async function membershipIn(tx: Ctx, groupId: string): Promise<OwnMembership | null> {
	const accountId = accountOf(tx);
	if (!accountId) return null;
	const row = await tx.db
		.selectFrom('membership')
		.select(['membership_id', 'role', 'alias', 'mark', 'only_meeting'])
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!row) return null;
	const { membership_id: membershipId, role, alias, mark, only_meeting: onlyMeeting } = row;
	return { membershipId, role: role as GroupRole, alias, mark, onlyMeeting };
}

/**
 * Everybody whose words may be in a group's space, by membership id: current members and those who
 * left, so that old words keep the alias they were written under. Only members of the group see any.
 */
export async function members(tx: Ctx, groupId: string): Promise<Map<string, GroupMember>> {
	const rows = await tx.db
		.selectFrom('membership')
		.select(['membership_id', 'role', 'alias', 'mark', 'ended_at'])
		.where('group_id', '=', groupId)
		.orderBy('joined_at')
		.execute();
	return new Map(rows.map((row) => [row.membership_id, presentMember(row)]));
}
