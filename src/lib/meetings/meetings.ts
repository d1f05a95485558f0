import type { Answer } from './ahead.ts';
import type { Role } from './room.ts';

export * from './reporting.ts';
export * from './ahead.ts';

/** A meeting as its group's people see it, before, during and after. Times are ISO 8601, in UTC. */
export type MeetingStatus = 'planned' | 'open' | 'running' | 'paused' | 'ended' | 'cancelled';

export interface PlannedMeeting {
	meetingId: string;
	groupId: string;
	start: string;
	minutes: number;
	status: MeetingStatus;
}

/** The meeting together with who I am in its group. */
export interface MyMeeting extends PlannedMeeting {
	groupName: string;
	me: { membershipId: string; role: Role; alias: string; mark: string };
	/** From then on I may come in: members wait in the lobby. */
	opensAt: string;
	closesAt: string;
}

/** … and whether I said that I come. */
export interface NextMeeting extends MyMeeting {
	answer: Answer | null;
}

/** A group's next meeting, as its space shows it. */
export interface GroupsNext extends Omit<PlannedMeeting, 'groupId'> {
	/** Aliases of the facilitators who did not say that they cannot come, and of whoever steps in. */
	leads: string[];
	myAnswer: Answer | null;
}

const MINUTE = 60_000;
/** The lobby opens this long before the planned start. */
export const LOBBY_BEFORE = 15 * MINUTE;
/** … and for the facilitators, who prepare, this long. */
export const FACILITATORS_BEFORE = 30 * MINUTE;
/** A meeting that nobody opened can still be opened until this long after its planned end. */
export const OPEN_UNTIL_AFTER = 15 * MINUTE;

/** When somebody with this role may come in, in milliseconds since 1970. */
export function entry(planned: { start: Date; minutes: number }, role: Role) {
	const start = planned.start.getTime();
	const before = role === 'facilitator' ? FACILITATORS_BEFORE : LOBBY_BEFORE;
	return { opens: start - before, closes: start + planned.minutes * MINUTE + OPEN_UNTIL_AFTER };
}

/** When it is planned to be over. */
export const plannedEnd = ({ start, minutes }: Pick<PlannedMeeting, 'start' | 'minutes'>): Date =>
	new Date(new Date(start).getTime() + minutes * MINUTE);

export const isLive = (status: MeetingStatus): boolean =>
	status === 'open' || status === 'running' || status === 'paused';

/** Whether somebody with this role may come in now: the lobby is open, or the room itself. */
export const mayComeIn = (
	{ start, minutes, status }: Pick<PlannedMeeting, 'start' | 'minutes' | 'status'>,
	role: Role,
	now: Date
): boolean => {
	return isLive(status) || entry({ start: new Date(start), minutes }, role).opens <= now.getTime();
};

/** What there is of a meeting now: it is to come, one can come in, or it is over. */
export type Phase = 'early' | 'now' | 'over';

export const RATING_MAX = 10;
