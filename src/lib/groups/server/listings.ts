import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Listing, Pattern } from '../shown.ts';
import { seatsLeft, type Cost, type LedBy, type Meets, type Seats } from '../vocabulary.ts';
import { timingOf } from './meetings-ahead.ts';
import { occurrences } from './occurrences.ts';

export interface GroupRow {
	group_id: string;
	name: string;
	purpose: string;
	experience: string;
	audience: string[];
	languages: string[];
	access_needs: string[];
	meets: string;
	place: string | null;
	capacity: number;
	entry: string;
	cost: string | null;
	led_by: string | null;
}

/** Rows of groups as the directory shows them, with seats in words, pattern and next meeting. */
export async function listingsOf(tx: Ctx, rows: readonly GroupRow[]): Promise<Listing[]> {
	const ids = rows.map((row) => row.group_id);
	const members = await membersOf(tx, ids);
	const patterns = await patternsOf(tx, ids);
	const next = await nextOf(tx, ids);
	return rows.map((row) => ({
		groupId: row.group_id,
		name: row.name,
		purpose: row.purpose,
		experience: row.experience,
		audience: row.audience,
		languages: row.languages,
		accessNeeds: row.access_needs,
		meets: row.meets as Meets,
		place: row.place,
		entry: row.entry,
		...{ cost: row.cost as Cost | null, ledBy: row.led_by as LedBy | null },
		seats: seatsFor(row, members),
		pattern: patterns.get(row.group_id) ?? null,
		nextAt: next.get(row.group_id) ?? null
	}));
}

const seatsFor = (row: GroupRow, members: Map<string, number>): Seats =>
	seatsLeft(row.capacity, members.get(row.group_id) ?? 0);

/** How many seats are taken or held, by group; only the words made of it leave the server. */
async function membersOf(tx: Ctx, ids: string[]): Promise<Map<string, number>> {
	const { rows } = await asSystem(tx, 'groups: seats are counted', (system) =>
		sql<{ group_id: string; members: number }>`
			select group_id, count(*) as members from taken_seat
			where group_id = any(${ids}::uuid[]) group by group_id`.execute(system.db)
	);
	return new Map(rows.map((row) => [row.group_id, row.members]));
}

async function nextOf(tx: Ctx, ids: string[]): Promise<Map<string, Date>> {
	const { rows } = await sql<{ group_id: string; at: Date }>`
		select group_id, min(planned_start) as at from meeting
		where group_id = any(${ids}::uuid[]) and status = 'planned' and planned_start > ${tx.now()}
		group by group_id`.execute(tx.db);
	return new Map(rows.map((row) => [row.group_id, row.at]));
}

async function patternsOf(tx: Ctx, ids: string[]): Promise<Map<string, Pattern>> {
	const { rows } = await sql<
		Parameters<typeof timingOf>[0] & { group_id: string; minutes: number }
	>`
		select group_id, rule, starts_on, ends_on, local_time::text, time_zone, minutes from series
		where group_id = any(${ids}::uuid[])
			and (ends_on is null or ends_on >= ${tx.now().toISOString().slice(0, 10)}::date)
		order by created_at desc`.execute(tx.db);
	const patterns = rows.flatMap((row): [string, Pattern][] => {
		const pattern = patternOf(row, tx.now());
		return pattern ? [[row.group_id, pattern]] : [];
	});
	return new Map(patterns);
}

/** How a series repeats from now on; null when nothing comes any more. */
export function patternOf(
	row: Parameters<typeof timingOf>[0] & { minutes: number },
	now: Date
): Pattern | null {
	const timing = timingOf(row);
	const { rule } = timing;
	const span = rule.freq === 'weekly' ? rule.interval * 7 : rule.interval * 32 * 4;
	const from = new Date(Math.max(now.getTime(), Date.parse(timing.startsOn) - day));
	const coming = occurrences(timing, from, after(from, span * day));
	const first = rule.freq === 'weekly' ? rule.weekdays.length : 1;
	const at = coming.slice(0, first).map((one) => one.at);
	if (at.length === 0) return null;
	return {
		...{ freq: rule.freq, interval: rule.interval, at, minutes: row.minutes },
		nth: rule.freq === 'monthly_weekday' ? rule.nth : null
	};
}
