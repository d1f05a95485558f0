import { sql } from 'kysely';
import { after, minute } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';

/** Nobody is told before nothing more was changed for so long … */
const RESTS = 2 * minute;
/** … or so long after the first change. */
const AT_LATEST = 10 * minute;

/** When and how a group meets, to compare with later: day, time, length, form and place. */
export async function howItMeets(system: Ctx, groupId: string): Promise<string> {
	const { rows } = await sql<{ how: string }>`
		select md5(concat_ws(' ', g.meets, g.place, g.city, s.rule, s.local_time, s.time_zone, s.minutes, s.ends_on)) as how
		from peer_group g left join lateral (
			select * from series where group_id = g.group_id order by created_at desc, series_id desc limit 1
		) s on true
		where g.group_id = ${groupId}`.execute(system.db);
	return rows[0]?.how ?? '';
}

/**
 * Keeps that something about a group's meetings changed, within the transaction that changes it: features above
 * tell its people, once for all changes of a few minutes. `known` is how it met before, where that changes.
 */
export async function noteChange(system: Ctx, groupId: string, known?: string): Promise<void> {
	const now = system.now();
	await sql`
		insert into times_changed as c (group_id, known, first_at, last_at)
		values (${groupId}, ${known ?? null}, ${now}, ${now})
		on conflict (group_id) do update
			set known = coalesce(c.known, excluded.known), last_at = excluded.last_at`.execute(system.db);
}

/** Groups of which something is to be told, or may be soon. */
export async function groupsToTell(system: Ctx): Promise<string[]> {
	const { rows } = await sql<{ group_id: string }>`
		select group_id from times_changed
		union select group_id from meeting where known_start is not null
		order by group_id`.execute(system.db);
	return rows.map((row) => row.group_id);
}

/**
 * Takes what was kept, for whoever tells it in the same transaction: whether the group meets differently by
 * now, and since when all is as it is. Null while more changes may follow.
 */
export async function changeToTell(
	system: Ctx,
	groupId: string
): Promise<{ isDifferent: boolean; since: Date | null } | null> {
	const row = await system.db
		.selectFrom('times_changed')
		.selectAll()
		.where('group_id', '=', groupId)
		.forUpdate()
		.executeTakeFirst();
	if (!row) return { isDifferent: false, since: null };
	const now = system.now();
	if (now < after(row.last_at, RESTS) && now < after(row.first_at, AT_LATEST)) return null;
	await system.db.deleteFrom('times_changed').where('group_id', '=', groupId).execute();
	const isDifferent = row.known !== null && row.known !== (await howItMeets(system, groupId));
	return { isDifferent, since: row.last_at };
}
