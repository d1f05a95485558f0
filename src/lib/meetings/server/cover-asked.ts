import * as accounts from '#lib/accounts/server/accounts.ts';
import { facilitatorsOfGroup } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { FACILITATORS_NEEDED } from '../meetings.ts';
import { answerRows, lockMeeting } from './answer-rows.ts';
import { isExpected, leadersOf } from './readiness.ts';

/** Nobody is asked earlier than this. */
const ASKED_AHEAD = 14 * day;

/** A meeting, locked, with who leads it, who steps in, and how many are missing that its group has room for. */
export async function coverOf(system: Ctx, meetingId: string) {
	const known = await system.db
		.selectFrom('meeting as m')
		.innerJoin('peer_group as g', 'g.group_id', 'm.group_id')
		.select(['g.name', 'g.is_confidential'])
		.where('m.meeting_id', '=', meetingId)
		.executeTakeFirst();
	if (!known) throw notFound();
	const meeting = await lockMeeting(system, meetingId);
	const rows = await answerRows(system, meetingId);
	const standIns = await system.db
		.selectFrom('stand_in')
		.select(['stand_in_id', 'meeting_id', 'group_id', 'account_id', 'alias'])
		.select(['membership_id', 'ended_at'])
		.where('meeting_id', '=', meetingId)
		.orderBy('agreed_at')
		.execute();
	const active = standIns.filter(({ ended_at }) => ended_at === null);
	const waiting = active.filter(({ membership_id }) => membership_id === null);
	const leaders = await leadersOf(system, rows, meeting.start);
	const ids = waiting.map((one) => one.account_id);
	const current = await accounts.currentFacilitators(system, meeting.start, ids);
	const missing = FACILITATORS_NEEDED - leaders.filter(isExpected).length - current.length;
	const room = facilitatorsOfGroup.most - leaders.length - waiting.length;
	return {
		...meeting,
		...{ name: known.name, isConfidential: known.is_confidential },
		...{ rows, standIns: active, rounds: standIns.length - active.length },
		missing: Math.max(0, Math.min(missing, room)),
		isOpen: meeting.status === 'planned' && meeting.start > system.now()
	};
}

const keyOf = (meetingId: string, start: Date, rounds: number) =>
	`cover:${meetingId}:${start.toISOString()}:${rounds}`;

/** The key of what is asked now: whoever was told with it is not asked again in this round. */
export async function roundOf(system: Ctx, meetingId: string): Promise<string> {
	const { start, rounds } = await coverOf(system, meetingId);
	return keyOf(meetingId, start, rounds);
}

/**
 * Asks all facilitators of the organisation who may lead on that day whether they step in, when somebody is
 * missing; takes the question back when nobody is. Each round is asked once; when somebody steps back a new one
 * begins, without them. Within the transaction of what happened.
 */
export async function askForCover(system: Ctx, meetingId: string, except?: string): Promise<void> {
	const meeting = await coverOf(system, meetingId);
	const { missing, isOpen, start, rows, standIns, rounds } = meeting;
	if (!isOpen || missing === 0)
		return notices.takeBack(system, { about: meetingId, kinds: ['cover'] });
	if (start > after(system.now(), ASKED_AHEAD)) return;
	const busy = new Set([...rows, ...standIns].map((row) => row.account_id));
	const removed = await groups.removedFrom(system, meeting.group_id);
	const able = (await accounts.currentFacilitators(system, start)).filter(
		(id) => !busy.has(id) && !removed.has(id) && id !== except
	);
	const there = standIns.map((one) => one.account_id);
	const kept = await groups.keptOut(system, meeting.group_id, able, there);
	const free = able.filter((id) => !kept.has(id));
	const once = keyOf(meetingId, start, rounds);
	await notices.tell(
		system,
		free.map((accountId) => ({ accountId, kind: 'cover', about: meetingId, once, until: start }))
	);
}

/** Looks at all meetings of the next two weeks: certificates run out by themselves. */
export async function seekCover(ctx: Ctx): Promise<void> {
	const soon = await asSystem(ctx, 'meeting:soon', ({ db, now }) =>
		db
			.selectFrom('meeting')
			.select('meeting_id')
			.where('status', '=', 'planned')
			.where('planned_start', '>', now())
			.where('planned_start', '<=', after(now(), ASKED_AHEAD))
			.orderBy('planned_start')
			.execute()
	);
	for (const { meeting_id: id } of soon)
		await asSystem(ctx, 'meeting:seek-cover', (system) => askForCover(system, id));
}
