import { after, day, minute } from '#server/clock.ts';
import { hashCode, newCode } from '#server/codes.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { accountKey, take, type Limit } from '#server/limits.ts';
import { codeDays } from '../vocabulary.ts';
import { groupClosed } from './errors.ts';
import { idOrNotFound } from './input.ts';
import { lockGroup, standingIn } from './membership-rows.ts';
import { canInvite } from './policy.ts';

const made: Limit = { what: 'groups.invite', burst: 30, every: 2 * minute };

/**
 * A code with which one person comes into the group at once; it works for 14 days and is in the answer
 * only. For the group's facilitators and for coordinators.
 * @throws not_found, group_closed, too_many
 */
export async function inviteMember(
	ctx: Ctx,
	given: { groupId: string }
): Promise<{ code: string; expiresAt: Date }> {
	const groupId = idOrNotFound(given.groupId);
	const code = newCode();
	const expiresAt = after(ctx.now(), codeDays * day);
	const madeBy = accountOf(ctx);
	await inTransaction(ctx, async (tx) =>
		allow(canInvite(ctx.actor, await standingIn(tx, groupId)))
	);
	if (madeBy) await take(ctx, made, accountKey(ctx, madeBy));
	await asSystem(ctx, 'groups: somebody of the group or programme invites', async (system) => {
		const group = await lockGroup(system, groupId);
		if (group.closed_at) throw groupClosed();
		await system.db
			.insertInto('invitation')
			.values({
				...{ code_hash: hashCode('group-invitation', code), group_id: groupId },
				...{ made_by: madeBy, made_at: ctx.now(), expires_at: expiresAt }
			})
			.execute();
	});
	return { code, expiresAt };
}
