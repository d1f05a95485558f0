import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import { day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { BoxError, open, seal } from '#server/crypto.ts';
import { allow, invalid, notFound, signInFirst } from '#server/errors.ts';
import { DEBRIEF_ASKED_DAYS, type FollowUpInput } from '../debrief.ts';
import { noteSlowly, refuseMany } from './after-bounds.ts';
import { followUpDone, tellOwner } from './after-told.ts';
import { afterMeeting, asFacilitator, refuseNames } from './debrief.ts';
import { canReadProgramme } from './feedback-policy.ts';

const bound = (followUpId: string) => `follow-up:${followUpId}`;

/**
 * Notes something that a facilitator of the group will do, by a day. The same form sent twice is noted once.
 * @throws not_found; debrief_early; too_many; follow_ups_many; invalid where a member is named, or the owner
 * is no facilitator of it
 */
export async function addFollowUp(
	ctx: Ctx,
	meetingId: string,
	{ once, what, owner, due }: FollowUpInput
): Promise<void> {
	await inTransaction(ctx, (tx) => afterMeeting(tx, meetingId));
	await noteSlowly(ctx);
	await inTransaction(ctx, async (tx) => {
		const { groupId, own } = await afterMeeting(tx, meetingId);
		if (!(await staying(tx, groupId)).has(owner)) throw invalid({ owner: 'choose' });
		await refuseNames(tx, groupId, { what });
		const key = (await groups.contentKeys(tx, groupId, [own.membershipId])).get(own.membershipId);
		if (!key) throw notFound();
		await refuseMany(tx, 'follow_up', { meetingId, once });
		const made = await tx.db
			.insertInto('follow_up')
			.values({
				...{ follow_up_id: once, meeting_id: meetingId, group_id: groupId },
				...{ writer_id: own.membershipId, owner_id: owner, due_on: due },
				...{ box: seal(key, bound(once), what), made_at: tx.now() }
			})
			.onConflict((on) => on.column('follow_up_id').doNothing())
			.executeTakeFirstOrThrow();
		if (made.numInsertedOrUpdatedRows)
			await tellOwner(tx, { followUpId: once, meetingId, owner, due });
	});
}

export interface FollowUp {
	followUpId: string;
	/** null when its writer's key was destroyed */
	what: string | null;
	owner: string;
	isMine: boolean;
	/** YYYY-MM-DD */
	due: string;
	isDone: boolean;
}

/** Facilitators of the group who are still there afterwards: the place of whoever stepped in ends soon. */
async function staying(tx: Ctx, groupId: string) {
	const passing = await tx.db
		.selectFrom('membership')
		.select('membership_id')
		.where('group_id', '=', groupId)
		.where('only_meeting', 'is not', null)
		.execute();
	const gone = new Set(passing.map((row) => row.membership_id));
	const people = [...(await groups.members(tx, groupId))].filter(
		([id, { role, isCurrent }]) => role === 'facilitator' && isCurrent && !gone.has(id)
	);
	return new Map(people);
}

/** Who can do something after a meeting: the facilitators of its group. @throws not_found */
export async function peopleOf(
	ctx: Ctx,
	meetingId: string
): Promise<{ membershipId: string; alias: string; isMe: boolean }[]> {
	return inTransaction(ctx, async (tx) => {
		const { groupId, own } = await asFacilitator(tx, meetingId);
		return [...(await staying(tx, groupId))].map(([membershipId, { alias }]) => ({
			...{ membershipId, alias, isMe: membershipId === own.membershipId }
		}));
	});
}

/** What was noted after a meeting, by its day, for facilitators of its group. @throws not_found */
export async function followUpsOf(ctx: Ctx, meetingId: string): Promise<FollowUp[]> {
	return inTransaction(ctx, async (tx) => {
		const { groupId, own } = await asFacilitator(tx, meetingId);
		const { rows } = await sql<{
			follow_up_id: string;
			writer_id: string;
			owner_id: string;
			box: Buffer;
			due: string;
			done_at: Date | null;
		}>`select follow_up_id, writer_id, owner_id, box, to_char(due_on, 'YYYY-MM-DD') as due, done_at
			from follow_up where meeting_id = ${meetingId} order by due_on, made_at limit 50`.execute(tx.db);
		const writers = rows.map((row) => row.writer_id);
		const keys = await groups.contentKeys(tx, groupId, writers);
		const people = await groups.members(tx, groupId);
		return rows.map((row) => ({
			followUpId: row.follow_up_id,
			what: openWords(keys.get(row.writer_id), row),
			owner: people.get(row.owner_id)?.alias ?? '',
			isMine: row.owner_id === own.membershipId,
			due: row.due,
			isDone: row.done_at !== null
		}));
	});
}

function openWords(
	key: Buffer | null | undefined,
	row: { follow_up_id: string; box: Buffer }
): string | null {
	if (!key) return null;
	try {
		return open(key, bound(row.follow_up_id), row.box).toString();
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}

/** Says that something is done, by any facilitator of the group; again changes nothing. @throws not_found */
export async function finishFollowUp(
	ctx: Ctx,
	meetingId: string,
	followUpId: string
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await asFacilitator(tx, meetingId);
		const found = await tx.db
			.updateTable('follow_up')
			.set({ done_at: sql`coalesce(done_at, ${tx.now()}::timestamptz)` })
			.where('follow_up_id', '=', followUpId)
			.where('meeting_id', '=', meetingId)
			.returning('follow_up_id')
			.executeTakeFirst();
		allow(found !== undefined);
		await followUpDone(tx, meetingId, followUpId);
	});
}

/** What a facilitator still has to do after meetings they led. */
export interface AfterTask {
	kind: 'debrief' | 'follow-up';
	meetingId: string;
	groupName: string;
	/** When the meeting was planned to begin, or the day something is due. */
	at: Date;
}

/**
 * My debriefs that are missing, of meetings I led or watched over in the last two weeks, and what I said I
 * would do, soonest first. Empty for everybody else. @throws sign_in_first
 */
export async function afterTasks(ctx: Ctx): Promise<AfterTask[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	const since = new Date(ctx.now().getTime() - DEBRIEF_ASKED_DAYS * day);
	return inTransaction(ctx, async (tx) => {
		const { rows } = await sql<{
			kind: AfterTask['kind'];
			meeting_id: string;
			name: string;
			at: Date;
		}>`
			with mine as (
				select membership_id, group_id from membership
				where account_id = ${accountId} and ended_at is null and role = 'facilitator'
			)
			select 'debrief' as kind, m.meeting_id, g.name, m.planned_start as at
			from mine join meeting m using (group_id) join peer_group g using (group_id)
			where m.status = 'ended' and m.ended_at > ${since}
				and exists (select from attendance a
					where a.meeting_id = m.meeting_id and a.membership_id = mine.membership_id)
				and not exists (select from debrief d
					where d.meeting_id = m.meeting_id and d.membership_id = mine.membership_id)
			union all
			select 'follow-up', f.meeting_id, g.name, f.due_on::timestamptz
			from mine join follow_up f on f.owner_id = mine.membership_id and f.done_at is null
				join peer_group g on g.group_id = f.group_id
			order by at limit 50`.execute(tx.db);
		return rows.map((row) => ({
			...{ kind: row.kind, meetingId: row.meeting_id, groupName: row.name, at: row.at }
		}));
	});
}

/** A facilitator who said that they need somebody to take over. */
export interface CoverNeeded {
	groupId: string;
	groupName: string;
	alias: string;
	since: Date;
}

/** Who asked for cover in their latest debrief, of the last two weeks, for coordinators. @throws not_found */
export async function coverNeeded(ctx: Ctx): Promise<CoverNeeded[]> {
	allow(canReadProgramme(ctx.actor));
	const since = new Date(ctx.now().getTime() - DEBRIEF_ASKED_DAYS * day);
	return asSystem(ctx, 'meeting:cover-needed', async (system) => {
		const { rows } = await sql<{
			group_id: string;
			name: string;
			alias: string;
			written_at: Date;
		}>`
			select latest.group_id, g.name, s.alias, latest.written_at from (
				select distinct on (membership_id) * from debrief
				where written_at > ${since} order by membership_id, written_at desc
			) latest
			join membership s on s.membership_id = latest.membership_id and s.ended_at is null
			join peer_group g on g.group_id = latest.group_id
			where latest.needs_cover order by latest.written_at desc limit 100`.execute(system.db);
		return rows.map((row) => ({
			...{ groupId: row.group_id, groupName: row.name, alias: row.alias, since: row.written_at }
		}));
	});
}
