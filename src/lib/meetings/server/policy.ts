import { looksAfter, type OwnMembership } from '#lib/groups/server/groups.ts';
import type { MeetingStatus, Phase } from '../meetings.ts';
import { entry, isLive } from '../meetings.ts';
import type { Role } from '../room.ts';

/** A membership as the rules need it; null when the account is not in the group. */
export type Standing = { role: Role } | null;
/** The same in a whole group: whoever steps in for one meeting does not look after the others. */
export type GroupStanding = Pick<OwnMembership, 'role' | 'onlyMeeting'> | null;

/** Only the group's own people learn of one of its meetings by its id. */
export const canSee = (standing: Standing): boolean => standing !== null;

/** How all meetings of a group go. */
export const canChangeRunOfShow = (standing: GroupStanding): boolean => looksAfter(standing);

/** Who leads a meeting, whoever it is that steps in for it too. */
export const canLead = (standing: Standing): boolean => standing?.role === 'facilitator';

/** Notes for the door are between those who look after the group; whoever steps in is told some, and writes none. */
export const canNote = (standing: GroupStanding): boolean => looksAfter(standing);

/** Answers can be changed until the meeting begins. */
export const canAnswer = (meeting: { start: Date; status: MeetingStatus }, now: Date): boolean =>
	now < meeting.start && (meeting.status === 'planned' || meeting.status === 'open');

/** A meeting's own run of show is planned until its door opens; from then on the lead changes it inside. */
export const canPlan = (standing: Standing, meeting: { status: MeetingStatus }): boolean =>
	canLead(standing) && meeting.status === 'planned';

/** Facilitators of the organisation who may lead on that day step in for groups that are not theirs. */
export const canStepIn = (who: {
	isCurrent: boolean;
	isMember: boolean;
	stepsIn: boolean;
	/** A facilitator once removed them from that group. */
	wasRemoved: boolean;
	/** Others were asked, or somebody said yes: that there is such a meeting is no secret from them. */
	isKnown: boolean;
}): boolean => !who.wasRemoved && (who.stepsIn || (who.isCurrent && !who.isMember && who.isKnown));

/** Who comes is said to the facilitators, and to nobody else. */
export const canSeeAnswers = (standing: Standing): boolean => standing?.role === 'facilitator';

/** Whether coming in makes sense now; the room itself decides about seats and the door. */
export function whenToEnter(
	meeting: { start: Date; minutes: number; status: MeetingStatus },
	role: Role,
	now: Date
): Phase {
	if (meeting.status === 'ended' || meeting.status === 'cancelled') return 'over';
	if (isLive(meeting.status)) return 'now';
	const { opens, closes } = entry(meeting, role);
	if (now.getTime() < opens) return 'early';
	return now.getTime() > closes ? 'over' : 'now';
}
