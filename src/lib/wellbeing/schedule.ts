/**
 * When a member is offered the change rating: after the third meeting they came to, then six and twelve
 * weeks after joining, then every twelve weeks. Never before the third meeting, never twice close
 * together, never again once refused.
 */
const day = 86_400_000;
const week = 7 * day;

/** Meetings somebody came to before the first offer. */
export const meetingsFirst = 3;
/** Weeks after joining; then every `thenEvery`. */
const milestones = [6, 12];
const thenEvery = 12;
/** Two offers are never closer together than this, in milliseconds. */
export const atLeastApart = 14 * day;
/** How long "later" means, in milliseconds. */
export const laterMeans = 7 * day;

export interface Standing {
	joinedAt: Date;
	/** When the third meeting they came to ended; null before. */
	thirdMeetingAt: Date | null;
	/** When they last answered. */
	answeredAt: Date | null;
	choice: { choice: 'later' | 'never'; chosenAt: Date } | null;
}

/** Whether the offer is made at this moment. It stands until it is answered, put off or refused. */
export function isDue(standing: Standing, now: Date): boolean {
	const { thirdMeetingAt, answeredAt, choice } = standing;
	if (thirdMeetingAt === null || thirdMeetingAt > now || choice?.choice === 'never') return false;
	if (choice && now.getTime() < choice.chosenAt.getTime() + laterMeans) return false;
	if (answeredAt === null) return true;
	if (now.getTime() < answeredAt.getTime() + atLeastApart) return false;
	return answeredAt < latestMilestone(standing.joinedAt, thirdMeetingAt, now);
}

/** The last moment up to now at which an offer fell due. */
function latestMilestone(joinedAt: Date, thirdMeetingAt: Date, now: Date): Date {
	const weeks = (now.getTime() - joinedAt.getTime()) / week;
	const regular = Math.floor(weeks / thenEvery) * thenEvery;
	const latest = [...milestones, regular].filter((one) => one > 0 && one <= weeks);
	const byWeeks = joinedAt.getTime() + Math.max(0, ...latest) * week;
	return new Date(Math.max(byWeeks, thirdMeetingAt.getTime()));
}
