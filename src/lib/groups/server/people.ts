import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { GroupMember } from '../shown.ts';
import { members } from './belonging.ts';
import { standingIn } from './membership-rows.ts';
import { canDecideRequests } from './policy.ts';

/** The name of a group and who is in it now, for its facilitators. @throws not_found */
export async function people(
	ctx: Ctx,
	groupId: string
): Promise<{ groupId: string; name: string; members: GroupMember[] }> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		allow(canDecideRequests(await standingIn(tx, groupId)));
		const group = await tx.db
			.selectFrom('peer_group')
			.select('name')
			.where('group_id', '=', groupId)
			.executeTakeFirst();
		if (!group) throw notFound();
		const all = [...(await members(tx, groupId)).values()];
		const current = all.filter(({ isCurrent, role }) => isCurrent && role === 'member');
		return { groupId, name: group.name, members: current };
	});
}
