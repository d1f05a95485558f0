import type { Ahead, MeetingStatus, MyMeeting, PlannedMeeting, Said } from '../meetings.ts';
import { entry } from '../meetings.ts';
import type { Face } from '../protocol.ts';
import type { ControlEvent, EventKind } from '../room.ts';
import { isEventKind } from '../room.ts';
import type { AnswerRow } from './answer-rows.ts';
import type { MeetingRow, MembershipRow } from './queries.ts';

export const plannedMeeting = (row: MeetingRow): PlannedMeeting => ({
	meetingId: row.meeting_id,
	groupId: row.group_id,
	start: row.planned_start.toISOString(),
	minutes: row.minutes,
	status: row.status as MeetingStatus
});

export function myMeeting(row: MeetingRow & MembershipRow): MyMeeting {
	const { opens, closes } = entry({ start: row.planned_start, minutes: row.minutes }, row.role);
	return {
		...plannedMeeting(row),
		groupName: row.group_name,
		me: {
			membershipId: row.membership_id,
			role: row.role,
			alias: row.alias,
			mark: row.mark
		},
		opensAt: new Date(opens).toISOString(),
		closesAt: new Date(closes).toISOString()
	};
}

export const face = (row: Pick<MembershipRow, 'membership_id' | 'alias' | 'mark'>): Face => ({
	id: row.membership_id,
	alias: row.alias,
	mark: row.mark
});

/** A stored event as the reducer takes it; null for events that are not about the room's control. */
export function controlEvent(stored: {
	seq: number;
	kind: string;
	data: unknown;
	at: Date;
}): ControlEvent | null {
	if (!isEventKind(stored.kind)) return null;
	const kind: EventKind = stored.kind;
	return { seq: stored.seq, at: stored.at.getTime(), kind, data: stored.data } as ControlEvent;
}

/** Facilitators stand apart: they are not counted among those who come. */
export function presentSaid(rows: readonly AnswerRow[]): Said {
	const counts = { coming: 0, listening: 0, not: 0, unanswered: 0 };
	for (const { role, answer } of rows) if (role === 'member') counts[answer ?? 'unanswered'] += 1;
	const people = rows.map((row) => ({ ...face(row), role: row.role, answer: row.answer }));
	return { counts, people };
}

export const presentLeads = (rows: readonly AnswerRow[]): Ahead['leads'] =>
	rows
		.filter(({ role, answer }) => role === 'facilitator' && answer !== 'not')
		.map((row) => ({ ...face(row), stepsIn: row.steps_in }));
