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
