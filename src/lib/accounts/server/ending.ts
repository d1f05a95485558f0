import { after } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { kekLife } from '#server/keyring.ts';
import { forgetApart } from './apart.ts';
import { endAll } from './logins.ts';
import { provedAccount } from './own-account.ts';
import { slowChanges } from './throttles.ts';

/** By when every backup has lost what is destroyed now: the age at which key-encryption keys go. */
export const erasedBy = (now: Date): Date => after(now, kekLife);

/**
 * Ends the account of the person who asks. In one transaction: their author keys and the account's key
 * are destroyed (nothing they wrote opens again), memberships, requests, roles and logins end, name and
 * passphrase are gone. Answers the day by which no backup can be opened either.
 * @throws prove_again, too_many
 */
export async function endAccount(ctx: Ctx): Promise<{ erasedBy: Date }> {
	await slowChanges(ctx);
	const { accountId } = await provedAccount(ctx);
	await asSystem(ctx, 'accounts: a person ends their own account', async (tx) => {
		const ended = await tx.db
			.updateTable('account')
			.set({
				name_mac: null,
				name_box: null,
				passphrase_hash: null,
				account_key: null,
				kek_id: null,
				ended_at: tx.now()
			})
			.where('account_id', '=', accountId)
			.where('ended_at', 'is', null)
			.returning('account_id')
			.executeTakeFirst();
		if (!ended) throw signInFirst();
		await tx.db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('account_role').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('kept_practice').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('practice').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('answer_set').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('answer_draft').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('plan').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('check_in').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('training_module').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('training_quiz').where('account_id', '=', accountId).execute();
		await tx.db.deleteFrom('training_way').where('account_id', '=', accountId).execute();
		await forgetApart(tx, accountId);
		await endMemberships(tx, accountId);
		await endAll(tx, accountId);
		await append(tx, { kind: 'account', id: accountId }, 'account_ended');
	});
	return { erasedBy: erasedBy(ctx.now()) };
}

/**
 * Written here and not by the groups' own operation: keys must be gone in this transaction, and accounts
 * stand below groups. Groups hear of it by the events they use themselves.
 */
async function endMemberships(tx: Ctx, accountId: string): Promise<void> {
	await tx.db
		.updateTable('join_request')
		.set({ status: 'withdrawn', decided_at: tx.now() })
		.where('account_id', '=', accountId)
		.where('status', '=', 'waiting')
		.execute();
	await endCurrent(tx, accountId, 'account_ended');
	// Also of groups left earlier: what was kept there goes as well.
	await tx.db
		.updateTable('membership')
		.set({ author_key: null, kek_id: null })
		.where('account_id', '=', accountId)
		.execute();
}

/**
 * Ends the facilitator's memberships of somebody who is no facilitator any more, so that the powers they
 * gave end with the role. What they wrote stays; as a member they may ask to join again.
 */
export const endFacilitating = (tx: Ctx, accountId: string): Promise<void> =>
	endCurrent(tx, accountId, 'removed', 'facilitator');

/** Ends current memberships and says so on both streams: pages and open sockets act within a second. */
async function endCurrent(
	tx: Ctx,
	accountId: string,
	why: 'account_ended' | 'removed',
	role?: 'facilitator'
): Promise<void> {
	let query = tx.db
		.updateTable('membership')
		.set({ ended_at: tx.now(), ended_why: why })
		.where('account_id', '=', accountId)
		.where('ended_at', 'is', null);
	if (role) query = query.where('role', '=', role);
	const ended = await query.returning(['membership_id', 'group_id']).execute();
	for (const { membership_id: membershipId, group_id: groupId } of ended) {
		const data = { groupId, membershipId };
		await append(tx, { kind: 'group', id: groupId }, 'membership_ended', data);
		await append(tx, { kind: 'account', id: accountId }, 'membership_ended', data);
	}
}
