import { sql } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Ctx } from '#server/ctx.ts';

/** What is counted in full. Exact: only `suppress.ts` decides what of it is shown to whom. */
export interface Counts {
	/** People who came to at least one held meeting as members, each once whatever their groups. */
	participants: number;
	/** People who were members of a group at some time. */
	belonged: number;
	meetings: {
		held: number;
		/** Held, cancelled, or past their time. */
		planned: number;
		/** Too few came for a meeting, and those who came had an open hour. */
		openHours: number;
		/** Ended kindly because too few came. */
		tooFew: number;
		/** From real start to real end: all minutes, and the standard deviation of one meeting. */
		minutes: number;
		deviation: number;
	};
	facilitators: { trained: number; all: number };
}

interface Row {
	participants: number;
	belonged: number;
	held: number;
	planned: number;
	open_hours: number;
	too_few: number;
	minutes: number;
	deviation: number;
	facilitators: number;
}

/**
 * Counts one quarter up to `now`, in one statement. Needs the system's sight of all groups.
 * A meeting belongs to the quarter in which it began.
 */
export async function countQuarter(
	system: Ctx,
	{ from, until }: { from: Date; until: Date }
): Promise<Counts> {
	const now = system.now();
	const { rows } = await sql<Row>`
		with held as (
			select extract(epoch from ended_at - started_at) / 60 as minutes
			from held_meeting where started_at >= ${from} and started_at < ${until}
		)
		select
			(select count(distinct m.account_id)
				from attended_meeting a join membership m using (membership_id)
				where a.started_at >= ${from} and a.started_at < ${until}) as participants,
			(select count(distinct account_id) from membership
				where role = 'member' and joined_at < ${until}
					and (ended_at is null or ended_at >= ${from})) as belonged,
			(select count(*) from held) as held,
			(select count(*) from meeting
				where planned_start >= ${from} and planned_start < ${until} and replaced_at is null
					and (status in ('ended', 'cancelled')
						or planned_start + make_interval(mins => minutes) < ${now})) as planned,
			(select count(*) from meeting where held_as = 'open_hour'
				and started_at >= ${from} and started_at < ${until}) as open_hours,
			(select count(*) from meeting where held_as = 'too_few'
				and ended_at >= ${from} and ended_at < ${until}) as too_few,
			(select coalesce(sum(minutes), 0)::float8 from held) as minutes,
			(select coalesce(stddev_samp(minutes), 0)::float8 from held) as deviation,
			(select count(*) from account_role r join account a using (account_id)
				where r.role = 'facilitator' and a.ended_at is null) as facilitators`.execute(system.db);
	const row = rows[0]!;
	// The last moment of the quarter, or this one while it runs.
	const at = new Date(Math.min(now.getTime(), until.getTime() - 1));
	const trained = await accounts.trainedFacilitators(system, at);
	const { participants, held, minutes, deviation, open_hours: openHours, too_few: tooFew } = row;
	return {
		...{ participants, belonged: Math.max(row.belonged, participants) },
		meetings: {
			...{ held, planned: Math.max(row.planned, held), openHours, tooFew },
			...{ minutes, deviation }
		},
		facilitators: { trained: trained.length, all: Math.max(row.facilitators, trained.length) }
	};
}

/** When the first meeting began that could be counted; null before there was one. */
export async function firstMeetingAt(system: Ctx): Promise<Date | null> {
	const row = await system.db
		.selectFrom('meeting')
		.select('started_at')
		.where('started_at', 'is not', null)
		.orderBy('started_at')
		.limit(1)
		.executeTakeFirst();
	return row?.started_at ?? null;
}
