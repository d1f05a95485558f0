import type { Actor } from '#server/ctx.ts';

/** Nobody writes to somebody else by way of notices: only what happens tells. */
export const canTell = (actor: Actor): boolean => actor.kind === 'system';
