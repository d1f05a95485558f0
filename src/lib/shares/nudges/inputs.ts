import { z } from 'zod';
import { needs } from '../shares.ts';
import { seenIn } from './nudging.ts';

/** What the form sends along with the words: what was shown, and what is answered. */
const Shown = z.object({
	nudged: z.string().max(200, 'invalid').default('').transform(seenIn),
	// It only chooses which thought the writer is shown.
	parentNeed: z.enum(needs).optional().catch(undefined)
});

/** An input of words for a group, with what the writer was shown before. */
export const withNudges = <Schema extends z.ZodType>(schema: Schema) => schema.and(Shown);
