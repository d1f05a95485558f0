import type { Actor } from '#server/ctx.ts';

type AccountActor = Extract<Actor, { kind: 'account' }>;

/** Everything here is a person's own; there is nobody else's to see. */
export const isSomebody = (actor: Actor): actor is AccountActor => actor.kind === 'account';

export interface Membership {
	accountId: string;
	role: string;
	isCurrent: boolean;
}

/** Only members themselves are asked, and only while they belong: facilitators are not measured. */
export const canAnswer = (actor: Actor, membership: Membership | null): boolean =>
	isOwn(actor, membership) && membership!.isCurrent && membership!.role === 'member';

/** What somebody once answered stays theirs to read and delete, also after leaving. */
export const isOwn = (actor: Actor, membership: Membership | null): boolean =>
	isSomebody(actor) && membership?.accountId === actor.accountId;
