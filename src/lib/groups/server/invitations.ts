import { after, day, minute } from '#server/clock.ts';
import { newCode } from '#server/codes.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { accountKey, take, type Limit } from '#server/limits.ts';
import { CodeInput } from '../inputs.ts';
import { codeDays } from '../vocabulary.ts';
import { codeUnknown, groupClosed } from './errors.ts';
import { hashOfCode } from './known.ts';
import { lockGroup, standingIn } from './membership-rows.ts';
import { canInvite, canJoin } from './policy.ts';

/** Slows somebody who tries codes or aliases one after the other. */
export const tries: Limit = { what: 'groups.join', burst: 20, every: minute };
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
				...{ code_hash: hashOfCode(code), group_id: groupId },
				...{ made_by: madeBy, made_at: ctx.now(), expires_at: expiresAt }
			})
			.execute();
	});
	return { code, expiresAt };
}

/**
 * Shows a code that opens a group, without saying which group: nobody needs its address, which answers
 * nothing to people who may not know of it. From now on this account may see its page and come in. Whoever
 * showed a code last holds it; it still brings one person in, once. Unknown, used and old codes, and those
 * of closed groups, are one answer. @throws sign_in_first, too_many, invalid {code}
 */
export async function showCode(ctx: Ctx, given: { code: string }): Promise<{ groupId: string }> {
	allow(canJoin(ctx.actor), signInFirst);
	const accountId = accountOf(ctx)!;
	const { code } = read(CodeInput, given);
	await take(ctx, tries, accountKey(ctx, accountId));
	return asSystem(ctx, 'groups: somebody shows a code', async (system) => {
		const row = await system.db
			.updateTable('invitation as i')
			.from('peer_group as g')
			.set({ held_by: accountId })
			.whereRef('g.group_id', '=', 'i.group_id')
			.where('g.closed_at', 'is', null)
			.where('i.code_hash', '=', hashOfCode(code))
			.where('i.used_at', 'is', null)
			.where('i.expires_at', '>', system.now())
			.returning('i.group_id')
			.executeTakeFirst();
		if (!row) throw codeUnknown();
		return { groupId: row.group_id };
	});
}

/** Whether I showed a code that still opens this group, so that it need not be typed again. */
export async function holdsCode(ctx: Ctx, groupId: string): Promise<boolean> {
	idOrNotFound(groupId);
	const accountId = accountOf(ctx);
	if (!accountId) return false;
	return inTransaction(ctx, async (tx) => (await heldCode(tx, groupId, accountId)) !== null);
}

/** The invitation that a code opens, or without a code the one that the account holds; null for none. */
export async function openInvitation(
	system: Ctx,
	groupId: string,
	accountId: string,
	code: string | undefined
): Promise<Buffer | null> {
	if (code === undefined) return heldCode(system, groupId, accountId);
	const row = await openOf(system, groupId)
		.where('code_hash', '=', hashOfCode(code))
		.executeTakeFirst();
	if (!row) throw codeUnknown();
	return row.code_hash;
}

async function heldCode(tx: Ctx, groupId: string, accountId: string): Promise<Buffer | null> {
	const row = await openOf(tx, groupId)
		.where('held_by', '=', accountId)
		.orderBy('expires_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.code_hash ?? null;
}

const openOf = ({ db, now }: Ctx, groupId: string) =>
	db
		.selectFrom('invitation')
		.select('code_hash')
		.where('group_id', '=', groupId)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now());
