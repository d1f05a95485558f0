import { looksAfter, type OwnMembership } from '#lib/groups/server/groups.ts';
import type { Actor } from '#server/ctx.ts';

/** Bringing is the clock's: nobody chooses whom a share comes to, or when. */
export const canBring = (actor: Actor): boolean => actor.kind === 'system';

/** Whoever looks after a group says when its shares come to others; not whoever steps in for a meeting. */
export const canSetAnswerTime = (
	own: Pick<OwnMembership, 'role' | 'onlyMeeting'> | null
): boolean => looksAfter(own);
