import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import * as org from '#lib/org/server/org.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, invalid, signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { answerHours, usualQuiet, type Answering, type WaitingShare } from '../unheard.ts';
import type { Need } from '../shares.ts';
import { presentAuthor, type Reading } from './present.ts';
import { belonging } from './reading.ts';
import { choicesIn } from './search.ts';
import { unheardShares } from './unheard.ts';
import { canSetAnswerTime } from './unheard-policy.ts';

/** Whether I like to answer, how often at most, and my quiet hours; none chosen: not, and nights. @throws sign_in_first */
export async function answering(ctx: Ctx): Promise<Answering> {
	const accountId = me(ctx);
	return inTransaction(ctx, async (tx) => {
		const row = await tx.db
			.selectFrom('answering')
			.selectAll()
			.where('account_id', '=', accountId)
			.executeTakeFirst();
		if (!row) {
			const timeZone = (await org.organisation(tx))?.timeZone ?? 'UTC';
			return { aDay: 0, quietFrom: usualQuiet.from, quietUntil: usualQuiet.until, timeZone };
		}
		const { a_day: aDay, quiet_from: from, quiet_until: until, time_zone: timeZone } = row;
		return { aDay, quietFrom: from.slice(0, 5), quietUntil: until.slice(0, 5), timeZone };
	});
}

/** Chooses it, with hours of the day in this zone. Said again it changes nothing. @throws sign_in_first, invalid */
export async function chooseAnswering(ctx: Ctx, input: Answering): Promise<void> {
	const account_id = me(ctx);
	const { aDay, quietFrom, quietUntil, timeZone } = input;
	await inTransaction(ctx, async (tx) => {
		// The clock counts in the database: a zone it does not know would stop it for everybody.
		const { rows } = await sql`
			select from pg_timezone_names where name = ${timeZone}`.execute(tx.db);
		allow(rows.length > 0, () => invalid({ timeZone: 'invalid' }));
		const values = {
			...{ a_day: aDay, quiet_from: quietFrom, quiet_until: quietUntil, time_zone: timeZone }
		};
		await tx.db
			.insertInto('answering')
			.values({ account_id, ...values })
			.onConflict((on) => on.column('account_id').doUpdateSet(values))
			.execute();
	});
}

/** What was brought to me and still has no answer, the longest wait first. @throws sign_in_first */
export async function waitingForMe(ctx: Ctx): Promise<WaitingShare[]> {
	const accountId = me(ctx);
	return inTransaction(ctx, async (tx) => {
		const { rows } = await sql<{
			share_id: string;
			group_id: string;
			name: string;
			membership_id: string;
			need: Need;
			shared_at: Date;
		}>`
			select w.* from (
				select s.share_id, s.group_id, g.name, s.membership_id, s.need, s.shared_at
				from ${unheardShares(tx.now())}
			) w join brought b on b.share_id = w.share_id and b.account_id = ${accountId}
			order by w.shared_at, w.share_id limit 50`.execute(tx.db);
		const places = new Map<string, Awaited<ReturnType<typeof placeIn>>>();
		for (const groupId of new Set(rows.map((row) => row.group_id)))
			places.set(groupId, await placeIn(tx, groupId));
		return rows.flatMap((row) => {
			const { reading, folded } = places.get(row.group_id)!;
			if (folded.has(row.membership_id)) return [];
			const share = { shareId: row.share_id, groupId: row.group_id, groupName: row.name };
			const author = presentAuthor(reading, row.membership_id);
			return [{ ...share, author, need: row.need, sharedAt: row.shared_at }];
		});
	});
}

/** A group with those in it whose words I would rather not meet: they are not brought to me. */
async function placeIn(tx: Ctx, groupId: string) {
	const here = await belonging(tx, groupId);
	const choices = await choicesIn(tx, here);
	const reading: Reading = { here, canWrite: false, replies: 0, choices, authors: new Map() };
	return { reading, folded: new Set(choices.people) };
}

/** After how many hours a group's shares come to others. @throws not_found but for those who look after it */
export async function answerTime(
	ctx: Ctx,
	groupId: string
): Promise<{ groupId: string; groupName: string; hours: number }> {
	return inTransaction(ctx, async (tx) => {
		await maySet(tx, groupId);
		const row = await tx.db
			.selectFrom('peer_group as g')
			.leftJoin('answer_time as t', 't.group_id', 'g.group_id')
			.select(['g.name', 't.hours'])
			.where('g.group_id', '=', groupId)
			.executeTakeFirstOrThrow();
		return { groupId, groupName: row.name, hours: row.hours ?? answerHours.usual };
	});
}

/** Says after how many. Said again it changes nothing. @throws not_found but for those who look after it */
export async function setAnswerTime(
	ctx: Ctx,
	groupId: string,
	{ hours }: { hours: number }
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await maySet(tx, groupId);
		await tx.db
			.insertInto('answer_time')
			.values({ group_id: groupId, hours })
			.onConflict((on) => on.column('group_id').doUpdateSet({ hours }))
			.execute();
	});
}

function me(ctx: Ctx): string {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return accountId;
}

async function maySet(tx: Ctx, groupId: string): Promise<void> {
	allow(canSetAnswerTime(isId(groupId) ? await groups.membershipIn(tx, groupId) : null));
}
