/** What staff do about reports, and that they opened what somebody shows them, by ids alone. Safe for the browser. */
export type DeedKind = ShownDeed | 'appealed' | 'passed_on';

/** What whoever it concerns learns of: that somebody read words of theirs, and what was decided. */
export const shownDeeds = [
	...(['words_opened', 'decided', 'appeal_opened', 'appeal_answered', 'plan_opened'] as const)
] as const;
export type ShownDeed = (typeof shownDeeds)[number];

export type DeedRole = 'facilitator' | 'coordinator' | 'member' | 'system';

/** Something that was done which concerns who reads it: never by whom, nor who had asked for it. */
export interface MyDeed {
	at: Date;
	kind: ShownDeed;
	role: DeedRole;
	groupName: string;
}

/** Months that a row is kept; the chain goes on from the last one that went. */
export const auditMonths = 24;
