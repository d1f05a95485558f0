import { z } from 'zod';
import { RATING_MAX } from './meetings.ts';

/** What is asked about a meeting, in our own words; each from 0 to 10, each may be skipped. */
export const FEEDBACK_ITEMS = ['heard', 'safe', 'useful', 'again'] as const;
export type FeedbackItem = (typeof FEEDBACK_ITEMS)[number];
export type Feedback = Record<FeedbackItem, number | null>;

/** Answers are taken for this long after a meeting ended, and shown to nobody before. In milliseconds. */
export const FEEDBACK_OPEN_FOR = 7 * 24 * 60 * 60_000;
/** Nothing is shown about fewer answers than this. */
export const FEWEST_ANSWERS = 5;

const scale = z
	.union([
		z.literal('').transform(() => null),
		z.coerce.number('number').int('number').min(0, 'too_small').max(RATING_MAX, 'too_big')
	])
	.optional()
	.transform((value) => value ?? null);

/** The form after a meeting: how somebody leaves, and the four answers; any of them empty when skipped. */
export const AfterInput = z.object({
	leaving: scale,
	heard: scale,
	safe: scale,
	useful: scale,
	again: scale
});
export type AfterInput = z.infer<typeof AfterInput>;

/** An average as it may be shown: to the half, and its ends not told apart, where all said the same. */
export interface Felt {
	average: number;
	/** Answers to the nearest five below. */
	answers: number;
}
export type FeltItems = Record<FeedbackItem, Felt | null>;

const step = 0.5;
const ends = { low: 1, high: RATING_MAX - 1 };

/** What may be said about these answers: nothing about fewer than five. */
export function feltOf(answers: readonly Feedback[], item: FeedbackItem): Felt | null {
	const given = answers.map((each) => each[item]).filter((value) => value !== null);
	if (given.length < FEWEST_ANSWERS) return null;
	const mean = given.reduce((sum, value) => sum + value, 0) / given.length;
	const rounded = Math.round(mean / step) * step;
	return {
		average: Math.min(ends.high, Math.max(ends.low, rounded)),
		answers: Math.floor(given.length / FEWEST_ANSWERS) * FEWEST_ANSWERS
	};
}

export const feltItems = (answers: readonly Feedback[]): FeltItems => ({
	heard: feltOf(answers, 'heard'),
	safe: feltOf(answers, 'safe'),
	useful: feltOf(answers, 'useful'),
	again: feltOf(answers, 'again')
});

export const isLowEnd = ({ average }: Felt): boolean => average <= ends.low;
export const isHighEnd = ({ average }: Felt): boolean => average >= ends.high;
