import type { Actor } from '#server/ctx.ts';

type AccountActor = Extract<Actor, { kind: 'account' }>;

/** A plan is somebody's own: there is nobody else's to write. */
export const isSomebody = (actor: Actor): actor is AccountActor => actor.kind === 'account';

interface Belongs {
	membershipId: string;
	role: string;
	isCurrent: boolean;
	/** Leads one meeting of the group, and does not belong to it. */
	onlyStepsIn: boolean;
}

/** A member shows it to somebody who looks after the same group, while both belong to it; nobody to themselves. */
export const canShow = (own: Belongs | null, to: Belongs | null): boolean =>
	belongs(own) &&
	belongs(to) &&
	to?.role === 'facilitator' &&
	own?.membershipId !== to.membershipId;

const belongs = (one: Belongs | null): boolean => one !== null && one.isCurrent && !one.onlyStepsIn;
