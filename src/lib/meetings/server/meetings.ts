import { sql } from 'kysely';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import {
	isLive,
	type MeetingStatus,
	type MyMeeting,
	type NextMeeting,
	type Phase,
	type PlannedMeeting
} from '../meetings.ts';
import type { Face } from '../protocol.ts';
import type { EndReason, Role } from '../room.ts';
import type { Part } from '#lib/groups/groups.ts';
import { heldParts } from '#lib/groups/groups.ts';
import { RESPONSES, type ResponseKind } from '../speaking.ts';
import { roomState } from './control.ts';
import { isCalledOff, isOver, tooEarly } from './errors.ts';
import { whenToEnter } from './policy.ts';
import { face, myMeeting, plannedMeeting } from './present.ts';
import { upcomingFor, upcomingOf } from './queries.ts';
import { refuseUntrained } from './readiness.ts';
import { partsFor } from './run-of-show.ts';
import { seen } from './seen.ts';
import { seenByMany } from './seen-by-many.ts';

export { ahead } from './ahead.ts';
export { answer, answers } from './answers.ts';
export { attended, met } from './met.ts';
export { next } from './next.ts';
export { act, elapse, readControl, record, roomState } from './control.ts';
export {
	feedbackPhase,
	feltMeetings,
	feltProgramme,
	forgetWhoAnswered,
	giveFeedback
} from './feedback.ts';
export { afterJobs } from './after-jobs.ts';
export { debriefsOf, writeDebrief } from './debrief.ts';
export {
	addFollowUp,
	afterTasks,
	coverNeeded,
	finishFollowUp,
	followUpsOf,
	peopleOf
} from './debrief-tasks.ts';
export { atDoor, doorNotes, noteForDoor } from './door-notes.ts';
export { incidents, tellIncident } from './incidents.ts';
export { keepPractice, practicesOf } from './practices.ts';
export { jobs } from './jobs.ts';
export { gone } from './still-in.ts';
export { coverPage, goIn, myCovers, stepBack, stepIn } from './substitutes.ts';
export { feltInMeetings, forgetRatings, keepFelt, keepWord, myRatings, rate } from './ratings.ts';
export { reportable, reporterIn } from './report-hearing.ts';
export { tagger, type TaggedLine, type TagOf } from './report-tags.ts';
export { mayLead, readiness, readyToOpen } from './readiness.ts';
export { changeRunOfShow, editRunOfShow, planMeeting } from './run-of-show.ts';

/** Meetings of a group that are live or to come, soonest first. Open to everyone, as the group's page is. */
export async function upcoming(ctx: Ctx, groupId: string, limit = 8): Promise<PlannedMeeting[]> {
	if (!isId(groupId)) return [];
	return inTransaction(ctx, async (tx) => {
		const rows = await upcomingOf(tx, groupId, ctx.now(), limit);
		return rows.map(plannedMeeting);
	});
}

/** My meetings in all my groups that are live or to come, soonest first. */
export async function mine(ctx: Ctx, limit = 8): Promise<NextMeeting[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async (tx) => {
		const rows = await upcomingFor(tx, accountId, ctx.now(), limit);
		return rows.map((row) => ({ ...myMeeting(row), answer: row.answer }));
	});
}

/**
 * One meeting with who I am in its group.
 * @throws not_found for meetings of other groups, and for those that do not exist
 */
export async function find(ctx: Ctx, meetingId: string): Promise<MyMeeting> {
	return inTransaction(ctx, async (tx) => myMeeting(await seen(tx, meetingId)));
}

/** Whether this meeting is to come, can be entered now by who asks, or is over. */
export const phaseOf = (ctx: Ctx, meeting: MyMeeting): Phase =>
	whenToEnter({ ...meeting, start: new Date(meeting.start) }, meeting.me.role, ctx.now());

/** Why a meeting is over, as its own people may know; `not-begun` when nobody opened it. @throws not_found */
export async function endOf(ctx: Ctx, meetingId: string): Promise<EndReason> {
	const { status } = await find(ctx, meetingId);
	if (status === 'cancelled') return 'cancelled';
	if (status !== 'ended') return 'not-begun';
	return (await roomState(ctx, meetingId)).ended?.why ?? 'closed';
}

/** What the gateway needs to know about somebody who wants to come in. */
export interface Entrance {
	meetingId: string;
	groupId: string;
	me: Face & { role: Role };
	/**
	 * What else this account was in the group under, newest first. For the room alone: who was removed from the
	 * meeting stays out of it, and nobody is told why.
	 */
	earlier: string[];
	/** The parts this meeting will have, if it is still to be opened; none once it was. */
	parts: Part[];
	/** The silent responses its group uses. */
	responses: ResponseKind[];
}

/**
 * Checks that this account may come to this meeting now; the room decides the rest.
 * @throws not_found, meeting_early, meeting_over, meeting_called_off, not_certified
 */
export async function enter(ctx: Ctx, meetingId: string): Promise<Entrance> {
	const row = await seenByMany(ctx, meetingId);
	const when = phaseOf(ctx, myMeeting(row));
	if (when === 'now') await refuseUntrained(ctx, row);
	if (when === 'early') throw tooEarly();
	if (when === 'over') throw row.status === 'cancelled' ? isCalledOff() : isOver();
	return {
		meetingId: row.meeting_id,
		groupId: row.group_id,
		me: { ...face(row), role: row.role },
		earlier: row.earlier,
		// Hundreds come back to a meeting that runs, and its room knows its parts.
		parts: isLive(row.status as MeetingStatus) ? [] : heldParts(partsFor(row)),
		responses: responsesFor(row.responses)
	};
}

/**
 * Those of a meeting's responses that the group uses under its shares, and that one is all right, which only
 * a meeting asks. A group with responses of its own alone gets them all.
 */
function responsesFor(own: readonly string[]): ResponseKind[] {
	const known = RESPONSES.filter((kind) => own.includes(kind));
	return known.length === 0
		? [...RESPONSES]
		: RESPONSES.filter((kind) => kind === 'ok' || known.includes(kind));
}

/** Meetings that are under way as far as the tables know: the rooms a gateway resumes when it starts. */
export async function underWay(ctx: Ctx): Promise<{ meetingId: string; groupId: string }[]> {
	return asSystem(ctx, 'meeting:under-way', async (tx) => {
		const rows = await tx.db
			.selectFrom('meeting')
			.select(['meeting_id', 'group_id'])
			.where('status', 'in', ['open', 'running', 'paused'])
			.execute();
		return rows.map((row) => ({ meetingId: row.meeting_id, groupId: row.group_id }));
	});
}

/** Which of these meetings were called off, or are no longer in the calendar: for rooms that are open. */
export async function calledOff(
	ctx: Ctx,
	meetingIds: readonly string[]
): Promise<ReadonlySet<string>> {
	if (meetingIds.length === 0) return new Set();
	return asSystem(ctx, 'meeting:called-off', async (tx) => {
		const { rows } = await sql<{ id: string }>`
			select asked.id from unnest(${meetingIds}::uuid[]) as asked(id)
			where not exists (
				select from meeting where meeting_id = asked.id and status <> 'cancelled')`.execute(tx.db);
		return new Set(rows.map(({ id }) => id));
	});
}

/** How the holders of these memberships are shown, for the gateway; ended ones too, as long as they exist. */
export async function faces(ctx: Ctx, membershipIds: readonly string[]): Promise<Face[]> {
	if (membershipIds.length === 0) return [];
	return asSystem(ctx, 'meeting:faces', async (tx) => {
		const rows = await tx.db
			.selectFrom('membership')
			.select(['membership_id', 'alias', 'mark'])
			.where('membership_id', 'in', [...membershipIds])
			.execute();
		return rows.map(face);
	});
}
