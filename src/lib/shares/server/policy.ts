import type { OwnMembership } from '#lib/groups/server/groups.ts';
import { after, day } from '#server/clock.ts';
import { newFor } from '../welcome.ts';

type Standing = Pick<OwnMembership, 'membershipId'> | null;

/** Current members and facilitators of the group. Waiting, removed and foreign people are one 404. */
export const canRead = (me: Standing): boolean => me !== null;

/** A closed group can still be read for a while, but nothing is added. */
export const canWrite = (me: Standing, group: { closedAt: Date | null }): boolean =>
	me !== null && group.closedAt === null;

/** Only the author changes or takes back their words. */
export const canChange = (me: Standing, authorId: string): boolean =>
	me !== null && me.membershipId === authorId;

/** Responses are for others’ words. */
export const canRespond = (
	me: Standing,
	group: { closedAt: Date | null },
	share: { authorId: string }
): boolean => canWrite(me, group) && share.authorId !== me!.membershipId;

/** What the group offers now can be said; what was said can be taken back, also when it is offered no more. */
export const isOffered = (
	group: { responses: readonly string[] },
	said: { kind: string; wanted: boolean }
): boolean => !said.wanted || group.responses.includes(said.kind);

/** Somebody who asked for what can be said with one press is written to by nobody. */
export const canReply = (
	me: Standing,
	group: { closedAt: Date | null },
	share: { responsesOnly: boolean }
): boolean => canWrite(me, group) && !share.responsesOnly;

/** Who looks after the group chooses what can be said in it with one press. */
export const canChooseResponses = (me: { role: string } | null): boolean =>
	me?.role === 'facilitator';

type Place = { me: { role: string }; joinedAt: Date };

/** A member who came lately. Who looks after the group has not come to be welcomed. */
export const isNewcomer = ({ me, joinedAt }: Place, now: Date): boolean =>
	me.role === 'member' && joinedAt > after(now, -newFor * day);

/** Whoever is new may ask for somebody who is there for them. */
export const canAskForBuddy = (here: Place & { closedAt: Date | null }, now: Date): boolean =>
	here.closedAt === null && isNewcomer(here, now);

/** Only members who have been there for a while: somebody who came to be near newcomers finds none. */
export const canWelcome = (here: Place & { closedAt: Date | null }, now: Date): boolean =>
	here.closedAt === null && here.me.role === 'member' && !isNewcomer(here, now);
