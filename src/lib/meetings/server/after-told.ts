import { sql } from 'kysely';
import * as notices from '#lib/notices/server/notices.ts';
import * as org from '#lib/org/server/org.ts';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { DEBRIEF_ASKED_DAYS, DEBRIEF_REMINDED, FOLLOW_UP_ASKED_DAYS } from '../debrief.ts';
import { lockMeeting } from './answer-rows.ts';

/** Facilitators who were there and may still write about it, and did not yet. */
const withoutDebrief = sql`
	from meeting m
	join membership s on s.group_id = m.group_id and s.role = 'facilitator' and s.ended_at is null
		and (s.only_meeting is null or s.only_meeting = m.meeting_id)
	where m.status = 'ended'
		and exists (select from attendance a where a.meeting_id = m.meeting_id and a.membership_id = s.membership_id)
		and not exists (select from debrief d where d.meeting_id = m.meeting_id and d.membership_id = s.membership_id)`;

/**
 * Reminds facilitators of a debrief they did not write: four times in the first week, then no more. Each reminder
 * takes the place of the one before. Running twice, at once or late reminds nobody twice.
 */
export async function remindOfDebriefs(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	const missing = await asSystem(ctx, 'meeting:debriefs-missing', async ({ db }) => {
		const { rows } = await sql<{ meeting_id: string }>`
			select distinct m.meeting_id ${withoutDebrief}
				and m.ended_at > ${after(now, -DEBRIEF_ASKED_DAYS * day)}
				and m.ended_at <= ${after(now, -DEBRIEF_REMINDED[0])}
			order by m.meeting_id`.execute(db);
		return rows;
	});
	for (const { meeting_id: id } of missing)
		await asSystem(ctx, 'meeting:remind-of-debrief', (system) => remindOf(system, id));
}

async function remindOf(system: Ctx, about: string): Promise<void> {
	await lockMeeting(system, about);
	const { rows } = await sql<{ account_id: string; ended_at: Date }>`
		select s.account_id, m.ended_at ${withoutDebrief} and m.meeting_id = ${about}`.execute(system.db);
	if (!rows[0]) return;
	const ended = rows[0].ended_at;
	const begun = DEBRIEF_REMINDED.filter((wait) => after(ended, wait) <= system.now()).length;
	const next = DEBRIEF_REMINDED[begun];
	const until = after(ended, next ?? DEBRIEF_ASKED_DAYS * day);
	if (begun === 0 || until <= system.now()) return;
	const once = `debrief:${about}:${begun}`;
	await notices.tell(
		system,
		rows.map((row) => ({ accountId: row.account_id, kind: 'debrief', about, once, until }))
	);
}

/** I wrote mine: nobody reminds me of it any more. The meeting is locked, as whoever reminds has it. */
export async function debriefWritten(tx: Ctx, about: string): Promise<void> {
	const accountId = accountOf(tx);
	if (!accountId) return;
	await asSystem(tx, 'meeting:debrief-written', async (system) => {
		await lockMeeting(system, about);
		await notices.takeBack(system, { about, kinds: ['debrief'], accountId });
	});
}

interface Given {
	followUpId: string;
	meetingId: string;
	owner: string;
	due: string;
}

const givenOnce = (followUpId: string) => `follow_up:${followUpId}`;
const dueOnce = (followUpId: string) => `follow_up_due:${followUpId}`;
const lastDay = (due: string) => after(new Date(`${due}T00:00:00Z`), FOLLOW_UP_ASKED_DAYS * day);

/** Tells whoever is to do something after a meeting, unless they took it on themselves. */
export const tellOwner = (tx: Ctx, given: Given): Promise<void> =>
	asSystem(tx, 'meeting:follow-up-given', async (system) => {
		const { account_id: accountId } = await system.db
			.selectFrom('membership')
			.select('account_id')
			.where('membership_id', '=', given.owner)
			.executeTakeFirstOrThrow();
		if (accountId === accountOf(tx)) return;
		const news = { accountId, kind: 'follow_up', about: given.meetingId } as const;
		const once = givenOnce(given.followUpId);
		await notices.tell(system, [{ ...news, once, until: lastDay(given.due) }]);
	});

/** It is done: what was said of it goes. */
export const followUpDone = (tx: Ctx, about: string, followUpId: string): Promise<void> =>
	asSystem(tx, 'meeting:follow-up-done', (system) =>
		notices.takeBack(system, {
			...{ about, kinds: ['follow_up', 'follow_up_due'] },
			once: [givenOnce(followUpId), dueOnce(followUpId)]
		})
	);

/** Tells, once, what is due on this day, by the organisation's clock, and not done; also a few days late. */
export async function tellDue(ctx: Ctx): Promise<void> {
	const zone = (await org.organisation(ctx))?.timeZone ?? 'UTC';
	await asSystem(ctx, 'meeting:follow-ups-due', async (system) => {
		const now = system.now();
		const { rows } = await sql<{
			follow_up_id: string;
			meeting_id: string;
			account_id: string;
			due: string;
		}>`
			select f.follow_up_id, f.meeting_id, s.account_id, to_char(f.due_on, 'YYYY-MM-DD') as due
			from follow_up f join membership s on s.membership_id = f.owner_id and s.ended_at is null
				and s.role = 'facilitator' and (s.only_meeting is null or s.only_meeting = f.meeting_id)
			cross join lateral (select (${now}::timestamptz at time zone ${zone})::date as today) t
			where f.done_at is null and f.due_on <= t.today and f.due_on > t.today - ${FOLLOW_UP_ASKED_DAYS}::int
			order by f.follow_up_id for update of f`.execute(system.db);
		for (const { follow_up_id: id, meeting_id: about, account_id: accountId, due } of rows) {
			const whose = { about, accountId };
			await notices.takeBack(system, { ...whose, kinds: ['follow_up'], once: [givenOnce(id)] });
			const news = { kind: 'follow_up_due', once: dueOnce(id), until: lastDay(due) } as const;
			await notices.tell(system, [{ ...whose, ...news }]);
		}
	});
}
