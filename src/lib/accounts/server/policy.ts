import type { Actor, StaffRole } from '#server/ctx.ts';
import { minute } from '#server/clock.ts';
import { proofMinutes } from '../accounts.ts';

type AccountActor = Extract<Actor, { kind: 'account' }>;

export const isSignedIn = (actor: Actor): actor is AccountActor => actor.kind === 'account';

const isCoordinator = (actor: Actor): boolean =>
	isSignedIn(actor) && actor.roles.includes('coordinator');

/** The system too: the command line brings a first coordinator back when none is left. */
export const canInviteStaff = (actor: Actor): boolean =>
	actor.kind === 'system' || isCoordinator(actor);

export const canRecordCertificates = canInviteStaff;
export const canSeeStaff = canInviteStaff;
export const canEndRoles = canInviteStaff;

/** Only the product itself gives a role without an invitation: to the first coordinator. */
export const canGrantRoles = (actor: Actor): boolean => actor.kind === 'system';

/** Whether giving up this role would leave nobody to run the programme. */
export const isLastOfItsKind = (role: StaffRole, holders: number): boolean =>
	role === 'coordinator' && holders <= 1;

/** Whether the passphrase was given recently enough for a change that cannot be taken back. */
export const isProved = (provedAt: Date, now: Date): boolean =>
	now.getTime() - provedAt.getTime() <= proofMinutes * minute;
