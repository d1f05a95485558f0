import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { invalid, notFound, signInFirst } from '#server/errors.ts';
import { accountKey, take, type Limit } from '#server/limits.ts';
import { writeCalendar, type CalendarEvent } from './write.ts';
import { sequenceOf } from './sequence.ts';

/** What the calendar calls every meeting: neutral, and the person's own to change. */
export const CalendarTitle = z.object({
	title: z
		.string('required')
		.trim()
		.min(1, 'required')
		.max(40, 'too_long')
		.refine((title) => !/[\p{Cc}\u2028\u2029]/u.test(title), 'characters')
});

const made: Limit = { what: 'directory.calendar', burst: 10, every: 60 * 60 * 1000 };
/** 160 bits: nobody can try them. */
const secretBytes = 20;
const pastDays = 30;

const hashOf = (secret: string) => createHash('sha256').update(`calendar\0${secret}`).digest();

/** Whether this account has a link to its calendar, since when, and what its meetings are called. */
export async function calendarLink(ctx: Ctx): Promise<{ title: string; madeAt: Date } | null> {
	const accountId = own(ctx);
	const row = await inTransaction(ctx, (tx) =>
		tx.db
			.selectFrom('calendar_link')
			.select(['title', 'made_at'])
			.where('account_id', '=', accountId)
			.executeTakeFirst()
	);
	return row ? { title: row.title, madeAt: row.made_at } : null;
}

/**
 * Makes a secret link to the account's own calendar; the one before stops working. The secret is in
 * the answer only. Whoever has it sees when meetings are, and nothing else. So it asks for the passphrase
 * again, and a new passphrase ends it.
 * @throws sign_in_first, prove_again, invalid {title}, too_many
 */
export async function makeCalendarLink(ctx: Ctx, given: { title: string }): Promise<string> {
	const accountId = own(ctx);
	const read = CalendarTitle.safeParse(given);
	if (!read.success) throw invalid({ title: read.error.issues[0]!.message });
	await take(ctx, made, accountKey(ctx, accountId));
	const secret = randomBytes(secretBytes).toString('base64url');
	const link = { link_hash: hashOf(secret), title: read.data.title, made_at: ctx.now() };
	await inTransaction(ctx, async (tx) => {
		await holdPassphrase(tx, accountId);
		await accounts.provedAccount(tx);
		await tx.db
			.insertInto('calendar_link')
			.values({ account_id: accountId, ...link })
			.onConflict((conflict) => conflict.column('account_id').doUpdateSet(link))
			.execute();
	});
	return secret;
}

/** A passphrase that changes at this moment waits, and ends the link, or was first, and so was the proof's end. */
const holdPassphrase = (tx: Ctx, accountId: string) =>
	asSystem(tx, 'calendar: no link outlives the passphrase it was proved with', ({ db }) =>
		db
			.selectFrom('account')
			.select('account_id')
			.where('account_id', '=', accountId)
			.forShare()
			.execute()
	);

/** The link stops working at once. Twice is once. */
export async function endCalendarLink(ctx: Ctx): Promise<void> {
	const accountId = own(ctx);
	await inTransaction(ctx, (tx) =>
		tx.db.deleteFrom('calendar_link').where('account_id', '=', accountId).execute()
	);
}

function own(ctx: Ctx): string {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return accountId;
}

interface MeetingRow {
	title: string;
	meeting_id: string | null;
	planned_start: Date;
	minutes: number;
	status: string;
	time_zone: string;
	changed_at: Date;
}

/**
 * The calendar behind a secret link: meetings of all groups the person is in now, thirty days back and
 * as far ahead as they are planned; none of a group where their place rests. Every one has the same neutral title; no place, no link, no group.
 * @throws not_found for a link that is unknown or ended
 */
export async function ownCalendar(ctx: Ctx, secret: string): Promise<string> {
	if (!/^[\w-]{27}$/.test(secret)) throw notFound();
	const { rows } = await asSystem(ctx, 'calendar: the link is the key', (system) =>
		sql<MeetingRow>`
			select c.title, m.meeting_id, m.planned_start, m.minutes, m.status,
				coalesce(s.time_zone, 'UTC') as time_zone,
				greatest(m.opened_at, m.replaced_at, e.made_at, s.created_at, c.made_at) as changed_at
			from calendar_link c
			join account a on a.account_id = c.account_id and a.ended_at is null
			left join membership b on b.account_id = c.account_id and b.ended_at is null
				and b.suspended_until is null
			left join meeting m on m.group_id = b.group_id
				and (b.only_meeting is null or b.only_meeting = m.meeting_id)
				and m.planned_start > ${after(ctx.now(), -pastDays * day)}
			left join series s using (series_id)
			left join series_exception e using (series_id, original_on)
			where c.link_hash = ${hashOf(secret)}
			order by m.planned_start limit 1000`.execute(system.db)
	);
	const [first] = rows;
	if (!first) throw notFound();
	return writeCalendar(
		first.title,
		rows.filter((row) => row.meeting_id !== null).map(eventOf),
		ctx.now()
	);
}

const eventOf = (row: MeetingRow): CalendarEvent => ({
	...{ uid: row.meeting_id!, title: row.title },
	...{ at: row.planned_start, minutes: row.minutes, timeZone: row.time_zone },
	...{ isCancelled: row.status === 'cancelled', changedAt: row.changed_at },
	sequence: sequenceOf(row.changed_at)
});
