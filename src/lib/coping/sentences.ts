import { say } from '#lib/words/words.ts';
import type { Beat } from './guide.ts';
import type { Entry, Symptom } from './library.ts';

/** “3 minutes. Body and mind. Alone or together.” */
export function sayShape({ minutes, worksWith, alone, together }: Omit<Entry, 'symptoms'>): string {
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
