import type { Actor } from '#server/ctx.ts';

type AccountActor = Extract<Actor, { kind: 'account' }>;

/** Answers are a person's own: there is nobody else's to see. */
export const isSomebody = (actor: Actor): actor is AccountActor => actor.kind === 'account';
