import { z } from 'zod';
import file from '#content/feelings.json' with { type: 'json' };

/** Families of feelings; their words are `checkins.family.…`. */
export type Family = keyof typeof file.families;
export const families = Object.entries(file.families) as [Family, readonly string[]][];
const known: ReadonlySet<string> = new Set(families.flatMap(([, words]) => words));

/** How I slept; its words are `checkins.sleep.…`. */
export const SLEEP = ['hardly', 'badly', 'fairly', 'well'] as const;
export type Sleep = (typeof SLEEP)[number];

/** Feelings of the list in one check-in. */
export const MOST_FEELINGS = 12;
/** Feelings in own words, and letters in one of them. */
export const MOST_OWN = 4;
export const LONGEST_WORD = 40;
/** Letters in the one line. */
export const LONGEST_LINE = 280;
/** Check-ins that are read at once: more than anybody makes in a year. */
export const MOST_READ = 2000;

/** All that people write in one line; no control characters. */
const plain = (text: string): boolean => !/\p{Cc}/u.test(text);
const ownWords = z
	.string()
	.default('')
	.refine(plain, 'characters')
	.transform((text) => [
		...new Set(
			text
				.split(',')
				.map((word) => word.trim())
				.filter(Boolean)
		)
	])
	.refine((words) => words.length <= MOST_OWN, 'too_many')
	.refine((words) => words.every(({ length }) => length <= LONGEST_WORD), 'too_long');

/** One check-in: all of it may be left out, not all of it at once. */
export const CheckInInput = z
	.object({
		once: z.uuid('invalid'),
		feelings: z
			.array(z.string().refine((word) => known.has(word), 'choose'))
			.max(MOST_FEELINGS, 'too_many')
			.transform((words) => [...new Set(words)])
			.default([]),
		/** With commas between them. */
		own: ownWords,
		/** 0 is as bad as it gets, 10 as good. */
		rating: z
			.string()
			.regex(/^(?:|\d|10)$/, 'choose')
			.default('')
			.transform((text) => (text === '' ? null : Number(text))),
		sleep: z
			.enum(['', ...SLEEP], 'choose')
			.default('')
			.transform((how) => how || null),
		line: z.string().trim().max(LONGEST_LINE, 'too_long').refine(plain, 'characters').default('')
	})
	.refine((said) => !isEmpty(said), { path: ['rating'], error: 'something' });
export type CheckInInput = z.output<typeof CheckInInput>;

const isEmpty = ({ feelings, own, rating, sleep, line }: Omit<CheckIn, 'checkInId' | 'at'>) =>
	feelings.length + own.length === 0 && rating === null && sleep === null && line === '';

export const CheckInId = z.object({ checkInId: z.uuid('invalid') });

/** How I said I was. */
export interface CheckIn {
	checkInId: string;
	at: Date;
	feelings: string[];
	own: string[];
	rating: number | null;
	sleep: Sleep | null;
	line: string;
}
