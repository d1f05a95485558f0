import { z } from 'zod';
import { longest, needs } from './shares.ts';

/** Line ends, tabs and all that people write; no other control characters. */
const written = (most: number) =>
	z
		.string('required')
		.trim()
		.min(1, 'required')
		.max(most, 'too_long')
		.refine((text) => !/[^\P{Cc}\n\t]/u.test(text), 'characters');
const id = z.uuid('invalid');
/** Made with the form, so that sending it twice writes it once. */
const once = id;

export const ShareInput = z.object({
	once,
	need: z.enum(needs, 'need'),
	text: written(longest.share)
});
export const EditShareInput = ShareInput.omit({ once: true });
export const ReplyInput = z.object({ once, shareId: id, text: written(longest.reply) });
export const EditReplyInput = z.object({ replyId: id, text: written(longest.reply) });
export const RemoveReplyInput = z.object({ replyId: id });
export const RespondInput = z.object({
	shareId: id,
	/** `hear.yes` or `hear.no`: what the person wants from now on, so that a double press is one. */
	said: z
		.string('choose')
		.regex(/^[a-z_]{1,30}\.(yes|no)$/, 'choose')
		.transform((word) => {
			const [kind = '', wanted] = word.split('.');
			return { kind, wanted: wanted === 'yes' };
		})
});
