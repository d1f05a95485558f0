import type { OwnMembership } from '#lib/groups/server/groups.ts';

type Standing = Pick<OwnMembership, 'membershipId'> | null;

/** Current members and facilitators of the group. Waiting, removed and foreign people are one 404. */
export const canRead = (me: Standing): boolean => me !== null;

/** A closed group can still be read for a while, but nothing is added. */
export const canWrite = (me: Standing, group: { closedAt: Date | null }): boolean =>
	me !== null && group.closedAt === null;

/** Only the author changes or takes back their words. */
export const canChange = (me: Standing, authorId: string): boolean =>
	me !== null && me.membershipId === authorId;

/** Responses are for others’ words, and only those the group offers. */
export const canRespond = (
	me: Standing,
	group: { closedAt: Date | null; responses: readonly string[] },
	share: { authorId: string },
	kind: string
): boolean =>
	canWrite(me, group) && share.authorId !== me!.membershipId && group.responses.includes(kind);

/** Somebody who asked for what can be said with one press is written to by nobody. */
export const canReply = (
	me: Standing,
	group: { closedAt: Date | null },
	share: { responsesOnly: boolean }
): boolean => canWrite(me, group) && !share.responsesOnly;
