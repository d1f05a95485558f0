import type { Interval } from './wilson.ts';

/** A calendar quarter in the organisation's zone, `2026-Q3`. They sort as text. */
export type Quarter = `${number}-Q${1 | 2 | 3 | 4}`;

const shape = /^[0-9]{4}-Q[1-4]$/;
export const isQuarter = (text: unknown): text is Quarter =>
	typeof text === 'string' && shape.test(text);

/** Half a calendar year in the organisation's zone, `2026-H2`. They sort as text. */
export type Half = `${number}-H${1 | 2}`;

const shapeOfHalf = /^[0-9]{4}-H[12]$/;
export const isHalf = (text: unknown): text is Half =>
	typeof text === 'string' && shapeOfHalf.test(text);

/** The six figures a programme reports. Each is computed from what happened; none can be typed in. */
export const figureNames = [
	'participants',
	'resilience',
	'coping',
	'meetings_held',
	'average_length',
	'trained_facilitators'
] as const;
export type FigureName = (typeof figureNames)[number];
export type RatingFigureName = 'resilience' | 'coping';

/**
 * Who reads: coordinators (`inside`) or anyone (`outside`). A number of people below the limit is not
 * shown, nor anything it could be worked out from.
 */
export type Audience = 'inside' | 'outside';
export const fewest: Record<Audience, number> = { inside: 5, outside: 10 };
/** Outside, numbers of people are rounded to this. */
export const roundedTo = 5;

/** Why a figure is not shown; words are in the catalogue (`impact.hidden.<reason>`). */
export type HiddenReason =
	'too_few' | 'too_few_others' | 'quarter_open' | 'not_yet' | 'nobody' | 'no_meeting';

export interface RatingDetail {
	/** People who came to at least one meeting in the quarter: those who could have answered. */
	eligible: number | null;
	/** answered of eligible, 0 to 1. */
	responseRate: number | null;
	same: number | null;
	worse: number | null;
	/** Same and worse together, where one of them alone would be too few people. */
	notBetter: number;
	/** Gave one answer to every question; they are in `same`. */
	alike: number | null;
	/** The share if none, and if all, of those who did not answer were better; 0 to 1. */
	bounds: Interval | null;
	/** Half of those who answered did so within this many weeks of joining. */
	medianWeeks: number | null;
}

export interface Figure {
	name: FigureName;
	unit: 'people' | 'share' | 'meetings' | 'minutes';
	/** The figure itself: people, meetings, minutes, or a share from 0 to 1. Null when hidden. */
	value: number | null;
	numerator: number | null;
	denominator: number | null;
	/** 95 %; null for what was counted in full. */
	interval: Interval | null;
	hidden: HiddenReason | null;
	ratings: RatingDetail | null;
	/** Of the meetings held: what else came of planned meetings, which is not counted in the figure. */
	besides?: { openHours: number; tooFew: number };
}

export interface QuarterFigures {
	quarter: Quarter;
	from: Date;
	until: Date;
	/** The quarter is over and its figures will not change any more. */
	isClosed: boolean;
	figures: Figure[];
}

export interface Programme {
	isDemonstration: boolean;
	timeZone: string;
	/** All that can be chosen, newest first. */
	quarters: Quarter[];
	chosen: QuarterFigures;
	/** Up to eight quarters, newest first. */
	history: QuarterFigures[];
}

export const figureOf = (quarter: QuarterFigures, name: FigureName): Figure =>
	quarter.figures.find((figure) => figure.name === name)!;
