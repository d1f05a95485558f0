import { sql } from 'kysely';
import * as shares from '#lib/shares/server/shares.ts';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { CLOCK_DAYS, figures, type AnswerClock, type Answered } from '../answering.ts';
import { canSeeProgramme } from './policy.ts';

interface Row {
	group_id: string | null;
	name: string | null;
	shares: number;
	late: number;
	late_people: string[];
	soon_people: string[];
	median: number | null;
}

/**
 * How long shares that ask for something wait for a first answer, in each open group and in all of them: of
 * four weeks, up to a day ago. Groups by name. Small numbers are hidden, from coordinators too.
 * @throws not_found for everybody but coordinators
 */
export async function answerClock(ctx: Ctx): Promise<AnswerClock> {
	allow(canSeeProgramme(ctx.actor));
	return asSystem(ctx, 'impact: the clock of answers counts in all groups', async (system) => {
		const until = after(system.now(), -day);
		const from = after(until, -CLOCK_DAYS * day);
		const rows = await count(system, { from, until });
		const waiting = await shares.groupsWaiting(system);
		const inGroups = rows
			.filter((row) => row.group_id !== null)
			.map((row) => ({ ...answered(row), groupId: row.group_id!, name: row.name! }));
		const whole = rows.find((row) => row.group_id === null);
		const shown = figures(whole ? answered(whole) : none, inGroups);
		return {
			...{ from, until, whole: shown.whole },
			groups: inGroups.map((row) => {
				const { groupId, name } = row;
				return { groupId, name, waits: waiting.has(groupId), ...shown.groups.get(row)! };
			})
		};
	});
}

const none: Answered = { shares: 0, late: 0, latePeople: [], soonPeople: [], median: null };

function answered(row: Row): Answered {
	const { shares: many, late, late_people: latePeople, soon_people: soonPeople } = row;
	const median = row.median !== null && Number.isFinite(row.median) ? row.median / 60 : null;
	return { shares: many, late, latePeople, soonPeople, median };
}

/** One row for each open group, and one without a group for all of them together. */
async function count(system: Ctx, { from, until }: { from: Date; until: Date }): Promise<Row[]> {
	const { rows } = await sql<Row>`
		with asked as (
			select s.group_id, m.account_id, extract(epoch from least(
				(select min(x.responded_at) from response x where x.share_id = s.share_id),
				(select min(x.replied_at) from reply x where x.share_id = s.share_id
					and x.membership_id <> s.membership_id and x.hidden_at is null)
			) - s.shared_at)::float8 as waited
			from share s join membership m on m.membership_id = s.membership_id
			where s.need is not null and s.hidden_at is null
				and s.shared_at > ${from} and s.shared_at <= ${until}
		), known as (
			select g.group_id, g.name, a.account_id, a.account_id is not null as is_share,
				coalesce(a.waited, 'infinity') as waited, coalesce(a.waited > 86400, true) as is_late
			from peer_group g left join asked a on a.group_id = g.group_id
			where g.closed_at is null
		)
		select group_id, max(name) as name,
			count(*) filter (where is_share)::int as shares,
			count(*) filter (where is_share and is_late)::int as late,
			coalesce(array_agg(distinct account_id) filter (where is_share and is_late), '{}') as late_people,
			coalesce(array_agg(distinct account_id) filter (where is_share and not is_late), '{}') as soon_people,
			percentile_disc(0.5) within group (order by waited) filter (where is_share) as median
		from known group by grouping sets ((group_id), ())
		order by max(name), group_id`.execute(system.db);
	return rows;
}
