import { z } from 'zod';
import { feelings } from './feelings.ts';
import { id, isSeen, plain, someOf, ticked, written } from './fields.ts';
import {
	audiences,
	hasNeed,
	howToMeet,
	kinds,
	lists,
	longest,
	most,
	mostShown,
	needs,
	responseKinds,
	type Written
} from './shares.ts';
import { topics } from './topics.ts';

/** Made with the form, so that sending it twice writes it once. */
const once = id;

const words = {
	need: z.enum(needs, 'need').optional(),
	text: written(longest.share),
	feelings: someOf(feelings, most.feelings),
	note: z
		.string()
		.trim()
		.max(longest.note, 'too_long')
		.refine((note) => plain(note) && !note.includes('\n'), 'characters')
		.transform((note) => (isSeen(note) ? note : ''))
		.default(''),
	topics: someOf(topics, most.topics),
	responsesOnly: ticked
};
const whole = {
	...words,
	kind: z.enum(kinds, 'choose').default('share'),
	audience: z.enum(audiences, 'choose').default('group'),
	wasKept: ticked
};

export const ShareInput = z
	.object({ once, ...whole })
	.refine(({ kind, need }) => !hasNeed(kind) || need, { path: ['need'], message: 'need' })
	.transform(({ need = null, ...rest }) => ({ ...rest, need }));
/** What is kept for later may lack what is asked for before it is shared. */
export const DraftInput = z
	.object(whole)
	.transform(({ wasKept: _, need = null, ...rest }): Written => ({ ...rest, need }));
/** What kind of share it is, and for whom, stays. */
export const EditShareInput = z.object(words);
/** What a reply quotes, and which words of it; without words it quotes nothing. */
const quoting = {
	quoted: id.optional(),
	passage: z.string().trim().max(longest.quote, 'too_long').default('')
};
export const ReplyInput = z.object({
	...{ once, shareId: id, text: written(longest.reply) },
	...quoting
});
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

/** One word or a few on each line, each once. */
const ownWords = z
	.string()
	.default('')
	.transform((text) => [
		...new Set(
			text
				.split('\n')
				.map((line) => line.trim())
				.filter((line) => line !== '')
		)
	])
	.pipe(
		z
			.array(
				z
					.string()
					.max(most.ownWord, 'too_long')
					.refine((word) => plain(word) && /[\p{L}\p{N}]/u.test(word), 'characters')
			)
			.max(most.ownWords, 'too_many')
	);
export const ChooseTopicsInput = z.object({
	topics: someOf(topics, topics.length),
	words: ownWords,
	how: z.enum(howToMeet, 'choose').default('fold')
});
const yesOrNo = z.enum(['yes', 'no'], 'choose').transform((wanted) => wanted === 'yes');
export const FoldInput = z.object({
	membershipId: id,
	wanted: yesOrNo
});
/** From now on so, or not so: a double press is one. */
export const WantedInput = z.object({ wanted: yesOrNo });
export const EndBuddyInput = z.object({ as: z.enum(['newcomer', 'buddy'], 'choose') });
/** In the order they are offered. */
export const ChooseResponsesInput = z.object({
	responses: z
		.array(z.enum(responseKinds, 'choose'), 'choose')
		.min(1, 'choose')
		.max(responseKinds.length, 'too_many')
		.transform((picked) => responseKinds.filter((one) => picked.includes(one)))
});
export const LookingInput = z.object({
	since: z.iso.datetime('invalid').transform((at) => new Date(at)),
	shown: z.array(id).max(mostShown, 'too_many').default([]),
	list: z.enum(lists, 'choose').default('none')
});
