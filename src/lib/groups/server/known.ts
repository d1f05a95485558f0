import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { hashCode } from '#server/codes.ts';
import type { Actor, Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { canRunGroups } from './policy.ts';

export const hashOfCode = (code: string): Buffer => hashCode('group-invitation', code);

/**
 * Whether somebody may know that a group exists, for a statement on `peer_group`. Of a confidential one
 * only its people do: members, who waits for an answer or a seat, who showed a code that still opens it
 * or has one at hand, and coordinators. It is a condition of the statement that looks for the group, so
 * that one that is kept from the asker goes the way of one that does not exist.
 */
export function isKnownTo(
	actor: Actor,
	now: Date,
	code: string | null = null
): RawBuilder<SqlBool> {
	if (canRunGroups(actor)) return sql`true`;
	if (actor.kind !== 'account') return sql`not peer_group.is_confidential`;
	const { accountId } = actor;
	return sql`(not peer_group.is_confidential
		or exists (select from membership k where k.group_id = peer_group.group_id
			and k.account_id = ${accountId} and k.ended_at is null)
		or exists (select from join_request k where k.group_id = peer_group.group_id
			and k.account_id = ${accountId} and k.status = 'waiting')
		or exists (select from waiting k where k.group_id = peer_group.group_id
			and k.account_id = ${accountId} and k.ended_at is null)
		or exists (select from invitation k where k.group_id = peer_group.group_id
			and k.used_at is null and k.expires_at > ${now}
			and (k.held_by = ${accountId} or k.code_hash = ${code === null ? null : hashOfCode(code)})))`;
}

/** @throws not_found for a group that does not exist, or that this person may not know of */
export async function refuseUnknown(
	tx: Ctx,
	groupId: string,
	actor: Actor,
	code?: string
): Promise<void> {
	const row = await tx.db
		.selectFrom('peer_group')
		.select('group_id')
		.where('group_id', '=', groupId)
		.where(isKnownTo(actor, tx.now(), code))
		.executeTakeFirst();
	if (!row) throw notFound();
}
