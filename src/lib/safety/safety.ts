import {
	REPORT_REASONS,
	REPORT_WORDS_MAX,
	reportDays,
	type ReportReason
} from '#lib/meetings/meetings.ts';

/** Reports, for whoever sends them or decides on them. Safe for the browser. */
export { REPORT_REASONS, REPORT_WORDS_MAX, reportDays, type ReportReason };

/** 1 comes first: somebody's life, a child, or who somebody is. */
export const priorities: Record<ReportReason, 1 | 2 | 3> = {
	...{ knows_me: 1, threat: 1, minor: 1, identifying: 1, sexual: 2, unkind: 3, other: 3 }
};

/** What a report can be about. Its words call a membership a person. */
export const reportKinds = ['meeting', 'share', 'reply', 'person', 'group'] as const;
export type ReportOf = (typeof reportKinds)[number];
/** What is reported from the space of a group. */
export const thingKinds = ['share', 'reply', 'person', 'group'] as const;
export type ThingOf = (typeof thingKinds)[number];

/** What somebody is about to report, as they see it now. */
export interface Thing {
	of: ThingOf;
	id: string;
	groupId: string;
	groupName: string;
	/** Who wrote it, or who it is; null for a group. */
	alias: string | null;
	/** The page it stands on. */
	href: string;
}

export const reportDecisions = ['no_step', 'talked', 'removed', 'passed_on', 'need_more'] as const;
export type ReportDecision = (typeof reportDecisions)[number];
/** After another look nothing more is asked. */
export const lastDecisions = reportDecisions.filter((each) => each !== 'need_more');

/** What kind of step followed, as whoever reported is told: never what was done to somebody. */
export const outcomes = {
	no_step: 'no_step',
	talked: 'spoke',
	removed: 'limit',
	passed_on: 'others',
	need_more: 'need_more'
} as const satisfies Record<ReportDecision, string>;
export type Outcome = (typeof outcomes)[ReportDecision];

/** Days after a decision in which the reporter may ask for another look, once. */
export const askAgainDays = 30;

/** One's own report, with nothing of what is in it: somebody else may hold the device. */
export interface MyReport {
	reportId: string;
	madeAt: Date;
	outcome: Outcome | null;
	decidedAt: Date | null;
	/** When another look was asked for. */
	againAt: Date | null;
	againOutcome: Outcome | null;
	canAskAgain: boolean;
}

/** Milliseconds after the end of a meeting in which it can be reported. */
export const reportableFor = 24 * 60 * 60_000;
/** Months that a decision is kept, without anything of what it was about. */
export const decisionMonths = 24;

/** What the reporter is told once the report is stored. */
export interface Receipt {
	reportId: string;
	kept: number;
	/** Lines that this server did not pass on like that, or not to who reports. */
	refused: number;
}

/** A report as it stands in the queue: nothing of what was said. */
export interface ReportHead {
	reportId: string;
	groupId: string;
	groupName: string;
	reason: ReportReason;
	priority: 1 | 2 | 3;
	madeAt: Date;
	lines: number;
	refused: number;
	decision: ReportDecision | null;
	decidedAt: Date | null;
	/** It waits for a decision by who asks. */
	waits: boolean;
	/** Whoever reported asked for another look. */
	isAgain: boolean;
	againDecision: ReportDecision | null;
	/** Its words can still be opened. */
	isKept: boolean;
}

/** What is in a report, once somebody chose to look. */
export interface OpenedReport {
	reportId: string;
	words: string;
	/** The reporter, and whom it is about, as the meeting knew them. */
	reporter: string;
	about: string[];
	lines: { alias: string; at: Date; text: string }[];
	/** Why it was decided so; null before. */
	why: string | null;
	/** What was said when another look was asked for, for those who may take it. */
	again: string | null;
	/** Why it was decided so after that. */
	whyAgain: string | null;
}

/** A page of the queue. */
export interface ReportPage {
	reports: ReportHead[];
	/** Where the next page begins; null at the end. */
	next: string | null;
	isFirst: boolean;
}
