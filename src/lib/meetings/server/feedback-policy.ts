import type { Actor } from '#server/ctx.ts';
import { looksAfter } from '#lib/groups/server/groups.ts';
import type { GroupStanding } from './policy.ts';

/** A group's facilitators see how its meetings felt; its members do not, nor do those of other groups. */
export const canReadFeedback = (standing: GroupStanding): boolean => looksAfter(standing);

/** What facilitators write after meetings is between them; whoever stepped in has a part in that one meeting. */
export const canDebrief = (standing: GroupStanding, meetingId: string): boolean =>
	looksAfter(standing) || (standing?.role === 'facilitator' && standing.onlyMeeting === meetingId);

/** The programme's totals, and what concerns the care of all groups. */
export const canReadProgramme = (actor: Actor): boolean =>
	actor.kind === 'account' && actor.roles.includes('coordinator');
