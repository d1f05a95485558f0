import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { SeriesRule } from '../series.ts';
import { weeksAhead } from '../vocabulary.ts';
import { occurrences, type Occurrence } from './occurrences.ts';
import { canProduceMeetings } from './policy.ts';

const horizon = (now: Date) => after(now, weeksAhead * 7 * day);

/**
 * Puts the meetings of all open groups into the calendar until `until`, eight weeks ahead by default.
 * Doing it again, or at the same moment elsewhere, makes no second meeting. Answers how many were made.
 */
export async function produceMeetings(
	ctx: Ctx,
	{ until }: { until?: Date } = {}
): Promise<{ made: number }> {
	allow(canProduceMeetings(ctx.actor));
	return asSystem(ctx, 'groups: meetings are put into the calendar', (system) =>
		produce(system, null, until ?? horizon(ctx.now()))
	);
}

/** The same for one group, within a transaction that changes it. */
export const produceFor = (system: Ctx, groupId: string) =>
	produce(system, groupId, horizon(system.now()));

async function produce(
	system: Ctx,
	groupId: string | null,
	until: Date
): Promise<{ made: number }> {
	const wanted = (await seriesOf(system, groupId)).flatMap((series) =>
		meetingsOf(series, system.now(), until)
	);
	if (wanted.length === 0) return { made: 0 };
	const { rows } = await sql`
		insert into meeting (meeting_id, group_id, series_id, original_on, planned_start, minutes)
		select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted
			(meeting_id uuid, group_id uuid, series_id uuid, original_on date, planned_start timestamptz, minutes integer)
		on conflict (series_id, original_on) do nothing
		returning meeting_id`.execute(system.db);
	return { made: rows.length };
}

/**
 * Meetings of older series that are to begin when one of the series now would have one stay what they are: only
 * their length follows it, and what people said of them holds. So does one that was replaced a moment ago, before
 * anybody was told.
 */
export async function keepFor(system: Ctx, groupId: string): Promise<void> {
	const now = system.now();
	const wanted = (await seriesOf(system, groupId)).flatMap((series) =>
		meetingsOf(series, now, horizon(now))
	);
	await sql`
		with wanted as (
			select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted
				(series_id uuid, original_on date, planned_start timestamptz, minutes integer)
		), kept as (
			select distinct on (planned_start) m.meeting_id, w.*
			from meeting m join wanted w using (planned_start)
			where m.group_id = ${groupId} and m.series_id is distinct from w.series_id
				and (m.status = 'planned' or (m.status = 'cancelled' and m.replaced_at is not null
					and m.known_start = m.planned_start and not m.known_off))
			order by planned_start, m.status = 'planned' desc, m.meeting_id
		)
		update meeting m set series_id = kept.series_id, original_on = kept.original_on,
			minutes = kept.minutes, status = 'planned', replaced_at = null
		from kept where m.meeting_id = kept.meeting_id`.execute(system.db);
}

type Row = Awaited<ReturnType<typeof seriesOf>>[number];

function meetingsOf(row: Row, from: Date, until: Date) {
	const exceptions = new Map(row.exceptions.map((one) => [one.original_on, one]));
	const planned = ({ on, at }: Occurrence) => {
		const exception = exceptions.get(on);
		if (exception?.kind === 'cancelled') return [];
		const start = exception?.moved_to ? new Date(exception.moved_to) : at;
		return [
			{
				...{ meeting_id: newId(start), group_id: row.group_id, series_id: row.series_id },
				...{ original_on: on, planned_start: start.toISOString(), minutes: row.minutes }
			}
		];
	};
	return occurrences(timingOf(row), from, until).flatMap(planned);
}

interface TimingColumns {
	rule: unknown;
	starts_on: string;
	ends_on: string | null;
	local_time: string;
	time_zone: string;
}

/** A series as its columns keep it. */
export const timingOf = (row: TimingColumns) => ({
	rule: SeriesRule.parse(row.rule),
	startsOn: row.starts_on,
	endsOn: row.ends_on,
	localTime: row.local_time.slice(0, 5),
	timeZone: row.time_zone
});

interface ExceptionColumns {
	original_on: string;
	kind: string;
	moved_to: string | null;
}

/** All series of open groups, or of one, each with its exceptions. */
async function seriesOf(system: Ctx, groupId: string | null) {
	const { rows } = await sql<
		TimingColumns & {
			series_id: string;
			group_id: string;
			minutes: number;
			exceptions: ExceptionColumns[];
		}
	>`
		select s.series_id, s.group_id, s.rule, s.starts_on, s.ends_on, s.local_time::text, s.time_zone, s.minutes,
			coalesce((select jsonb_agg(to_jsonb(e)) from series_exception e where e.series_id = s.series_id), '[]') as exceptions
		from series s join peer_group g using (group_id)
		where g.closed_at is null and (${groupId}::uuid is null or s.group_id = ${groupId}::uuid)
		for share of s`.execute(system.db);
	return rows;
}
