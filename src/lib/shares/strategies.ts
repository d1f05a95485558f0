import type { Symptom, WorksWith } from '#lib/coping/coping.ts';
import type { Author } from './shares.ts';

/** A group's own strategies: what its members share of ways to cope, and practise together. */

/** In characters: the name, one step or caution, one answer of the feedback. */
export const longestOf = { title: 80, line: 240, answer: 500 };
export const mostSteps = 20;
export const mostCautions = 3;
export const mostSymptoms = 3;
export const mostMinutes = 60;
/** Strategies of one group; it is a shelf, not a store. */
export const mostStrategies = 100;
/** A week of practising together, in days. */
export const weekDays = 7;

/** What its author writes of a strategy. */
export interface StrategyWords {
	title: string;
	/** What it may help with, as far as its author says it. */
	symptoms: Symptom[];
	minutes: number;
	worksWith: WorksWith;
	/** In their order. */
	steps: string[];
	/** What to mind before one tries it. */
	cautions: string[];
}

/** How clear it was, and whether it could be done; its words are `strategies.rated.…`. */
export const rated = ['yes', 'partly', 'no'] as const;
export type Rated = (typeof rated)[number];
/** What one member says of it, for its author. */
export interface Feedback {
	clear: Rated;
	doable: Rated;
	/** What I would keep, and what I would change; empty when there is nothing to say. */
	keep: string;
	change: string;
}

/** One strategy of the group's list. */
export interface StrategyHead {
	strategyId: string;
	author: Author;
	words: StrategyWords;
	sharedAt: Date;
	asksFeedback: boolean;
	/** The week that runs now: until when, and whether I practise along. Nobody else is named. */
	week: { until: Date; isJoined: boolean } | null;
}

export interface FeedbackView extends Feedback {
	feedbackId: string;
	author: Author;
	givenAt: Date;
}

/** Who waits for feedback, as those who look after the group see it. */
export interface WaitingForFeedback {
	strategyId: string;
	title: string;
	author: Author;
	since: Date;
}

export interface StrategiesView {
	groupId: string;
	groupName: string;
	/** How many people can read this, the reader among them. */
	readers: number;
	/** The newest first. */
	strategies: StrategyHead[];
	/** The longest wait first; null for members. */
	waiting: WaitingForFeedback[] | null;
	can: { share: boolean };
}

export interface StrategyView extends StrategyHead {
	groupId: string;
	groupName: string;
	/** How many people can read it, the reader among them. */
	readers: number;
	isEdited: boolean;
	/** What was said to its author: all of it for them and for facilitators, else my own. */
	feedback: FeedbackView[];
	can: { change: boolean; begin: boolean; giveFeedback: boolean };
}
