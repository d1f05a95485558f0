import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import type { Job } from '#server/jobs.ts';
import { MOST_NOTICES, NOTICES_KEPT, type Notice, type NoticeKind } from '../notices.ts';
import { canTell } from './policy.ts';
import { presentNotice } from './present.ts';

export { choice, choose, turnOff } from './choices.ts';

/** Something to tell one account. */
export interface News {
	accountId: string;
	kind: NoticeKind;
	/** The id of what it is about. */
	about: string;
	/** The same for one account is told once. */
	once: string;
	/** From then on it is not shown. */
	until: Date;
}

/**
 * Tells each of these accounts, within the transaction of what happened. What was told before is not told
 * again, whoever tries, however often; nor is what somebody does not want to be told. Jobs and rules of the system only. Answers how many are new.
 */
export async function tell(system: Ctx, news: readonly News[]): Promise<number> {
	allow(canTell(system.actor));
	if (news.length === 0) return 0;
	const rows = news.map((one) => ({
		...{ account_id: one.accountId, kind: one.kind, about: one.about, once: one.once },
		...{ made_at: system.now(), until: one.until }
	}));
	const { rows: told } = await sql<{ account_id: string }>`
		insert into notice (account_id, kind, about, once, made_at, until)
		select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news
			(account_id uuid, kind text, about uuid, once text, made_at timestamptz, until timestamptz)
		where not exists (select from notice_choice c where c.account_id = news.account_id and news.kind = any(c.off))
		order by account_id
		on conflict (account_id, once) do nothing
		returning account_id`.execute(system.db);
	const whose = told.map((row) => row.account_id);
	await sql`
		delete from notice where notice_id in (
			select notice_id from (
				select notice_id, row_number() over (partition by account_id order by made_at desc, notice_id desc) as place
				from notice where account_id = any(${whose}::uuid[])
			) as placed where place > ${MOST_NOTICES}
		)`.execute(system.db);
	return told.length;
}

/**
 * Tells what is so at this moment, once, and takes back what was told of these kinds and is so no more. Two that
 * look at the same moment leave the same. Jobs and rules of the system only.
 */
export async function tellWhile(
	system: Ctx,
	kinds: readonly NoticeKind[],
	news: readonly News[]
): Promise<number> {
	const told = await tell(system, news);
	const keys = news.map(({ accountId, once }) => `${accountId} ${once}`);
	await sql`
		delete from notice where kind = any(${[...kinds]}::text[])
			and not account_id || ' ' || once = any(${keys}::text[])`.execute(system.db);
	return told;
}

/** Takes back what is no longer true of something, for one account or for all; by its key, only that. */
export async function takeBack(
	system: Ctx,
	which: {
		about: string;
		kinds: readonly NoticeKind[];
		accountId?: string;
		once?: readonly string[];
	}
): Promise<void> {
	allow(canTell(system.actor));
	await system.db
		.deleteFrom('notice')
		.where('about', '=', which.about)
		.where('kind', 'in', [...which.kinds])
		.$if(which.accountId !== undefined, (query) =>
			query.where('account_id', '=', which.accountId ?? '')
		)
		.$if(which.once !== undefined, (query) => query.where('once', 'in', [...(which.once ?? [])]))
		.execute();
}

/** Also of what was told before somebody chose. */
const isWanted = (accountId: string) =>
	sql<boolean>`not kind = any(coalesce((select off from notice_choice where account_id = ${accountId}), '{}'))`;

/** What I am told and is still true, newest first. @throws sign_in_first */
export async function mine(ctx: Ctx): Promise<Notice[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async ({ db, now }) => {
		const rows = await db
			.selectFrom('notice')
			.select(['notice_id', 'kind', 'about', 'made_at', 'seen_at'])
			.where('account_id', '=', accountId)
			.where('until', '>', now())
			.where(isWanted(accountId))
			.orderBy('made_at', 'desc')
			.orderBy('notice_id', 'desc')
			.limit(MOST_NOTICES)
			.execute();
		return rows.map(presentNotice);
	});
}

/** How many of them I have not seen; none for somebody who is not signed in. */
export async function unseen(ctx: Ctx): Promise<number> {
	const accountId = accountOf(ctx);
	if (!accountId) return 0;
	return inTransaction(ctx, async ({ db, now }) => {
		const { many } = await db
			.selectFrom('notice')
			.select(({ fn }) => fn.countAll<number>().as('many'))
			.where('account_id', '=', accountId)
			.where('seen_at', 'is', null)
			.where('until', '>', now())
			.where(isWanted(accountId))
			.executeTakeFirstOrThrow();
		return Number(many);
	});
}

/** I have seen what was there up to a moment, and since another one; the rest stays new. @throws sign_in_first */
export async function see(
	ctx: Ctx,
	{ upTo, from }: { upTo: string; from?: string | undefined }
): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await inTransaction(ctx, ({ db, now }) =>
		db
			.updateTable('notice')
			.set({ seen_at: now() })
			.where('account_id', '=', accountId)
			.where('seen_at', 'is', null)
			.where('made_at', '<=', new Date(upTo))
			.$if(from !== undefined, (query) => query.where('made_at', '>=', new Date(from ?? '')))
			.execute()
	);
}

/** Deletes notices past their keeping time, seen or not. */
export async function sweep(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'notices: old ones are deleted', ({ db, now }) =>
		db
			.deleteFrom('notice')
			.where('made_at', '<', after(now(), -NOTICES_KEPT * day))
			.execute()
	);
}

export const jobs: readonly Job[] = [{ name: 'notices.sweep', cron: '33 3 * * *', run: sweep }];
