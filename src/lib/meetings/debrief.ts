import { z } from 'zod';
import { RATING_MAX } from './meetings.ts';

/** The debrief of one facilitator after a meeting: about their own work, never about what members said. */
export const DEBRIEF_MAX = 2000;
export const FOLLOW_UP_MAX = 300;
/** What is noted after one meeting, by all its facilitators: more than this nobody can look after. */
export const FOLLOW_UPS_MOST = 40;
export const INCIDENTS_MOST = 20;
/** A debrief is asked for until this many days after the meeting. */
export const DEBRIEF_ASKED_DAYS = 14;
/** So long after the end of a meeting somebody is reminded of theirs; after the last, no more. */
export const DEBRIEF_REMINDED = [10 * 60_000, 86_400_000, 3 * 86_400_000, 7 * 86_400_000] as const;
/** Somebody is told for so many days that something they were to do is due. */
export const FOLLOW_UP_ASKED_DAYS = 7;

const words = z.string().trim().max(DEBRIEF_MAX, 'too_long').default('');
const scale = z
	.union([
		z.literal('').transform(() => null),
		z.coerce.number('number').int('number').min(0, 'too_small').max(RATING_MAX, 'too_big')
	])
	.optional()
	.transform((value) => value ?? null);

export const DebriefInput = z.object({
	well: words,
	hard: words,
	/** How the facilitator is, 0 (calm) to 10. */
	self: scale,
	cover: z.literal('yes').optional()
});
export type DebriefInput = z.infer<typeof DebriefInput>;

export const FollowUpInput = z.object({
	/** Made by the page, so that a form sent twice makes one. */
	once: z.uuid(),
	what: z.string().trim().min(1, 'required').max(FOLLOW_UP_MAX, 'too_long'),
	owner: z.uuid('choose'),
	due: z.iso.date('date')
});
export type FollowUpInput = z.infer<typeof FollowUpInput>;

export const DoneInput = z.object({ followUpId: z.uuid() });

/** What can have happened. By kind alone: there is no place for words about anybody. */
export const INCIDENT_KINDS = [
	'risk_to_life',
	'threat',
	'unsafe_at_home',
	'minor',
	'identified',
	'agreement_broken',
	'facilitator_missing',
	'technical'
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const IncidentInput = z.object({
	once: z.uuid(),
	kind: z.enum(INCIDENT_KINDS, 'choose'),
	/** A membership of the group, or nobody. */
	about: z.union([z.literal('').transform(() => null), z.uuid('choose')])
});
export type IncidentInput = z.infer<typeof IncidentInput>;

/** A debrief as it was written. Null words were destroyed with their writer's key. */
export interface Debrief {
	well: string;
	hard: string;
	self: number | null;
	cover: boolean;
}
