import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { log } from '#server/log.ts';
import { answerRows, holdMembers } from './answer-rows.ts';
import { askForCover, roundOf } from './cover-asked.ts';
import { notDeclined, remindersOf } from './reminders.ts';
import { endStandIns } from './stand-in-rows.ts';

const aboutTimes = [...remindersOf, 'moved', 'called_off', 'held_after_all'] as const;
/** That the times of a group changed is news for so long. */
const CHANGE_KNOWN = 14 * day;

/**
 * Tells the people of each group, once, what was changed about its meetings since they last heard: one notice for
 * each of them, whether one meeting was moved or all of them.
 */
export async function tellChanges(ctx: Ctx): Promise<void> {
	const changed = await asSystem(ctx, 'meeting:changed', groups.groupsToTell);
	for (const groupId of changed)
		await asSystem(ctx, 'meeting:tell-changes', (system) => tellGroup(system, groupId)).catch(
			(error: unknown) =>
				// One group that cannot be told must not keep the others waiting.
				log.error({ err: error, op: 'meetings.tell-changes' }, 'a change was not told')
		);
}

async function tellGroup(system: Ctx, groupId: string): Promise<void> {
	const changed = await changedMeetings(system, groupId);
	await holdMembers(system, groupId);
	const change = await groups.changeToTell(system, groupId);
	if (!change) return;
	const news: News[] = changed.flatMap((one) => {
		const kind = newsOf(one, system.now());
		return kind ? [{ ...one, kind }] : [];
	});
	for (const one of news) {
		await notices.takeBack(system, { about: one.meetingId, kinds: aboutTimes });
		if (one.kind !== 'held_after_all') await tellStandIns(system, one, change.since);
	}
	if (news[0]?.isClosed) await tellClosed(system, groupId, news[0]);
	else if (change.isDifferent || news.length > 1 || news[0]?.isReplaced)
		await tellAll(system, groupId);
	else if (news[0]) await tellOne(system, news[0]);
	await sql`
		update meeting set known_start = null, known_off = null
		where meeting_id = any(${changed.map((one) => one.meetingId)}::uuid[])`.execute(system.db);
}

interface Changed {
	meetingId: string;
	start: Date;
	isOff: boolean;
	known: { start: Date; isOff: boolean };
	isReplaced: boolean;
	isClosed: boolean;
}
type ChangeKind = 'moved' | 'called_off' | 'held_after_all';
type News = Changed & { kind: ChangeKind };

/** Meetings that are not as people know them, soonest first, locked. */
async function changedMeetings(system: Ctx, groupId: string): Promise<Changed[]> {
	const { rows } = await sql<{
		meeting_id: string;
		planned_start: Date;
		status: string;
		known_start: Date;
		known_off: boolean;
		is_replaced: boolean;
		is_closed: boolean;
	}>`
		select m.meeting_id, m.planned_start, m.status, m.known_start, m.known_off,
			m.replaced_at is not null as is_replaced, g.closed_at is not null as is_closed
		from meeting m join peer_group g using (group_id)
		where m.group_id = ${groupId} and m.known_start is not null
		order by m.meeting_id for update of m`.execute(system.db);
	return rows
		.map((row) => ({
			...{ meetingId: row.meeting_id, start: row.planned_start },
			isOff: row.status === 'cancelled',
			known: { start: row.known_start, isOff: row.known_off },
			...{ isReplaced: row.is_replaced, isClosed: row.is_closed }
		}))
		.sort((a, b) => a.known.start.getTime() - b.known.start.getTime());
}

/** What is news: a change that was taken back is none, nor is one of a meeting that is past. */
function newsOf({ isOff, start, known }: Changed, now: Date): ChangeKind | null {
	if (isOff) return !known.isOff && known.start > now ? 'called_off' : null;
	if (start <= now) return null;
	if (known.isOff) return 'held_after_all';
	return start.getTime() === known.start.getTime() ? null : 'moved';
}

const untilOf = ({ isOff, known, start }: Changed) => (isOff ? known.start : start);

/** A no was about the old time; of a meeting that is off, it needs no word. */
async function tellOne(system: Ctx, one: News): Promise<void> {
	const { kind, meetingId: about } = one;
	const people = await answerRows(system, about, one.known.start);
	const told = one.isOff ? people.filter(notDeclined) : people;
	const once = `${kind}:${about}:${+system.now()}`;
	const until = untilOf(one);
	await notices.tell(
		system,
		told.map(({ account_id: accountId }) => ({ accountId, kind, about, once, until }))
	);
}

async function tellClosed(system: Ctx, groupId: string, one: News): Promise<void> {
	const told = { kind: one.kind, about: one.meetingId, once: `closed:${groupId}` };
	await tellMembers(system, groupId, { ...told, until: untilOf(one) });
}

/** Several changes are one notice: what is now is on the group's own page. */
async function tellAll(system: Ctx, groupId: string): Promise<void> {
	const now = system.now();
	await notices.takeBack(system, { about: groupId, kinds: ['times'] });
	const once = `times:${groupId}:${+now}`;
	const until = after(now, CHANGE_KNOWN);
	await tellMembers(system, groupId, { kind: 'times', about: groupId, once, until });
}

async function tellMembers(
	system: Ctx,
	groupId: string,
	news: Omit<notices.News, 'accountId'>
): Promise<void> {
	const people = await system.db
		.selectFrom('membership')
		.select('account_id')
		.where('group_id', '=', groupId)
		.where('ended_at', 'is', null)
		.where('suspended_until', 'is', null)
		// Who steps in for one meeting hears of that one alone.
		.where('only_meeting', 'is', null)
		.execute();
	await notices.tell(
		system,
		people.map(({ account_id: accountId }) => ({ ...news, accountId }))
	);
}

/**
 * Who steps in said yes to the old time: it holds no more, which they hear on the page that asks. It asks again,
 * unless the meeting is off; who heard of it so is not asked by a second notice.
 */
async function tellStandIns(system: Ctx, one: Changed, since: Date | null): Promise<void> {
	const { meetingId: about, isOff } = one;
	const whose = await endStandIns(system, about, isOff ? null : since);
	const kind = isOff ? 'cover_off' : 'cover_moved';
	const once = isOff ? `cover_off:${about}:${+system.now()}` : await roundOf(system, about);
	const until = untilOf(one);
	await notices.tell(
		system,
		whose.map((accountId) => ({ accountId, kind, about, once, until }))
	);
	await askForCover(system, about);
}

/** Deletes meetings that others took the place of, when their time is past. */
export async function forgetReplaced(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'meeting:forget-replaced', ({ db, now }) =>
		sql`
			delete from meeting m where m.replaced_at is not null and m.planned_start < ${after(now(), -day)}
				and not exists (select from stand_in i where i.meeting_id = m.meeting_id and i.ended_at is null)
				and not exists (select from report r where r.meeting_id = m.meeting_id)`.execute(db)
	);
}
