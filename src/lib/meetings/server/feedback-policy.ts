import type { Actor } from '#server/ctx.ts';
import type { Standing } from './policy.ts';

/** A group's facilitators see how its meetings felt; its members do not, nor do those of other groups. */
export const canReadFeedback = (standing: Standing): boolean => standing?.role === 'facilitator';

/** What facilitators write after meetings is between them. */
export const canDebrief = (standing: Standing): boolean => standing?.role === 'facilitator';

/** The programme's totals, and what concerns the care of all groups. */
export const canReadProgramme = (actor: Actor): boolean =>
	actor.kind === 'account' && actor.roles.includes('coordinator');
