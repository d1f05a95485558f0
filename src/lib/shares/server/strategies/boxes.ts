import { z } from 'zod';
import { SYMPTOMS, WORKS_WITH } from '#lib/coping/coping.ts';
import { BoxError, open, seal } from '#server/crypto.ts';
import { rated, type Feedback, type StrategyWords } from '../../strategies.ts';

/** What the boxes hold. */
const Words = z.object({
	...{ title: z.string(), symptoms: z.array(z.enum(SYMPTOMS)), minutes: z.int() },
	...{ worksWith: z.enum(WORKS_WITH), steps: z.array(z.string()), cautions: z.array(z.string()) }
}) satisfies z.ZodType<StrategyWords>;
const Said = z.object({
	...{ clear: z.enum(rated), doable: z.enum(rated), keep: z.string(), change: z.string() }
}) satisfies z.ZodType<Feedback>;

const bound = {
	strategy: (id: string) => `group-strategy:${id}`,
	feedback: (id: string) => `strategy-feedback:${id}`
};

/** Encrypts words for this very row: moved to another one they do not open. */
export const sealStrategy = (key: Buffer, id: string, words: StrategyWords): Buffer =>
	seal(key, bound.strategy(id), JSON.stringify(Words.parse(words)));
export const sealFeedback = (key: Buffer, id: string, said: Feedback): Buffer =>
	seal(key, bound.feedback(id), JSON.stringify(Said.parse(said)));

/** Null when the key of whoever wrote it was destroyed. */
export const openStrategy = (key: Buffer | null, id: string, box: Buffer): StrategyWords | null =>
	opened(key, bound.strategy(id), box, Words);
export const openFeedback = (key: Buffer | null, id: string, box: Buffer): Feedback | null =>
	opened(key, bound.feedback(id), box, Said);

function opened<T>(key: Buffer | null, about: string, box: Buffer, as: z.ZodType<T>): T | null {
	if (!key) return null;
	try {
		return as.parse(JSON.parse(open(key, about, box).toString()));
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
