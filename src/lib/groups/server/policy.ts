import type { Actor } from '#server/ctx.ts';
import type { Entry, GroupRole } from '../vocabulary.ts';

/** `onlyMeeting`: whoever steps in leads that one meeting, and does not look after the group. */
type Standing = { role: GroupRole; onlyMeeting: string | null } | null;

const isCoordinator = (actor: Actor) =>
	actor.kind === 'account' && actor.roles.includes('coordinator');
const facilitates = (standing: Standing) =>
	standing?.role === 'facilitator' && standing.onlyMeeting === null;

export const canRunGroups = (actor: Actor): boolean =>
	actor.kind === 'system' || isCoordinator(actor);
export const canJoin = (actor: Actor): boolean => actor.kind === 'account';
export const canDecideRequests = (standing: Standing): boolean => facilitates(standing);
/** Facilitators end memberships of members; those of facilitators are the coordinators' to end. */
export const canRemove = (standing: Standing, whom: { role: GroupRole }): boolean =>
	facilitates(standing) && whom.role === 'member';
export const canInvite = (actor: Actor, standing: Standing): boolean =>
	canRunGroups(actor) || facilitates(standing);
export const canMoveMeetings = (actor: Actor, standing: Standing): boolean =>
	canRunGroups(actor) || facilitates(standing);
export const canProduceMeetings = (actor: Actor): boolean => actor.kind === 'system';

/**
 * How this person comes in. Whoever was removed needs a facilitator's yes, whatever the group or code
 * would allow others; and so does whoever is looked at first (apart.ts).
 */
export function wayIn(
	group: { entry: Entry },
	person: { hasCode: boolean; wasRemoved: boolean; isLookedAt: boolean }
): 'at once' | 'request' | 'code needed' {
	if (group.entry === 'invitation' && !person.hasCode) return 'code needed';
	if (person.wasRemoved || person.isLookedAt) return 'request';
	return group.entry === 'open' || person.hasCode ? 'at once' : 'request';
}
