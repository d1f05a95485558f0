import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { mostOpened, type Load, type MyReviewing } from '../caring.ts';
import { ReviewingInput } from '../inputs.ts';
import type { ReportReason } from '../safety.ts';
import { enoughToday } from './errors.ts';
import { canReview } from './policy.ts';
import { reviewer } from './queue.ts';

interface Row {
	off: ReportReason[];
	break_until: Date | null;
}

/** Distinct reports that somebody opened in the last 24 hours, without one of them. */
async function openedLately(tx: Ctx, without: string | null = null): Promise<number> {
	const by = accountOf(tx);
	return asSystem(tx, 'safety: how much somebody has read today', async ({ db, now }) => {
		const { rows } = await sql<{ many: number }>`
			select count(distinct of_id)::int as many from audit
			where by_account = ${by} and kind = 'words_opened' and at > ${after(now(), -day)}
				and of_id is distinct from ${without}::uuid`.execute(db);
		return rows[0]!.many;
	});
}

/**
 * Nobody has to read more than so many in a day. What comes first can always be opened.
 * @throws review_enough_today
 */
export async function mayOpen(tx: Ctx, report: { id: string; isFirst: boolean }): Promise<void> {
	if (report.isFirst) return;
	allow((await openedLately(tx, report.id)) < mostOpened, enoughToday);
}

/** What I chose for myself as somebody who decides. @throws not_found for everybody else */
export async function myReviewing(ctx: Ctx, groupId: string | null): Promise<MyReviewing> {
	return inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		const { rows } = await sql<Row>`
			select off, break_until from review_choice where account_id = ${accountOf(tx)}`.execute(tx.db);
		const { off, break_until: until } = rows[0] ?? { off: [], break_until: null };
		const breakUntil = until && until > tx.now() ? until : null;
		return { off, breakUntil, opened: await openedLately(tx) };
	});
}

/**
 * Chooses what I am not told of, and for how many days I rest; 0 ends it. Said again it begins anew.
 * @throws not_found, invalid
 */
export async function chooseReviewing(
	ctx: Ctx,
	given: { groupId: string | null; off?: readonly string[]; days?: string }
): Promise<void> {
	const { off, days } = read(ReviewingInput, given);
	await inTransaction(ctx, async (tx) => {
		await reviewer(tx, given.groupId);
		const me = accountOf(tx);
		if (!me) throw notFound();
		const until = days === '0' ? null : after(tx.now(), Number(days) * day);
		await sql`
			insert into review_choice (account_id, off, break_until) values (${me}, ${off}::text[], ${until})
			on conflict (account_id) do update set off = excluded.off, break_until = excluded.break_until`.execute(
			tx.db
		);
	});
}

/**
 * How much each of the staff has opened and decided lately, and who rests: so that nobody carries it alone.
 * Coordinators only. @throws not_found
 */
export async function loads(ctx: Ctx): Promise<Load[]> {
	allow(canReview(ctx.actor, 'all'));
	const { people } = await accounts.staff(ctx);
	return asSystem(ctx, 'safety: the load of each of the staff', async ({ db, now }) => {
		const { rows } = await sql<{
			account_id: string;
			opened: number;
			decided: number;
			break_until: Date | null;
		}>`
			select w.account_id,
				(select count(distinct of_id)::int from audit a where a.by_account = w.account_id
					and a.kind = 'words_opened' and a.at > ${after(now(), -day)}) as opened,
				(select count(*)::int from audit a where a.by_account = w.account_id
					and a.kind in ('decided', 'appeal_answered') and a.at > ${after(now(), -7 * day)}) as decided,
				(select break_until from review_choice c
					where c.account_id = w.account_id and c.break_until > ${now()}) as break_until
			from unnest(${people.map(({ accountId }) => accountId)}::uuid[]) as w (account_id)`.execute(db);
		const byId = new Map(rows.map((row) => [row.account_id, row]));
		return people.map(({ accountId, label }) => {
			const { opened = 0, decided = 0, break_until: breakUntil = null } = byId.get(accountId) ?? {};
			return { label, openedToday: opened, decidedThisWeek: decided, breakUntil };
		});
	});
}
