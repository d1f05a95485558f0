import { sql } from 'kysely';
import { after, hour, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { newKey, seal } from '#server/crypto.ts';
import { newId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import { NOTICES_KEPT } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { priorities, type Receipt, type ReportOf, type ReportReason } from '../safety.ts';

/** Enough for a bad evening, too few to bury a queue. */
const limit = { what: 'room-report', burst: 6, every: hour };
export const slow = (ctx: Ctx, accountId: string): Promise<void> =>
	take(ctx, limit, accountKey(ctx, accountId));

/** As it lies in the box. */
export interface Contents {
	words: string;
	lines: { who: string; in: string; at: number; text: string }[];
}

export async function sentBefore(
	tx: Ctx,
	own: readonly string[],
	once: string
): Promise<Receipt | null> {
	const { rows } = await sql<{ report_id: string; lines_kept: number; lines_refused: number }>`
		select report_id, lines_kept, lines_refused from report
		where reporter_id = any(${own}::uuid[]) and once = ${once}`.execute(tx.db);
	const row = rows[0];
	return row ? { reportId: row.report_id, kept: row.lines_kept, refused: row.lines_refused } : null;
}

/** One report as it is stored, whatever it is about. */
interface Stored {
	groupId: string;
	meetingId: string | null;
	of: ReportOf;
	ofId: string;
	/** The membership that reports, and all that the same person ever had there. */
	reporter: string;
	own: readonly string[];
	about: readonly string[];
	once: string;
	reason: ReportReason;
	coordinatorsOnly: boolean;
	contents: Contents;
	refused: number;
}

/** Stores a report under a key of its own, and tells those who may look at it that something waits. */
export async function store(tx: Ctx, one: Stored): Promise<Receipt> {
	const now = tx.now();
	const reportId = newId(now);
	const key = newKey();
	const { kekId, wrapped } = tx.keys.wrap(key, `report:${reportId}`);
	const box = seal(key, `report:${reportId}`, JSON.stringify(one.contents));
	await sql`
		insert into report (report_id, group_id, meeting_id, of, of_id, reporter_id, once, reason, priority,
			about_ids, coordinators_only, lines_kept, lines_refused, box, report_key, kek_id, made_at)
		values (${reportId}, ${one.groupId}, ${one.meetingId}, ${one.of}, ${one.ofId}, ${one.reporter},
			${one.once}, ${one.reason}, ${priorities[one.reason]}, ${[...one.about]}::uuid[],
			${one.coordinatorsOnly}, ${one.contents.lines.length}, ${one.refused}, ${box}, ${wrapped}, ${kekId},
			${now})
		on conflict (reporter_id, once) do nothing`.execute(tx.db);
	// Of two that were sent at once, both are told of the one that is there.
	const receipt = (await sentBefore(tx, one.own, one.once))!;
	if (receipt.reportId === reportId)
		await asSystem(tx, 'safety: a report waits', (system) => tellReviewers(system, reportId));
	return receipt;
}

/**
 * Tells whoever may look at a report that something waits: once an hour for one group, and once more for
 * what comes first, so that a storm of reports is one notice; and each time somebody asked for somebody else.
 * Not those who did, nor, while others are there, those who rest or chose not to read of such things. Answers how many there are.
 */
export async function tellReviewers(system: Ctx, reportId: string, again = ''): Promise<number> {
	const now = system.now();
	const { rows } = await sql<{
		account_id: string;
		is_coordinator: boolean;
		group_id: string;
		is_first: boolean;
		rests: boolean;
	}>`
		with r as (select * from report where report_id = ${reportId}),
		party as (
			select m.account_id from membership m, r
			where m.membership_id = r.reporter_id or m.membership_id = any(r.about_ids)
		),
		reviewer as (
			select s.account_id, true as is_coordinator from account_role s join account a using (account_id)
			where s.role = 'coordinator' and a.ended_at is null
			union all
			select m.account_id, false from membership m, r
			where m.group_id = r.group_id and m.role = 'facilitator' and m.ended_at is null
				and m.only_meeting is null and not r.coordinators_only
				and not exists (select 1 from account_role s
					where s.account_id = m.account_id and s.role = 'coordinator')
		)
		select v.account_id, v.is_coordinator, r.group_id, r.priority = 1 as is_first,
			coalesce(r.reason = any(c.off) or c.break_until > ${now}, false) as rests
		from reviewer v cross join r left join review_choice c on c.account_id = v.account_id
		where v.account_id not in (select account_id from party)
			and not v.account_id = any(r.passed_by)`.execute(system.db);
	// Where everybody rests, everybody is told: a report never waits unknown.
	const awake = rows.filter(({ rests }) => !rests);
	const told = awake.length > 0 ? awake : rows;
	const slot = Math.floor(now.getTime() / hour);
	const until = after(now, NOTICES_KEPT * day);
	await notices.tell(
		system,
		told.map((row) => ({
			...{ accountId: row.account_id, about: row.group_id, until },
			kind: row.is_coordinator ? ('to_decide' as const) : ('to_review' as const),
			once:
				again === '' ? `review:${row.group_id}:${slot}:${row.is_first ? 'first' : 'any'}` : again
		}))
	);
	return rows.length;
}
