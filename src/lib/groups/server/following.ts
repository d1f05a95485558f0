import { sql } from 'kysely';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { Seats } from '../vocabulary.ts';
import type { FollowedGroup } from '../waiting-list.ts';
import { notForRemoved } from './errors.ts';
import { withinLimits } from './kept-limits.ts';

/**
 * Whether a facilitator ended this person's last place in a group, for a statement on groups called `g`.
 * Such a person hears nothing more of it from us; its public page stays open to them, as to anyone.
 */
const wasRemoved = (accountId: string) => sql<boolean>`coalesce((select m.ended_why = 'removed'
	from membership m where m.group_id = g.group_id and m.account_id = ${accountId}
	order by m.ended_at is null desc, m.joined_at desc, m.membership_id desc limit 1), false)`;

/**
 * Keeps an eye on a group, for oneself alone: Home says when it has a seat or its times changed. Twice is
 * once. Nothing is sent, and nobody in the group can tell. Whoever was removed from it follows it no more
 * (the database lets go of it in the same moment), until they are a member again.
 * @throws sign_in_first, not_found, not_for_removed, follows_many
 */
export async function follow(ctx: Ctx, given: { groupId: string }): Promise<void> {
	const groupId = idOrNotFound(given.groupId);
	const accountId = signedIn(ctx);
	await inTransaction(ctx, async (tx) => {
		const group = await tx.db
			.selectFrom('peer_group as g')
			.select(['g.group_id', wasRemoved(accountId).as('was_removed')])
			.where('g.group_id', '=', groupId)
			.where('g.closed_at', 'is', null)
			.where('g.is_confidential', '=', false)
			.executeTakeFirst();
		if (!group) throw notFound();
		allow(!group.was_removed, notForRemoved);
		const now = tx.now();
		const values = { account_id: accountId, group_id: groupId, followed_at: now, seen_at: now };
		await withinLimits(
			tx.db
				.insertInto('following')
				.values(values)
				.onConflict((conflict) => conflict.doNothing())
				.execute()
		);
	});
}

/** Stops; twice is once. @throws sign_in_first, not_found (no id at all) */
export async function unfollow(ctx: Ctx, given: { groupId: string }): Promise<void> {
	const groupId = idOrNotFound(given.groupId);
	const accountId = signedIn(ctx);
	await inTransaction(ctx, (tx) =>
		tx.db
			.deleteFrom('following')
			.where('account_id', '=', accountId)
			.where('group_id', '=', groupId)
			.execute()
	);
}

/** I have seen that the times changed. @throws sign_in_first, not_found */
export async function seenTimes(ctx: Ctx, given: { groupId: string }): Promise<void> {
	const groupId = idOrNotFound(given.groupId);
	const accountId = signedIn(ctx);
	await inTransaction(ctx, async (tx) => {
		const seen = await tx.db
			.updateTable('following')
			.set({ seen_at: tx.now() })
			.where('account_id', '=', accountId)
			.where('group_id', '=', groupId)
			.returning('group_id')
			.executeTakeFirst();
		if (!seen) throw notFound();
	});
}

/** Whether I follow a group, for the button on its page; null where there is no such choice. */
export async function isFollowing(ctx: Ctx, groupId: string): Promise<boolean | null> {
	const accountId = accountOf(ctx);
	if (!accountId) return null;
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		const row = await tx.db
			.selectFrom('peer_group as g')
			.leftJoin('following as f', (join) =>
				join.onRef('f.group_id', '=', 'g.group_id').on('f.account_id', '=', accountId)
			)
			.select('f.followed_at')
			.where('g.group_id', '=', groupId)
			.where('g.is_confidential', '=', false)
			.where(sql<boolean>`not ${wasRemoved(accountId)}`)
			.executeTakeFirst();
		return row ? row.followed_at !== null : null;
	});
}

/** What changes when a group meets, as its stream says it; a new series has its own date. */
const changesOfTimes = ['meeting_moved', 'meeting_cancelled', 'meeting_restored'];

/**
 * The groups I follow, and what is new in them. One that became confidential is nowhere, here too, but for
 * its members; one that I was removed from is not here either. @throws sign_in_first
 */
export async function followed(ctx: Ctx): Promise<FollowedGroup[]> {
	const accountId = signedIn(ctx);
	// As the system, for what happened in a group, and still in this person's name: what they follow is
	// shown to nobody else.
	return inTransaction(ctx, (tx) =>
		asSystem(tx, 'groups: what changed in groups somebody follows', async (system) => {
			const { rows } = await sql<{
				group_id: string;
				name: string;
				closed_at: Date | null;
				seats: Seats;
				times_changed: boolean;
			}>`
				select g.group_id, g.name, g.closed_at, group_seats(g.group_id, g.capacity) as seats,
					exists (select from series s where s.group_id = f.group_id and s.created_at > f.seen_at)
						or exists (select from event e where e.stream_id = f.group_id
							and e.kind = any(${changesOfTimes}::text[]) and e.at > f.seen_at) as times_changed
				from following f join peer_group g using (group_id)
				where f.account_id = ${accountId}
					and (not g.is_confidential or exists (select from membership m
						where m.group_id = g.group_id and m.account_id = f.account_id and m.ended_at is null))
					and not ${wasRemoved(accountId)}
				order by g.name, g.group_id`.execute(system.db);
			return rows.map((row) => {
				const isClosed = row.closed_at !== null;
				return {
					...{ groupId: row.group_id, name: row.name, isClosed },
					hasSeat: !isClosed && row.seats !== 'full',
					timesChanged: !isClosed && row.times_changed
				};
			});
		})
	);
}

function signedIn(ctx: Ctx): string {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return accountId;
}
