import type { Actor } from '#server/ctx.ts';

/** Only the process that starts, or the operator at the command line. */
export const canBeginSetUp = (actor: Actor): boolean => actor.kind === 'system';

/** Anybody who holds the token: there is no account yet. */
export const canSetUp = (actor: Actor): boolean => actor.kind !== 'account';

/** No page can turn a real organisation into a demonstration or the other way round. */
export const canMakeDemonstration = (actor: Actor): boolean => actor.kind === 'system';
