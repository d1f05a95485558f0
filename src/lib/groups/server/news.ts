import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { requestDays } from '../vocabulary.ts';

/** An answer is news for so long. */
const ANSWER_NEW = 7 * day;

export const newsKinds = ['let_in', 'answer', 'seat', 'asked'] as const;

/** Something a group has to say to one person, as long as it is so. Whoever runs the clock tells it. */
export interface GroupNews {
	accountId: string;
	kind: (typeof newsKinds)[number];
	/** The group it leads to, or what it is about. */
	about: string;
	/** The same is told once. */
	once: string;
	until: Date;
}

/**
 * All of it: who was let in lately, who has an answer to read, for whom a seat is held, and whose answer somebody
 * waits for (one for each group, however many ask). For the system.
 */
export async function news(system: Ctx): Promise<GroupNews[]> {
	const now = system.now();
	const since = after(now, -ANSWER_NEW);
	const { rows } = await sql<{
		account_id: string;
		kind: GroupNews['kind'];
		about: string;
		once: string;
		at: Date;
	}>`
		select account_id, 'seat' as kind, waiting_id as about,
			'seat:' || waiting_id || ':' || extract(epoch from offered_until) as once, offered_until as at
		from waiting where status = 'offered' and offered_until > ${now}
		union all
		select r.account_id, 'let_in', r.group_id, 'let_in:' || r.request_id, r.decided_at
		from join_request r join membership m on m.group_id = r.group_id and m.account_id = r.account_id
			and m.ended_at is null and m.only_meeting is null
		where r.status = 'approved' and r.decided_at > ${since}
		union all
		select a.account_id, 'answer', a.id, 'answer:' || a.id, a.at from (
			select account_id, group_id, request_id as id, decided_at as at
			from join_request r where status = 'declined' or (status = 'approved' and exists (select from waiting w
				where w.group_id = r.group_id and w.account_id = r.account_id and w.ended_at is null))
			union all
			select account_id, group_id, membership_id, ended_at from membership where ended_why = 'removed'
			union all
			select account_id, group_id, waiting_id, ended_at from waiting where status in ('declined', 'closed')
		) a
		where a.at > ${since} and not exists (select from membership m
			where m.group_id = a.group_id and m.account_id = a.account_id and m.ended_at is null)
		union all
		select m.account_id, 'asked', r.group_id, 'asked:' || max(r.request_id::text), max(r.asked_at)
		from join_request r join membership m on m.group_id = r.group_id and m.role = 'facilitator'
			and m.ended_at is null and m.only_meeting is null
		where r.status = 'waiting' group by m.account_id, r.group_id`.execute(system.db);
	return rows.map(({ account_id: accountId, kind, about, once, at }) => ({
		...{ accountId, kind, about, once, until: untilOf(kind, at) }
	}));
}

function untilOf(kind: GroupNews['kind'], at: Date): Date {
	if (kind === 'seat') return at;
	return after(at, kind === 'asked' ? requestDays * day : ANSWER_NEW);
}
