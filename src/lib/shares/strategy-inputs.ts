import { z } from 'zod';
import { SYMPTOMS, WORKS_WITH } from '#lib/coping/coping.ts';
import { id, isSeen, plain, someOf, ticked, written } from './fields.ts';
import {
	longestOf,
	mostCautions,
	mostMinutes,
	mostSteps,
	mostSymptoms,
	rated
} from './strategies.ts';

/** A form is cut nowhere below this: what is too much is counted, and said. */
const longestForm = 40_000;

/** One on each line; lines on which nothing can be seen are none. */
const linesOf = (atLeast: number, atMost: number, codes: { none: string; many: string }) =>
	z
		.string()
		.max(longestForm, codes.many)
		.default('')
		.transform((text) =>
			text
				.split('\n')
				.map((line) => line.trim())
				.filter(isSeen)
		)
		.pipe(
			z
				.array(z.string().max(longestOf.line, 'line_long').refine(plain, 'characters'))
				.min(atLeast, codes.none)
				.max(atMost, codes.many)
		);

const words = {
	title: written(longestOf.title).refine((title) => !title.includes('\n'), 'characters'),
	symptoms: someOf(SYMPTOMS, mostSymptoms),
	minutes: z
		.string('number')
		.trim()
		.regex(/^\d{1,4}$/, 'number')
		.transform(Number)
		.pipe(z.int().min(1, 'too_small').max(mostMinutes, 'minutes_many')),
	worksWith: z.enum(WORKS_WITH, 'choose'),
	steps: linesOf(1, mostSteps, { none: 'steps_none', many: 'steps_many' }),
	cautions: linesOf(0, mostCautions, { none: 'required', many: 'cautions_many' }),
	asksFeedback: ticked
};

/** `once` is made with the form, so that sending it twice shares it once. */
export const StrategyInput = z.object({ once: id, ...words });
export type StrategyInput = z.output<typeof StrategyInput>;
export const EditStrategyInput = z.object(words);

/** What an author wants from now on. */
export const AskInput = z.object({
	asks: z.enum(['yes', 'no'], 'choose').transform((asks) => asks === 'yes')
});
export const WeekInput = z.object({
	joined: z.enum(['yes', 'no'], 'choose').transform((joined) => joined === 'yes')
});

const answer = z
	.string()
	.trim()
	.max(longestOf.answer, 'too_long')
	.refine(plain, 'characters')
	.transform((text) => (isSeen(text) ? text : ''))
	.default('');
export const FeedbackInput = z.object({
	once: id,
	clear: z.enum(rated, 'choose'),
	doable: z.enum(rated, 'choose'),
	keep: answer,
	change: answer
});
export type FeedbackInput = z.output<typeof FeedbackInput>;
