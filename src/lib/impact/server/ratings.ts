import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import { consentVersions, instrument, type Answers } from '#lib/wellbeing/wellbeing.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { day } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { add, emptyTally, type Tally } from '../tally.ts';

/** People whose answers are open in memory at the same time. */
const batchSize = 200;

interface Row {
	account_id: string;
	membership_id: string;
	group_id: string;
	rating_id: string;
	box: Buffer;
	rated_at: Date;
	joined_at: Date;
}

/**
 * Opens and counts the answers of one quarter: of people with current consent who came to a meeting in
 * it, each with their latest answers, whatever the group. Answers are counted one by one and forgotten;
 * only totals leave.
 */
export async function tallyQuarter(
	system: Ctx,
	quarter: { from: Date; until: Date }
): Promise<Tally> {
	const tally = emptyTally();
	let last = '00000000-0000-0000-0000-000000000000';
	for (;;) {
		const rows = await latestAnswers(system, quarter, last);
		for (const { answers, row } of await opened(system, rows))
			add(tally, answers, (row.rated_at.getTime() - row.joined_at.getTime()) / (7 * day));
		if (rows.length < batchSize) return tally;
		last = rows.at(-1)!.account_id;
	}
}

/** One row a person, after `last`. Answers whose key was destroyed do not count: older ones may. */
async function latestAnswers(
	system: Ctx,
	{ from, until }: { from: Date; until: Date },
	last: string
): Promise<Row[]> {
	const { rows } = await sql<Row>`
		with person as (
			select distinct m.account_id
			from attended_meeting a join membership m using (membership_id)
			join consent c on c.account_id = m.account_id and c.purpose = 'programme_figures'
				and c.revoked_at is null and c.version = ${consentVersions.programme_figures}
			where a.started_at >= ${from} and a.started_at < ${until} and m.account_id > ${last}
				and exists (select from membership o join change_rating r using (membership_id)
					where o.account_id = m.account_id and o.author_key is not null
						and r.instrument = ${instrument}
						and r.rated_at >= ${from} and r.rated_at < ${until})
			order by m.account_id limit ${batchSize}
		)
		select p.account_id, latest.*
		from person p cross join lateral (
			select m.membership_id, m.group_id, m.joined_at, r.rating_id, r.box, r.rated_at
			from membership m join change_rating r using (membership_id)
			where m.account_id = p.account_id and m.author_key is not null
				and r.instrument = ${instrument} and r.rated_at >= ${from} and r.rated_at < ${until}
			order by r.rated_at desc, r.rating_id desc limit 1
		) latest
		order by p.account_id`.execute(system.db);
	return rows;
}

async function opened(system: Ctx, rows: Row[]): Promise<{ answers: Answers; row: Row }[]> {
	const ofGroup = Map.groupBy(rows, (row) => row.group_id);
	const all: { answers: Answers; row: Row }[] = [];
	for (const [groupId, members] of ofGroup) {
		const ids = members.map((row) => row.membership_id);
		const keys = await groups.contentKeys(system, groupId, ids);
		for (const row of members) {
			const answers = wellbeing.openAnswers(keys.get(row.membership_id), row);
			if (answers) all.push({ answers, row });
		}
	}
	return all;
}
