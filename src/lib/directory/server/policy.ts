import type { Actor } from '#server/ctx.ts';

/** Sources, imports, reports and what readers say of a listing: the coordinators' and the worker's. */
export const canRunDirectory = (actor: Actor): boolean =>
	actor.kind === 'system' || (actor.kind === 'account' && actor.roles.includes('coordinator'));
