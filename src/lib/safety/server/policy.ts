import type { Actor } from '#server/ctx.ts';

/**
 * Who may look at the queue at all: coordinators at all of it, facilitators at their group's. Which reports
 * they find there is row-level security's (`may_review`): never one by them, nor about them.
 */
export const canReview = (actor: Actor, of: 'all' | { looksAfter: boolean }): boolean =>
	actor.kind === 'account' && (of === 'all' ? actor.roles.includes('coordinator') : of.looksAfter);

/** The staff of the organisation, each for themselves. */
export const canBeOnCall = (actor: Actor): boolean =>
	actor.kind === 'account' && actor.roles.length > 0;
