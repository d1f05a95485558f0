import * as org from '#lib/org/server/org.ts';
import { minute } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { accountKey, take, type Limit } from '#server/limits.ts';
import { AcceptInput, AliasInput } from '../inputs.ts';
import { membershipIn, type OwnMembership } from './belonging.ts';
import { accept } from './joining.ts';
import { chooseAlias, lockGroup } from './membership-rows.ts';
import { agreementOf } from './public-page.ts';

export interface About {
	groupId: string;
	name: string;
	me: OwnMembership;
	agreement: { version: number; items: string[] };
	limits: { version: number; text: string };
	/** False when the agreement or the limits changed since this person last said yes. */
	hasAccepted: boolean;
}

/** My place in one of my groups: alias, agreement, whether it changed. @throws not_found */
export async function about(ctx: Ctx, groupId: string): Promise<About> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		const me = await membershipIn(tx, groupId);
		if (!me) throw notFound();
		const { name } = await tx.db
			.selectFrom('peer_group')
			.select('name')
			.where('group_id', '=', groupId)
			.executeTakeFirstOrThrow();
		const agreement = await agreementOf(tx, groupId);
		const organisation = await org.organisation(tx);
		const limits = {
			version: organisation?.limitsVersion ?? 0,
			text: organisation?.limitsText ?? ''
		};
		const accepted = await tx.db
			.selectFrom('acceptance')
			.select('accepted_at')
			.where('account_id', '=', accountOf(tx))
			.where('group_id', '=', groupId)
			.where('agreement_version', '=', agreement.version)
			.where('limits_version', '=', limits.version)
			.executeTakeFirst();
		const hasAccepted = accepted !== undefined || me.role === 'facilitator';
		return { groupId, name, me, agreement, limits, hasAccepted };
	});
}

const changes: Limit = { what: 'groups.alias', burst: 5, every: 10 * minute };

/**
 * Another alias in one of my groups, also under what I wrote before.
 * @throws not_found, too_many, invalid {alias}
 */
export async function changeAlias(
	ctx: Ctx,
	given: { groupId: string; alias: string }
): Promise<{ alias: string; mark: string }> {
	const { alias } = read(AliasInput, given);
	const { me, accountId } = await mine(ctx, given.groupId);
	await take(ctx, changes, accountKey(ctx, accountId));
	return asSystem(ctx, 'groups: an alias is compared with all others', async (system) => {
		const group = await lockGroup(system, given.groupId);
		const face = await chooseAlias(system, group, accountId, alias);
		const changed = await system.db
			.updateTable('membership')
			.set(face)
			.where('membership_id', '=', me.membershipId)
			.where('ended_at', 'is', null)
			.returning('membership_id')
			.executeTakeFirst();
		if (!changed) throw notFound();
		const { membershipId } = me;
		await append(system, { kind: 'group', id: given.groupId }, 'alias_changed', { membershipId });
		return { alias: face.alias, mark: face.mark };
	});
}

/** Says yes to the agreement and the limits that are in force now. @throws not_found, agreement_changed */
export async function acceptAgreement(
	ctx: Ctx,
	given: { groupId: string; agreementVersion: number; limitsVersion: number; agree: true }
): Promise<void> {
	const input = read(AcceptInput, given);
	const { accountId } = await mine(ctx, given.groupId);
	await inTransaction(ctx, (tx) => accept(tx, given.groupId, accountId, input));
}

async function mine(ctx: Ctx, groupId: string): Promise<{ me: OwnMembership; accountId: string }> {
	idOrNotFound(groupId);
	const me = await inTransaction(ctx, (tx) => membershipIn(tx, groupId));
	const accountId = accountOf(ctx);
	if (!me || !accountId) throw notFound();
	return { me, accountId };
}
