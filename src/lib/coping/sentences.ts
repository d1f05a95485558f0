import { say } from '#lib/words/words.ts';
import type { Beat } from './guide.ts';
import type { Entry, Symptom } from './library.ts';
import type { Helped } from './practices.ts';

type Shape = Pick<Entry, 'minutes' | 'worksWith' | 'alone' | 'together'>;
/** “3 minutes. Body and mind. Alone or together.” */
export function sayShape({ minutes, worksWith, alone, together }: Shape): string {
	const company = alone && together ? 'either' : together ? 'together' : 'alone';
	return say('coping.shape', { minutes, worksWith, company });
}

export const saySymptom = (symptom: Symptom): string => say(`coping.symptom.${symptom}`);

/** “Worried or anxious · Panic” */
export const saySymptoms = (symptoms: readonly Symptom[]): string =>
	symptoms.map(saySymptom).join(' · ');

export const sayBeat = ({ say: what, part = '' }: Beat): string =>
	say(`coping.beat.${what}`, { part });

/** “Breathe in: 4 seconds. Breathe out: 6 seconds.” */
export const sayRound = (beats: readonly Beat[]): string =>
	beats
		.filter(({ part }) => part === beats[0]?.part)
		.map((beat) => say('coping.beat.for', { what: sayBeat(beat), seconds: beat.seconds }))
		.join(' ');

/** How upset somebody was, as far as it is known; at least one of the two is. */
export function sayFelt(before: number | null, after: number | null): string {
	if (before === null) return say('coping.felt.after', { after: after ?? '' });
	if (after === null) return say('coping.felt.before', { before });
	return say('coping.felt.both', { before, after });
}

const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
/** An average, to a tenth. */
export const sayAverage = (value: number | null): string =>
	value === null ? say('coping.helped.unknown') : oneDigit.format(value);

/** Less than this up or down is no change. */
const NOTICED = 0.5;

/** “From 7 down to 4.” Nothing is called good or bad but calmer or not. */
export function sayChange({ before, after }: Pick<Helped, 'before' | 'after'>): string {
	if (before === null || after === null) return say('coping.helped.no_numbers');
	const numbers = { before: sayAverage(before), after: sayAverage(after) };
	if (before - after >= NOTICED) return say('coping.helped.down', numbers);
	if (after - before >= NOTICED) return say('coping.helped.up', numbers);
	return say('coping.helped.same', numbers);
}

export const sayLater = ({
	helpedLater,
	saidLater
}: Pick<Helped, 'helpedLater' | 'saidLater'>): string =>
	say('coping.helped.later', { helped: helpedLater, said: saidLater });
