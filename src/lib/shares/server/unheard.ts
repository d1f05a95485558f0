/**
 * A share that asks for something and has no answer is brought to people, step by step. Two statements
 * whatever is there, and one more where anybody is kept apart: the first writes down what comes to whom now, the second reads what is still so.
 */
import { sql } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as notices from '#lib/notices/server/notices.ts';
import type { News } from '#lib/notices/server/notices.ts';
import type { NoticeKind } from '#lib/notices/notices.ts';
import * as org from '#lib/org/server/org.ts';
import { after, day, hour } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { answerHours, BROUGHT_FOR, comesAfter, usualQuiet } from '../unheard.ts';
import { canBring } from './unheard-policy.ts';

type Step = 'member' | 'facilitator' | 'coordinator';
const kinds: Record<Step, NoticeKind> = {
	member: 'unheard',
	facilitator: 'unheard_lead',
	coordinator: 'unheard_day'
};
/** Told at most to one person at once: other news must not be pushed out. */
const TOLD_AT_ONCE = 20;
/** Longer than anything is told, so that nothing is brought twice. */
const REMEMBERED = 30 * day;

/**
 * Shares `s` that ask, in an open group, whose author `a` still belongs, and that nobody but the author
 * wrote or said anything under.
 */
export const unheardShares = (now: Date) => sql`
	share s
	join peer_group g on g.group_id = s.group_id and g.closed_at is null
	join membership a on a.membership_id = s.membership_id and a.ended_at is null
	where s.need is not null and s.hidden_at is null and s.shared_at > ${after(now, -BROUGHT_FOR * day)}
		and not exists (select from response x where x.share_id = s.share_id)
		and not exists (select from reply x where x.share_id = s.share_id and x.membership_id <> s.membership_id
			and x.hidden_at is null)`;

/**
 * Brings what waits to those whose turn it is, tells them, and takes back what has been answered, or is
 * gone. Each share comes once to each person, however often and however many look at the same moment. In
 * somebody's quiet hours nothing new is told. For the clock.
 */
export async function bringUnheard(ctx: Ctx): Promise<void> {
	allow(canBring(ctx.actor));
	const zone = (await org.organisation(ctx))?.timeZone ?? 'UTC';
	await asSystem(ctx, 'shares: those without an answer are brought to people', async (system) => {
		// One at a time: what comes to somebody in a day is counted before more is added.
		await sql`select pg_advisory_xact_lock(hashtextextended('shares: unheard', 0))`.execute(
			system.db
		);
		await bring(system, localTime(system.now(), zone));
		await notices.tellWhile(system, Object.values(kinds), await stillUnheard(system));
	});
}

/** Whose turn it would be, step by step: `due`, a part of the statements below. */
const dueShares = (now: Date) => {
	const hoursAgo = (hours: number) => after(now, -hours * hour);
	return sql`
		with unheard as materialized (
			select s.share_id, s.group_id, s.audience, s.shared_at, a.account_id as author_id,
				${now}::timestamptz - make_interval(hours => coalesce(
					(select t.hours from answer_time t where t.group_id = s.group_id), ${answerHours.usual})) as since
			from ${unheardShares(now)}
		), due as (
			select u.*, m.account_id, 'member' as step, 2 as place
			from unheard u
			join membership m on m.group_id = u.group_id and m.ended_at is null and m.only_meeting is null
				and m.suspended_until is null
			join answering c on c.account_id = m.account_id and c.a_day > 0
			where u.audience = 'group' and u.shared_at <= u.since
			union all
			select u.*, m.account_id, 'facilitator', 1
			from unheard u
			join membership m on m.group_id = u.group_id and m.ended_at is null and m.only_meeting is null
				and m.role = 'facilitator'
			-- What only they can read is theirs to answer from the first hour on.
			where u.shared_at <= case when u.audience = 'facilitators' then u.since
				else ${hoursAgo(comesAfter.facilitator)}::timestamptz end
			union all
			select u.*, r.account_id, 'coordinator', 3
			from unheard u cross join account_role r join account o on o.account_id = r.account_id
			where r.role = 'coordinator' and o.ended_at is null
				and u.shared_at <= ${hoursAgo(comesAfter.coordinator)}
		)`;
};

/**
 * Those of these shares that do not come to somebody, because they and the author are kept apart: as the two of
 * them in a group. Who of them asked, nobody learns. Coordinators hear of a group alone, and so of all.
 */
async function keptFrom(system: Ctx): Promise<accounts.Pair[]> {
	if (!(await accounts.anybodyApart(system))) return [];
	const { rows } = await sql<{ one: string; other: string; group_id: string }>`
		${dueShares(system.now())}
		select distinct d.author_id as one, d.account_id as other, d.group_id from due d
		where d.step <> 'coordinator' and d.account_id <> d.author_id
			and not exists (select from brought b
				where b.share_id = d.share_id and b.account_id = d.account_id)`.execute(system.db);
	const pairs = rows.map(({ one, other, group_id: groupId }) => ({ one, other, groupId }));
	const are = await accounts.areApart(system, pairs);
	return pairs.filter((_, index) => are[index]);
}

/** `otherwise`: the time of day for those who chose no zone and no quiet hours. */
async function bring(system: Ctx, otherwise: string): Promise<void> {
	const now = system.now();
	const kept = await keptFrom(system);
	await sql`
		${dueShares(now)}, awake as (
			select d.*, c.a_day, row_number() over (
				partition by d.account_id, d.step order by d.shared_at, d.share_id) as turn
			from due d
			left join answering c on c.account_id = d.account_id
			cross join lateral (select
				coalesce(c.quiet_from, ${usualQuiet.from}::time) as quiet_from,
				coalesce(c.quiet_until, ${usualQuiet.until}::time) as quiet_until,
				coalesce((${now}::timestamptz at time zone c.time_zone)::time, ${otherwise}::time) as local
			) t
			where d.account_id <> d.author_id
				and (d.step = 'coordinator' or not exists (
					select from unnest(${kept.map(({ one }) => one)}::uuid[],
						${kept.map(({ other }) => other)}::uuid[],
						${kept.map(({ groupId }) => groupId)}::uuid[]) as k (author_id, account_id, group_id)
					where k.author_id = d.author_id and k.account_id = d.account_id
						and k.group_id = d.group_id))
				and not exists (select from brought b
					where b.share_id = d.share_id and b.account_id = d.account_id)
				and not case
					when t.quiet_from <= t.quiet_until then t.local >= t.quiet_from and t.local < t.quiet_until
					else t.local >= t.quiet_from or t.local < t.quiet_until end
		)
		insert into brought (share_id, account_id, group_id, step, brought_at)
		select distinct on (share_id, account_id) share_id, account_id, group_id, step, ${now}::timestamptz
		from awake w
		where step <> 'member' or turn <= a_day - (
			select count(*) from brought b where b.account_id = w.account_id and b.step = 'member'
				and b.brought_at > ${after(now, -day)})
		order by share_id, account_id, place
		on conflict do nothing`.execute(system.db);
}

interface Brought {
	account_id: string;
	step: Step;
	group_id: string;
	once: string;
	shared_at: Date;
}

/** What was brought and has no answer yet: a line for each share, and for coordinators one for each group. */
async function stillUnheard(system: Ctx): Promise<News[]> {
	const { rows } = await sql<Brought>`
		with still as (
			select b.*, s.shared_at
			from brought b join (select s.share_id, s.shared_at from ${unheardShares(system.now())}) s
				on s.share_id = b.share_id
			left join answering c on c.account_id = b.account_id
			where (b.step <> 'member' or c.a_day > 0)
				and case when b.step = 'coordinator'
					then exists (select from account_role r
						where r.account_id = b.account_id and r.role = 'coordinator')
					else exists (select from membership m where m.account_id = b.account_id
						and m.group_id = b.group_id and m.ended_at is null and m.only_meeting is null
						and m.suspended_until is null) end
		), lines as (
			select account_id, step, group_id, share_id::text as once, shared_at, brought_at
			from still where step <> 'coordinator'
			union all
			select account_id, step, group_id,
				-- The last that came, answered or not: an answer to one of them makes the others no news.
				group_id || ':' || extract(epoch from (select max(b.brought_at) from brought b
					where b.account_id = still.account_id and b.group_id = still.group_id
						and b.step = 'coordinator')),
				max(shared_at), max(brought_at)
			from still where step = 'coordinator' group by account_id, step, group_id
		)
		select account_id, step, group_id, once, shared_at from (
			select *, row_number() over (partition by account_id order by brought_at desc, once) as turn
			from lines
		) l where turn <= ${TOLD_AT_ONCE}`.execute(system.db);
	return rows.map((row) => ({
		...{ accountId: row.account_id, kind: kinds[row.step], about: row.group_id },
		...{ once: `unheard:${row.once}`, until: after(row.shared_at, BROUGHT_FOR * day) }
	}));
}

/** Groups in which a share has waited for an answer for more than a day. For the system. */
export async function groupsWaiting(system: Ctx): Promise<Set<string>> {
	allow(canBring(system.actor));
	const since = after(system.now(), -comesAfter.coordinator * hour);
	const { rows } = await sql<{ group_id: string }>`
		select distinct w.group_id from (select s.group_id, s.shared_at from ${unheardShares(system.now())}) w
		where w.shared_at <= ${since}`.execute(system.db);
	return new Set(rows.map((row) => row.group_id));
}

/** Forgets what was brought to whom long ago. */
export async function forgetBrought(ctx: Ctx): Promise<void> {
	allow(canBring(ctx.actor));
	await asSystem(ctx, 'shares: what was brought long ago is forgotten', ({ db, now }) =>
		db.deleteFrom('brought').where('brought_at', '<', after(now(), -REMEMBERED)).execute()
	);
}

/** Hours and minutes in a zone, as the database reads a time of day. */
const localTime = (at: Date, timeZone: string): string =>
	new Intl.DateTimeFormat('en-GB', {
		...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
	}).format(at);
