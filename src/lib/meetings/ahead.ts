import type { PartName } from '#lib/groups/groups.ts';
import type { Role } from './room-events.ts';

/** What somebody says about a meeting before it begins. */
export const ANSWERS = ['coming', 'listening', 'not'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Answers are forgotten so many days after the meeting: long before attendance is. */
export const ANSWERS_KEPT = 7;

/** Who said what, for facilitators alone. Members in the numbers, facilitators apart from them. */
export interface Said {
	counts: Record<Answer | 'unanswered', number>;
	people: { id: string; alias: string; mark: string; role: Role; answer: Answer | null }[];
}

/** A meeting before it begins, as one of its group's people sees it. */
export interface Ahead {
	/** The parts that will be held, with the minute each begins at. */
	parts: { name: PartName; minutes: number; begins: number }[];
	/** Facilitators who did not say that they cannot come; somebody who steps in today, too. */
	leads: { id: string; alias: string; mark: string; stepsIn: boolean }[];
	myAnswer: Answer | null;
	/** Until the meeting begins. */
	canAnswer: boolean;
	/** Null for members. */
	said: Said | null;
}

/** One of the nine parts as a form shows it. Whole minutes; `begins` is null for a part that is left out. */
export interface EditablePart {
	name: PartName;
	minutes: number;
	/** It can be short, but not left out. */
	needed: boolean;
	begins: number | null;
}

/** The question whether somebody steps in for one meeting of a group that is not theirs. */
export interface Cover {
	meetingId: string;
	/** asked: somebody is missing; mine: I step in; settled: nobody is missing any more. */
	state: 'asked' | 'mine' | 'settled';
	isOff: boolean;
	/** ISO 8601, in UTC. */
	start: string;
	minutes: number;
	/** The group's name; null where only those who step in may know it. */
	group: string | null;
	/** What the group will call me. */
	alias: string | null;
	/** A name that is free there. */
	suggestion: string | null;
	canGoIn: boolean;
	goesInFrom: string;
}

/** A meeting needs so many facilitators whose certificate covers its day: without them no door opens. */
export const FACILITATORS_NEEDED = 2;

/** Whether a meeting can be held, for its facilitators. */
export interface Readiness {
	facilitators: {
		id: string;
		alias: string;
		mark: string;
		/** Their certificate covers the day of the meeting. */
		isCurrent: boolean;
		answer: Answer | null;
		stepsIn: boolean;
	}[];
	/** How many facilitators are still missing: 0 to 2. */
	missing: number;
	/** The parts of this very meeting, its own or its group's. */
	parts: EditablePart[];
	/** It has a run of show of its own. */
	isOwn: boolean;
	/** So many minutes of parts are planned beyond the length of the meeting. */
	over: number;
	/** Until its door opens. */
	canPlan: boolean;
	/** The most minutes of one part. */
	most: number;
	said: Said;
}
