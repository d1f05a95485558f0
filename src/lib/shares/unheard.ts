/** That nobody stays unheard: when a share without an answer comes to whom, and what each may choose about it. */
import { z } from 'zod';
import type { Author, Need } from './shares.ts';

/** Hours without an answer after which a share comes to those who like to answer. */
export const answerHours = { least: 2, usual: 4, most: 12 };
/** Hours after which it comes to the facilitators, and after which the coordinator hears that one waits. */
export const comesAfter = { facilitator: 12, coordinator: 24 };
/** After so many days a share is brought to nobody any more. */
export const BROUGHT_FOR = 14;
/** Shares that may come to one person in 24 hours because they like to answer, at most. */
export const mostADay = 5;
/** For whoever chose none: nobody is told at night. */
export const usualQuiet = { from: '22:00', until: '07:00' };

const time = z.string('required').regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'invalid');
export const AnsweringInput = z.object({
	/** None: not asked as a member. */
	aDay: z.coerce.number('choose').int('choose').min(0, 'choose').max(mostADay, 'choose'),
	quietFrom: time,
	/** The same as the beginning: no quiet hours. */
	quietUntil: time
});
export const AnswerTimeInput = z.object({
	hours: z.coerce
		.number('choose')
		.int('choose')
		.min(answerHours.least, 'choose')
		.max(answerHours.most, 'choose')
});

/** What somebody chose; local times in the zone they chose them in. */
export type Answering = z.infer<typeof AnsweringInput> & { timeZone: string };

/** A share that was brought to me and still has no answer. Its words stay on its own page. */
export interface WaitingShare {
	shareId: string;
	groupId: string;
	groupName: string;
	author: Author;
	need: Need;
	sharedAt: Date;
}
