import type { OwnMembership } from '#lib/groups/server/groups.ts';
import { canChange, canWrite } from '../policy.ts';

type Standing = Pick<OwnMembership, 'membershipId'> | null;
type Group = { closedAt: Date | null };
interface Theirs {
	authorId: string;
	asksFeedback: boolean;
}

/** Any member or facilitator begins a week, while the group is open. */
export const canBegin = canWrite;

/** Feedback is for others' strategies, and only where their author asked for it. */
export const canGiveFeedback = (me: Standing, group: Group, on: Theirs): boolean =>
	canWrite(me, group) && !canChange(me, on.authorId) && on.asksFeedback;
