/** Somebody who offered is there for somebody who is new and asked for it. Either of them ends it. */
import { sql, type RawBuilder } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Inside } from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import type { SpaceChoices } from '../shares.ts';
import { newFor, notAgainFor } from '../welcome.ts';
import { openChoices } from './covers.ts';
import { slow } from './place.ts';
import { canAskForBuddy, canWelcome } from './policy.ts';
import { belonging } from './reading.ts';
import { choicesIn } from './search.ts';
import { canBring } from './unheard-policy.ts';

/** What is long past is remembered no longer than this: it only says who was asked when. */
const REMEMBERED = 90 * day;
const told = (newcomerId: string) => `welcome:${newcomerId}`;

/**
 * Says that I like to welcome newcomers of this group, or no more. Who I am there for now stays.
 * @throws not_found for whoever looks after it or is new themselves, too_many
 */
export async function offerToWelcome(
	ctx: Ctx,
	groupId: string,
	{ wanted }: { wanted: boolean }
): Promise<void> {
	await slow(ctx, 'choose');
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const membership_id = here.me.membershipId;
		if (!wanted) {
			await tx.db.deleteFrom('welcoming').where('membership_id', '=', membership_id).execute();
			return;
		}
		allow(canWelcome(here, tx.now()));
		await tx.db
			.insertInto('welcoming')
			.values({ membership_id, group_id: groupId, said_at: tx.now() })
			.onConflict((on) => on.column('membership_id').doNothing())
			.execute();
	});
}

/**
 * Finds somebody who offered, for me who am new, and tells them; whoever was there for me already stays. Answers
 * whether there is somebody. It is who was asked longest ago, and nobody whose words I folded away or who folded
 * away mine, nobody I am kept apart from, nobody who was there for me before, and nobody whose writing is limited
 * by a decision.
 * @throws not_found for whoever is not new, too_many
 */
export async function askForBuddy(ctx: Ctx, groupId: string): Promise<{ isFound: boolean }> {
	await slow(ctx, 'choose');
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		allow(canAskForBuddy(here, tx.now()));
		const choices = await choicesIn(tx, here);
		const accountId = accountOf(ctx)!;
		return asSystem(tx, 'shares: somebody who offered is found for a newcomer', async (system) => ({
			isFound: await find(system, here, { accountId, choices })
		}));
	});
}

async function find(
	system: Ctx,
	here: Inside,
	{ accountId: asker, choices }: { accountId: string; choices: SpaceChoices }
): Promise<boolean> {
	const { groupId, me } = here;
	// One newcomer after the other: whoever is free is counted before somebody is taken.
	await sql`select pg_advisory_xact_lock(hashtextextended(${`shares: buddies ${groupId}`}, 0))`.execute(
		system.db
	);
	const now = system.now();
	await sql`
		update buddy set ended_at = ${now}
		where group_id = ${groupId} and ended_at is null and began_at <= ${after(now, -newFor * day)}`.execute(
		system.db
	);
	const { rows: there } = await sql`
		select from buddy where newcomer_id = ${me.membershipId} and ended_at is null`.execute(system.db);
	if (there.length > 0) return true;
	const offered = await whoIsFree(system, here);
	const accountIds = offered.map((row) => row.account_id);
	const apart = await accounts.apartFrom(system, asker, accountIds, groupId);
	const free = offered.find(({ membership_id: id, account_id: whose, box }) => {
		if (choices.people.includes(id) || apart.has(whose)) return false;
		return !box || !openChoices(here.keyOf(id), id, box).people.includes(me.membershipId);
	});
	if (!free) return false;
	const { membership_id: buddy_id, account_id: accountId } = free;
	await system.db
		.insertInto('buddy')
		.values({ newcomer_id: me.membershipId, buddy_id, group_id: groupId, began_at: now })
		.execute();
	const until = after(now, newFor * day);
	const once = told(me.membershipId);
	await notices.tell(system, [{ accountId, kind: 'welcome', about: groupId, once, until }]);
	return true;
}

/** Those of a group who offered and can be asked now, the longest unasked first, with what they would rather not meet. */
async function whoIsFree(system: Ctx, { groupId, me }: Inside) {
	const now = system.now();
	const { rows } = await sql<{ membership_id: string; account_id: string; box: Buffer | null }>`
		select w.membership_id, m.account_id, c.box
		from welcoming w
		join membership m on m.membership_id = w.membership_id and m.ended_at is null
		left join space_choice c on c.membership_id = w.membership_id
		left join lateral (select max(b.began_at) as at, bool_or(b.ended_at is null) as is_there
			from buddy b where b.buddy_id = w.membership_id) last on true
		where w.group_id = ${groupId} and m.role = 'member' and w.membership_id <> ${me.membershipId}
			and last.is_there is not true
			and (last.at is null or last.at <= ${after(now, -notAgainFor * day)})
			and not exists (select from buddy b
				where b.newcomer_id = ${me.membershipId} and b.buddy_id = w.membership_id)
			and not exists (select from decision d where d.membership_id = w.membership_id
				and d.until > ${now} and d.answer is distinct from 'reversed')
		order by last.at nulls first, w.said_at, w.membership_id`.execute(system.db);
	return rows;
}

/**
 * Ends it, as whoever is new or as whoever is there for them; nobody is told, and no reason is asked for. When
 * nothing is there nothing happens.
 * @throws not_found, too_many
 */
export async function endBuddy(
	ctx: Ctx,
	groupId: string,
	{ as }: { as: 'newcomer' | 'buddy' }
): Promise<void> {
	await slow(ctx, 'choose');
	await inTransaction(ctx, async (tx) => {
		const { me } = await belonging(tx, groupId);
		const mine = as === 'newcomer' ? sql`newcomer_id` : sql`buddy_id`;
		await end(tx, groupId, sql`${mine} = ${me.membershipId}`);
	});
}

/** Whoever folds somebody's words away has nothing more to do with them here. */
export async function endBetween(tx: Ctx, here: Inside, other: string): Promise<void> {
	const pair = sql.join([here.me.membershipId, other]);
	await end(tx, here.groupId, sql`newcomer_id in (${pair}) and buddy_id in (${pair})`);
}

async function end(tx: Ctx, groupId: string, which: RawBuilder<unknown>): Promise<void> {
	const { rows } = await sql<{ newcomer_id: string }>`
		update buddy set ended_at = ${tx.now()}
		where group_id = ${groupId} and ended_at is null and ${which} returning newcomer_id`.execute(tx.db);
	if (rows.length === 0) return;
	const once = rows.map((row) => told(row.newcomer_id));
	await asSystem(tx, 'shares: what a buddy was told is no longer so', (system) =>
		notices.takeBack(system, { about: groupId, kinds: ['welcome'], once })
	);
}

/** Forgets who was there for whom long ago. For the clock. */
export async function forgetBuddies(ctx: Ctx): Promise<void> {
	allow(canBring(ctx.actor));
	await asSystem(ctx, 'shares: who was there for whom long ago is forgotten', ({ db, now }) =>
		db.deleteFrom('buddy').where('began_at', '<', after(now(), -REMEMBERED)).execute()
	);
}
