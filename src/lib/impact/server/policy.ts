import type { Actor } from '#server/ctx.ts';

/** The figures as coordinators see them, with smaller numbers than the public gets. */
export const canSeeProgramme = (actor: Actor): boolean =>
	actor.kind === 'account' && actor.roles.includes('coordinator');

/** Publishing is the clock's, never a person's: nobody chooses the moment. */
export const canPublish = (actor: Actor): boolean => actor.kind === 'system';
