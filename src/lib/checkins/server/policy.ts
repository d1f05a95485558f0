import type { Actor } from '#server/ctx.ts';

type AccountActor = Extract<Actor, { kind: 'account' }>;

/** Check-ins are somebody's own: there are nobody else's to read or write. */
export const isSomebody = (actor: Actor): actor is AccountActor => actor.kind === 'account';
