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
export type ReportOf = 'meeting' | ThingOf;
/** What is reported from the space of a group. */
export const thingKinds = ['share', 'reply', 'strategy', 'feedback', 'person', 'group'] as const;
export type ThingOf = (typeof thingKinds)[number];
/** What somebody wrote, and what can be hidden. */
export const writtenKinds = [
	'share',
	'reply',
	'strategy',
	'feedback'
] as const satisfies readonly ThingOf[];

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
	/** Who can be reported instead: who wrote it; of a group, who looks after it. */
	people: { id: string; alias: string }[];
}

export const reportDecisions = [
	...(['no_step', 'talked', 'noted', 'hidden', 'taken_down'] as const),
	...(['slowed', 'read_only', 'suspended', 'moved', 'removed', 'passed_on', 'need_more'] as const)
] as const;
export type ReportDecision = (typeof reportDecisions)[number];

/** Steps that whoever they concern reads about, and can appeal. */
export const steps = [
	...(['talked', 'noted', 'hidden', 'taken_down'] as const),
	...(['slowed', 'read_only', 'suspended', 'moved', 'removed'] as const)
] as const;
export type Step = (typeof steps)[number];
export const stepOf = (decision: ReportDecision): Step | null =>
	steps.find((step) => step === decision) ?? null;
export const hides = (decision: ReportDecision): boolean =>
	decision === 'hidden' || decision === 'taken_down';
/** Steps that end by themselves. */
export const limits = (decision: ReportDecision): boolean =>
	decision === 'slowed' || decision === 'read_only' || decision === 'suspended';
/** Days in which somebody can go to the group they were offered. */
export const moveDays = 14;
/** Days for which writing can be limited, or a place can rest. */
export const limitDays = ['1', '3', '7', '14', '30'] as const;

/**
 * What can follow from a report: only what somebody wrote can be hidden, and of a group nobody in particular can
 * be told anything. To another group only coordinators can offer to move, who know all of them. After another look
 * nothing more is asked.
 */
export function decisionsOn(
	of: ReportOf,
	{ isAgain = false, isCoordinator = false } = {}
): readonly ReportDecision[] {
	const isWritten = writtenKinds.some((one) => one === of);
	return reportDecisions.filter(
		(each) =>
			(isWritten || !hides(each)) &&
			(of !== 'group' || each === 'talked' || stepOf(each) === null) &&
			(isCoordinator || each !== 'moved') &&
			!(isAgain && each === 'need_more')
	);
}

/** What kind of step followed, as whoever reported is told: never what was done to somebody. */
export const outcomes = {
	no_step: 'no_step',
	talked: 'spoke',
	noted: 'spoke',
	hidden: 'limit',
	taken_down: 'limit',
	slowed: 'limit',
	read_only: 'limit',
	suspended: 'limit',
	moved: 'spoke',
	removed: 'limit',
	passed_on: 'others',
	need_more: 'need_more'
} as const satisfies Record<ReportDecision, string>;
export type Outcome = (typeof outcomes)[ReportDecision];

/** Minutes in which a report is to be looked at, by its priority. */
export const targets: Record<1 | 2 | 3, number> = { 1: 30, 2: 4 * 60, 3: 24 * 60 };

/** Days in which whoever a decision concerns can appeal it, once. */
export const appealDays = 7;
export const appealAnswers = ['reversed', 'kept'] as const;
export type AppealAnswer = (typeof appealAnswers)[number];

/** A decision about me, or about what I wrote. */
export interface MyDecision {
	decisionId: string;
	groupName: string;
	of: ReportOf;
	step: Step;
	/** What it was about, as a code; never who had said so. */
	reason: ReportReason;
	madeAt: Date;
	/** When it ends by itself; null where it does not. */
	until: Date | null;
	/** By whom, as the group knows them; null for a coordinator. */
	by: string | null;
	/** What whoever decided wrote to me; null once it was destroyed. */
	told: string | null;
	/** What I had written, while it is kept: nobody else can show it to me any more. */
	mine: string | null;
	appealedAt: Date | null;
	answer: AppealAnswer | null;
	/** What whoever heard the appeal wrote to me. */
	answered: string | null;
	canAppeal: boolean;
	/** Another group that they can go to, until when; `isOpen` while they have said nothing. */
	move: { groupId: string; groupName: string; until: Date; isOpen: boolean } | null;
	/** It is hidden, and theirs to have deleted; null when it is not, or is gone. */
	letGo: 'can' | 'done' | null;
}

/** An appeal as it waits: nothing of what was written. */
export interface AppealHead {
	decisionId: string;
	groupName: string;
	of: ReportOf;
	step: Step;
	reason: ReportReason;
	madeAt: Date;
	appealedAt: Date;
}

/** What is in one, once somebody chose to look. */
export interface OpenedAppeal {
	decisionId: string;
	/** Whose appeal it is. */
	alias: string;
	/** What they wrote when they appealed. */
	words: string;
	/** What they were told. */
	told: string;
	/** What it is about, as it was reported, while it is kept. */
	lines: string[];
}

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
	of: ReportOf;
	reason: ReportReason;
	priority: 1 | 2 | 3;
	madeAt: Date;
	/** Until when it is to be looked at. */
	dueAt: Date;
	/** How many more report the same: one decision answers all of them. */
	more: number;
	/** Who asks has asked for somebody else. */
	isPassed: boolean;
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
