import { Temporal } from 'temporal-polyfill';
import { sql } from 'kysely';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, invalid, notFound } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { idOrNotFound, read } from '#server/input.ts';
import type { ComingMeeting } from '../shown.ts';
import { MeetingInput, MoveInput } from '../inputs.ts';
import { meetingBegun } from './errors.ts';
import { standingIn } from './membership-rows.ts';
import { timingOf } from './meetings-ahead.ts';
import { occurrences } from './occurrences.ts';
import { canMoveMeetings } from './policy.ts';
import { noteChange } from './times-changed.ts';

/** The next twelve meetings, moved and cancelled ones too. Facilitators of the group, coordinators. */
export async function comingMeetings(
	ctx: Ctx,
	groupId: string
): Promise<{ meetings: ComingMeeting[]; timeZone: string }> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		allow(canMoveMeetings(tx.actor, await standingIn(tx, groupId)));
		const { rows } = await sql<{
			meeting_id: string;
			at: Date;
			minutes: number;
			status: string;
			kind: string | null;
			time_zone: string;
		}>`
			select m.meeting_id, m.planned_start as at, m.minutes, m.status, e.kind, s.time_zone
			from meeting m join series s using (series_id)
			left join series_exception e using (series_id, original_on)
			where m.group_id = ${groupId} and m.planned_start > ${tx.now()}
			order by m.planned_start limit 12`.execute(tx.db);
		const meetings = rows.map((row) => ({
			...{ meetingId: row.meeting_id, at: row.at, minutes: row.minutes },
			...{ isMoved: row.kind === 'moved', isCancelled: row.status === 'cancelled' }
		}));
		return { meetings, timeZone: rows[0]?.time_zone ?? 'UTC' };
	});
}

/**
 * Moves one meeting; the others stay. The new day and time are on the clock of the group's own zone.
 * @throws not_found, meeting_begun, invalid {day}
 */
export async function moveMeeting(
	ctx: Ctx,
	given: { groupId: string; meetingId: string; day: string; time: string }
): Promise<void> {
	const { meetingId, day, time } = read(MoveInput, given);
	await changeOne(ctx, { groupId: given.groupId, meetingId }, async (system, meeting) => {
		const zone = meeting.time_zone;
		const local = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone);
		const movedTo = new Date(local.epochMilliseconds);
		if (movedTo <= system.now()) throw invalid({ day: 'future' });
		await keepException(system, meeting, 'moved', movedTo);
		await setMeeting(system, meetingId, 'planned', movedTo);
		return 'meeting_moved';
	});
}

/** Cancels one meeting; it can be brought back until its time. @throws not_found, meeting_begun */
export async function cancelMeeting(
	ctx: Ctx,
	given: { groupId: string; meetingId: string }
): Promise<void> {
	const { meetingId } = read(MeetingInput, given);
	await changeOne(ctx, { groupId: given.groupId, meetingId }, async (system, meeting) => {
		await keepException(system, meeting, 'cancelled', null);
		await setMeeting(system, meetingId, 'cancelled', meeting.planned_start);
		return 'meeting_cancelled';
	});
}

/** Takes a move or a cancelling back: the meeting is when its series says. @throws not_found, meeting_begun */
export async function restoreMeeting(
	ctx: Ctx,
	given: { groupId: string; meetingId: string }
): Promise<void> {
	const { meetingId } = read(MeetingInput, given);
	await changeOne(ctx, { groupId: given.groupId, meetingId }, async (system, meeting) => {
		await system.db
			.deleteFrom('series_exception')
			.where('series_id', '=', meeting.series_id)
			.where('original_on', '=', meeting.original_on)
			.execute();
		await setMeeting(system, meetingId, 'planned', originalStart(meeting));
		return 'meeting_restored';
	});
}

type Meeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>;

async function changeOne(
	ctx: Ctx,
	{ groupId: given, meetingId }: { groupId: string; meetingId: string },
	change: (system: Ctx, meeting: Meeting) => Promise<string>
): Promise<void> {
	const groupId = idOrNotFound(given);
	await inTransaction(ctx, async (tx) => {
		allow(canMoveMeetings(tx.actor, await standingIn(tx, groupId)));
		const row = await tx.db
			.selectFrom('meeting')
			.select('meeting_id')
			.where('meeting_id', '=', meetingId)
			.where('group_id', '=', groupId)
			.executeTakeFirst();
		if (!row) throw notFound();
		await asSystem(tx, 'groups: one meeting of a series is changed', async (system) => {
			const meeting = await lockMeeting(system, meetingId);
			if (!meeting) throw notFound();
			const isOpen = meeting.status === 'planned' || meeting.status === 'cancelled';
			if (!isOpen || meeting.planned_start <= system.now()) throw meetingBegun();
			const kind = await change(system, meeting);
			await noteChange(system, groupId);
			await append(system, { kind: 'group', id: groupId }, kind, { meetingId });
		});
	});
}

async function lockMeeting(system: Ctx, meetingId: string) {
	const { rows } = await sql<
		Parameters<typeof timingOf>[0] & {
			series_id: string;
			original_on: string;
			planned_start: Date;
			status: string;
		}
	>`
		select m.series_id, m.original_on, m.planned_start, m.status,
			s.rule, s.starts_on, s.ends_on, s.local_time::text, s.time_zone
		from meeting m join series s using (series_id)
		where m.meeting_id = ${meetingId} for update of m`.execute(system.db);
	return rows[0];
}

async function keepException(
	system: Ctx,
	meeting: Meeting,
	kind: 'moved' | 'cancelled',
	movedTo: Date | null
): Promise<void> {
	const values = { kind, moved_to: movedTo, made_at: system.now() };
	await system.db
		.insertInto('series_exception')
		.values({ series_id: meeting.series_id, original_on: meeting.original_on, ...values })
		.onConflict((one) => one.columns(['series_id', 'original_on']).doUpdateSet(values))
		.execute();
}

const setMeeting = (system: Ctx, meetingId: string, status: string, start: Date) =>
	system.db
		.updateTable('meeting')
		.set({ status, planned_start: start })
		.where('meeting_id', '=', meetingId)
		.execute();

/** When the series itself asks for this meeting. */
function originalStart(meeting: Meeting): Date {
	const around = Date.parse(`${meeting.original_on}T12:00:00Z`);
	const twoDays = 2 * 86_400_000;
	const found = occurrences(
		timingOf(meeting),
		new Date(around - twoDays),
		new Date(around + twoDays)
	).find(({ on }) => on === meeting.original_on);
	if (!found) throw notFound();
	return found.at;
}
