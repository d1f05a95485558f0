import { z } from 'zod';
import { itemKeys, type Answer, type ItemKey } from './wellbeing.ts';

const given = ['-2', '-1', '0', '1', '2'] as const;
/** As a form sends it: `none`, nothing, or one of the five. */
const answer = z
	.union([z.enum(given), z.literal('none'), z.literal('')], 'choose')
	.optional()
	.transform((text): Answer => (text && text !== 'none' ? (Number(text) as Answer) : null));

export const AnswersInput = z.object({
	/** Made with the form, so that sending it twice stores it once. */
	once: z.uuid('invalid'),
	consent: z.literal('give', 'choose').optional(),
	...(Object.fromEntries(itemKeys.map((key) => [key, answer])) as Record<ItemKey, typeof answer>)
});
export type AnswersInput = z.output<typeof AnswersInput>;
export const ChoiceInput = z.object({ choice: z.enum(['later', 'never', 'again'], 'choose') });
const stored = z.union([z.literal([-2, -1, 0, 1, 2]), z.null()]);
/** What was stored, as it is read back. */
export const StoredAnswers = z.object(
	Object.fromEntries(itemKeys.map((key) => [key, stored])) as Record<ItemKey, typeof stored>
);

export const RatingInput = z.object({ ratingId: z.uuid('invalid') });
/** Sent by the consent switch: what the person wants from now on. */
export const ConsentInput = z.object({ consent: z.enum(['give', 'revoke'], 'choose') });
