import { z } from 'zod';
import { MAX_PART_MINUTES, PART_NAMES, TEMPLATE_NAMES } from '#lib/groups/groups.ts';
import { MAX_PARTS, MAX_SEATS } from './limits.ts';
import { FEELINGS } from './feelings.ts';
import { HELP_KINDS, SPOTS, TURN_MODES } from './room-events.ts';
import { ANSWERS, RATING_MAX } from './meetings.ts';
import { CARD_MAX, LINE_MAX, PROTOCOL } from './protocol.ts';
import { isWritten, RESPONSES } from './speaking.ts';

/**
 * What may come in from outside, by socket or by form. Apart from the vocabulary, because checking is the
 * server's: browsers need not load it.
 */
const Id = z.uuid();
/** Chosen by the sender and returned with the answer, so that a late answer finds its button. */
const text = (most: number) => z.string().trim().max(most).refine(isWritten);
const ref = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const practice = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** 0 to 10, or none. */
const score = z.int().min(0).max(RATING_MAX).nullable();

const plain = <T extends string>(t: T) => z.strictObject({ t: z.literal(t), ref });

/** Where a browser had got to; words are resumed only within the same epoch. */
const Cursor = z.strictObject({
	seq: z.int().min(0),
	words: z.int().min(0),
	epoch: z.string().max(40)
});

export const Hello = z.strictObject({
	t: z.literal('hello'),
	v: z.literal(PROTOCOL),
	meeting: Id,
	cursor: Cursor.optional()
});
export type Hello = z.infer<typeof Hello>;

/** Every message after hello but words, which are checked by hand because they are the hot path. */
export const ClientMessage = z.discriminatedUnion('t', [
	z.strictObject({ t: z.literal('response'), ref, kind: z.enum(RESPONSES) }),
	plain('leave'),
	plain('open'),
	z.strictObject({ t: z.literal('admit'), ref, who: Id }),
	z.strictObject({ t: z.literal('remove'), ref, who: Id }),
	z.strictObject({ t: z.literal('lock'), ref, locked: z.boolean() }),
	z.strictObject({ t: z.literal('next-part'), ref, from: z.int().min(-1).max(20) }),
	z.strictObject({ t: z.literal('extend'), ref, part: z.int().min(0).max(20) }),
	z.strictObject({ t: z.literal('give'), ref, to: Id }),
	z.strictObject({ t: z.literal('hand-on'), ref, from: Id, to: Id.optional() }),
	z.strictObject({ t: z.literal('hand-to'), ref, to: Id }),
	z.strictObject({ t: z.literal('mute'), ref, who: Id, muted: z.boolean() }),
	z.strictObject({ t: z.literal('ask-aside'), ref, who: Id }),
	z.strictObject({ t: z.literal('go'), ref, to: z.enum(SPOTS) }),
	z.strictObject({ t: z.literal('swap'), ref, lead: Id }),
	plain('open-hour'),
	z.strictObject({ t: z.literal('shorten'), ref, part: z.int().min(0).max(MAX_PARTS) }),
	z.strictObject({
		t: z.literal('plan'),
		ref,
		from: z.int().min(-1).max(MAX_PARTS),
		coming: z
			.array(
				z.strictObject({ name: z.enum(PART_NAMES), minutes: z.int().min(1).max(MAX_PART_MINUTES) })
			)
			.max(MAX_PARTS)
	}),
	z.strictObject({ t: z.literal('mode'), ref, mode: z.enum(TURN_MODES) }),
	z.strictObject({ t: z.literal('time-turns'), ref, minutes: z.int().min(1).max(10).nullable() }),
	z.strictObject({ t: z.literal('order'), ref, circle: z.array(Id).max(MAX_SEATS) }),
	plain('defer'),
	plain('unwant-turn'),
	z.strictObject({ t: z.literal('practise'), ref, practice }),
	/** I practised along: counted, never kept with a name. */
	plain('practised'),
	plain('end-practice'),
	plain('take'),
	plain('finish'),
	plain('pass'),
	plain('want-turn'),
	plain('pause'),
	plain('resume'),
	/** `call`: the sender's own id of this call, so that it is made once however often it is sent. */
	z.strictObject({
		t: z.literal('help'),
		ref,
		about: z.enum(HELP_KINDS).nullable(),
		call: Id.optional()
	}),
	z.strictObject({ t: z.literal('take-help'), ref, call: Id }),
	z.strictObject({ t: z.literal('settle-help'), ref, call: Id }),
	plain('end'),
	/** What I keep for myself; null takes it back. */
	z.strictObject({
		t: z.literal('rating'),
		ref,
		when: z.enum(['arriving', 'leaving']),
		value: score
	}),
	z.strictObject({ t: z.literal('word'), ref, word: z.enum(FEELINGS).nullable() }),
	z.strictObject({
		...{ t: z.literal('felt'), ref, practice, when: z.enum(['before', 'after']) },
		value: score
	}),
	/** The facilitators' private line. */
	z.strictObject({ t: z.literal('line'), ref, text: text(LINE_MAX).min(1) }),
	/** Where we are, for late-comers; nothing takes it away. */
	z.strictObject({ t: z.literal('card'), ref, text: text(CARD_MAX) }),
	/** Between the person who called for help and the facilitator who came. */
	z.strictObject({
		t: z.literal('aside'),
		ref,
		call: Id,
		text: text(LINE_MAX).min(1)
	})
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** How somebody leaves, as a form sends it; empty when skipped. */
export const LeavingInput = z.object({
	value: z
		.union([
			z.literal('').transform(() => null),
			z.coerce.number('number').int('number').min(0, 'too_small').max(RATING_MAX, 'too_big')
		])
		.optional()
		.transform((value) => value ?? null)
});

/** Whether somebody comes, as a form sends it. */
export const AnswerInput = z.object({ answer: z.enum(ANSWERS, 'choose') });

/** A facilitator says yes to a meeting, and what its group may call them. */
export const StepInInput = z.object({
	alias: z.string().trim().min(2, 'too_short').max(24, 'too_long')
});

/** Which form to start a meeting's run of show from. */
export const TemplateInput = z.object({ template: z.enum(TEMPLATE_NAMES, 'choose') });
