import { sql } from 'kysely';
import { inTransaction } from '#server/ctx.ts';
import type { Belonging, MadeGroup } from './groups.ts';
import type { World } from './world.ts';

/** What is written before a meeting, after it, and when something happened in it. */
export async function aroundAMeeting(
	world: World,
	{ groupId, facilitators: [lead], coordinator }: MadeGroup,
	meetingId: string,
	author: Belonging,
	other: Belonging
): Promise<void> {
	const [keeps, place] = [coordinator.accountId, [meetingId, groupId] as const];
	const by = (id: string) => sql.join([...place, id]);
	await inTransaction(world.system, async ({ db }) => {
		await sql`insert into meeting_answer (meeting_id, group_id, membership_id, answer, for_start, answered_at)
			values (${by(author.membershipId)}, 'listening', now(), now())`.execute(db);
		await sql`insert into stand_in (meeting_id, group_id, account_id, alias, agreed_at)
			values (${by(keeps)}, 'Alder', now())`.execute(db);
		await sql`insert into meeting_feedback (meeting_id, group_id, box)
			values (${sql.join(place)}, 'x')`.execute(db);
		await sql`insert into feedback_given (meeting_id, group_id, membership_id)
			values (${by(author.membershipId)})`.execute(db);
		await sql`insert into debrief (meeting_id, group_id, membership_id, box, needs_cover, written_at)
			values (${by(lead.membershipId)}, 'x', true, now())`.execute(db);
		await sql`insert into follow_up (meeting_id, group_id, writer_id, owner_id, follow_up_id, box, due_on, made_at)
			values (${by(lead.membershipId)}, ${lead.membershipId}, uuidv7(), 'x', now(), now())`.execute(db);
		await sql`insert into incident (meeting_id, group_id, reporter_id, incident_id, kind, about_id, made_at)
			values (${by(lead.membershipId)}, uuidv7(), 'other', ${other.membershipId}, now())`.execute(db);
		await sql`insert into kept_practice (account_id, practice, kept_at)
			values (${author.accountId}, 'ground-54321', now())`.execute(db);
		await sql`insert into practice (practice_id, account_id, box, tried_at)
			values (uuidv7(), ${author.accountId}, 'x', now())`.execute(db);
		await sql`insert into plan (account_id, box, written_at)
			values (${author.accountId}, 'x', now())`.execute(db);
		await sql`insert into check_in (check_in_id, account_id, box, checked_in_at)
			values (uuidv7(), ${author.accountId}, 'x', now())`.execute(db);
		await sql`insert into answer_set (set_id, account_id, once, box, written_at)
			values (uuidv7(), ${author.accountId}, uuidv7(), 'x', now())`.execute(db);
		await sql`insert into answer_draft (account_id, slot, box, kept_at)
			values (${author.accountId}, sha256('x'), 'x', now())`.execute(db);
		await sql`insert into plan_shown (shown_id, group_id, membership_id, facilitator_id, box, shown_at, until)
			values (uuidv7(), ${groupId}, ${author.membershipId}, ${lead.membershipId}, 'x', now(), now() + interval '1 day')`.execute(
			db
		);
		await sql`insert into door_note (group_id, membership_id, box, noted_at)
			values (${groupId}, ${author.membershipId}, 'x', now())`.execute(db);
		await sql`insert into notice (account_id, kind, about, once, made_at, until)
			values (${author.accountId}, 'day', ${meetingId}, 'x', now(), now())`.execute(db);
		await sql`insert into notice_choice (account_id, off) values (${author.accountId}, '{day}')`.execute(
			db
		);
		await sql`insert into times_changed (group_id, first_at, last_at) values (${groupId}, now(), now())`.execute(
			db
		);
		await sql`insert into report (meeting_id, group_id, reporter_id, of, of_id, once, reason, priority, about_ids,
				coordinators_only, lines_kept, lines_refused, box, report_key, kek_id, made_at)
			values (${by(author.membershipId)}, 'meeting', ${meetingId}, uuidv7(), 'threat', 1,
				${[other.membershipId]}::uuid[], false, 0, 0, 'x', 'x', 'x', now())`.execute(db);
		await sql`insert into decision (group_id, membership_id, step, reason, of, of_id, reporter_ids, box,
				decision_key, kek_id, made_at, made_by, appealed_at)
			values (${groupId}, ${other.membershipId}, 'noted', 'unkind', 'meeting', ${meetingId},
				${[author.membershipId]}::uuid[], 'x', 'x', 'x', now(), ${keeps}, now())`.execute(db);
		await sql`insert into review_choice (account_id, break_until) values (${keeps}, now())`.execute(
			db
		);
		await sql`insert into audit (seq, at, kind, by_account, by_role, group_id, about, hash)
			select coalesce(max(seq), 0) + 1, now(), 'words_opened', ${keeps}, 'coordinator', ${groupId},
				${[author.membershipId, other.membershipId]}::uuid[], sha256('x') from audit`.execute(db);
		await sql`with listed as (
				insert into on_call (account_id, name, weekdays, time_zone, made_at, address_box, on_call_key, kek_id)
				values (${keeps}, 'x', '{}', 'UTC', now(), 'x', 'x', 'x') returning on_call_id
			) insert into on_call_alert (on_call_id, call_id, meeting_id, reached, tried_at)
			select on_call_id, uuidv7(), ${meetingId}, true, now() from listed`.execute(db);
	});
}
