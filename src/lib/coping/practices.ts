import { z } from 'zod';
import { SYMPTOMS, type Symptom } from './library.ts';

/** So many tries are kept of one person; the oldest go first. */
export const MOST_TRIES = 500;
/** After so many days whoever wants it is asked how it went on. */
export const LATER_DAYS = [3, 7] as const;
export type LaterDay = (typeof LATER_DAYS)[number];
/** How it went on; its words are `coping.later.…`. */
export const LATER = ['much', 'some', 'not', 'worse', 'skipped'] as const;
export type Later = (typeof LATER)[number];
/** A question is open for so many days after its own. */
export const OPEN_FOR = 14;

const rating = z
	.string()
	.regex(/^(?:|\d|10)$/, 'choose')
	.default('')
	.transform((text) => (text === '' ? null : Number(text)));

/** The form of one try: all of it may be left empty. */
export const TriedInput = z.object({
	once: z.uuid('invalid'),
	symptom: z
		.enum(['', ...SYMPTOMS], 'choose')
		.default('')
		.transform((code) => code || null),
	/** How upset, 0 to 10, before it and after it. */
	before: rating,
	after: rating,
	/** Asked again after three and seven days. */
	ask: z
		.literal('yes', 'choose')
		.optional()
		.transform((ask) => ask === 'yes')
});
export type TriedInput = z.output<typeof TriedInput>;

export const LaterInput = z.object({
	practiceId: z.uuid('invalid'),
	day: z.enum(['3', '7'], 'choose').transform((day) => Number(day) as LaterDay),
	answer: z.enum(LATER, 'choose')
});
export type LaterInput = z.output<typeof LaterInput>;
export const PracticeId = z.object({ practiceId: z.uuid('invalid') });

/** One try of my own. */
export interface Try {
	practiceId: string;
	/** Its strategy, by the id of the content file. */
	strategy: string;
	symptom: Symptom | null;
	before: number | null;
	after: number | null;
	later: Record<LaterDay, Later | null>;
	triedAt: Date;
	/** The question about it that is open now. */
	question: LaterDay | null;
}

/** One try that its person agreed to have counted, with what it was for and both numbers. */
export interface CountedTry {
	/** Whoever tried; used to count each person once, and nowhere after. */
	accountId: string;
	strategy: string;
	symptom: Symptom;
	/** How upset, 0 to 10. */
	before: number;
	after: number;
	triedAt: Date;
}

/** What one strategy did for me, for one thing. */
export interface Helped {
	strategy: string;
	symptom: Symptom | null;
	times: number;
	/** Of how many of them both numbers are known. */
	rated: number;
	/** Averages over those; null without any. */
	before: number | null;
	after: number | null;
	/** How often it was said afterwards that it helped, much or some, and how often anything was said. */
	helpedLater: number;
	saidLater: number;
}

/** My tries by what they were for and by strategy: in the order of symptoms, what calmed most first. */
export function helped(
	tries: readonly Pick<Try, 'strategy' | 'symptom' | 'before' | 'after' | 'later'>[]
): Helped[] {
	const heaps = new Map<string, (typeof tries)[number][]>();
	for (const one of tries) {
		const name = `${one.symptom ?? ''} ${one.strategy}`;
		const heap = heaps.get(name);
		if (heap) heap.push(one);
		else heaps.set(name, [one]);
	}
	return [...heaps.values()].map(sumUp).sort(byUse);
}

function sumUp(heap: readonly Pick<Try, 'strategy' | 'symptom' | 'before' | 'after' | 'later'>[]) {
	const rated = heap.filter(({ before, after }) => before !== null && after !== null);
	const mean = (when: 'before' | 'after') =>
		rated.length === 0 ? null : rated.reduce((sum, one) => sum + one[when]!, 0) / rated.length;
	const later = heap
		.flatMap((one) => LATER_DAYS.map((day) => one.later[day]))
		.filter((said) => said !== null && said !== 'skipped');
	return {
		...{ strategy: heap[0]!.strategy, symptom: heap[0]!.symptom, times: heap.length },
		...{ rated: rated.length, before: mean('before'), after: mean('after') },
		helpedLater: later.filter((said) => said === 'much' || said === 'some').length,
		saidLater: later.length
	};
}

const placeOf = (symptom: Symptom | null): number =>
	symptom === null ? SYMPTOMS.length : SYMPTOMS.indexOf(symptom);
const changeIn = ({ before, after }: Helped): number =>
	before === null || after === null ? Infinity : after - before;

function byUse(a: Helped, b: Helped): number {
	const [one, other] = [changeIn(a), changeIn(b)];
	return (
		placeOf(a.symptom) - placeOf(b.symptom) ||
		// Two that are both unknown have no difference that could be counted.
		(one === other ? 0 : one - other) ||
		b.times - a.times ||
		(a.strategy < b.strategy ? -1 : 1)
	);
}
