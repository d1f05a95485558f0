import type { Actor } from '#server/ctx.ts';

type AccountActor = Extract<Actor, { kind: 'account' }>;

/** Whoever leads groups or is to, and who looks after them: the organisation invited them to its staff. */
export const canLearn = (actor: Actor): actor is AccountActor =>
	actor.kind === 'account' && actor.roles.length > 0;
