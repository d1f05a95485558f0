import { z } from 'zod';
import type { Guide } from './guide.ts';

/** What a strategy may help with; its words are `coping.symptom.…`. */
export const SYMPTOMS = [
	...(['triggers', 'flashbacks', 'panic', 'anxiety', 'dissociation'] as const),
	...(['nightmares', 'sleep', 'hypervigilance', 'anger', 'low_mood'] as const),
	...(['guilt_shame', 'isolation', 'trust', 'avoidance', 'concentration'] as const)
] as const;
export type Symptom = (typeof SYMPTOMS)[number];

/** What a strategy works with: the body, the mind, or both. */
export const WORKS_WITH = ['body', 'mind', 'both'] as const;
export type WorksWith = (typeof WORKS_WITH)[number];

/** How many minutes somebody has, at most. */
export const MINUTES = ['2', '5', '15'] as const;
export const COMPANY = ['alone', 'together'] as const;

/** What somebody looks for. Empty stands for anything. */
export const Wanted = z.object({
	symptom: z.enum(['', ...SYMPTOMS], 'choose').default(''),
	minutes: z.enum(['', ...MINUTES], 'choose').default(''),
	worksWith: z.enum(['', ...WORKS_WITH], 'choose').default(''),
	company: z.enum(['', ...COMPANY], 'choose').default('')
});
export type Wanted = z.output<typeof Wanted>;
export const anything: Wanted = { symptom: '', minutes: '', worksWith: '', company: '' };

/** What the list shows of a strategy. */
export interface Entry {
	page: string;
	title: string;
	minutes: number;
	worksWith: WorksWith;
	alone: boolean;
	together: boolean;
	symptoms: readonly Symptom[];
}
/** What its own page shows. */
export interface Whole extends Entry {
	/** One sentence or two each, in their order. */
	steps: readonly string[];
	cautions: readonly string[];
	guide: Guide;
	evidence: string;
	source: string;
}

/** Whether a strategy is what somebody looks for. One for body and mind fits those who ask for either. */
export function fits(strategy: Entry, wanted: Wanted): boolean {
	const { symptom, minutes, worksWith, company } = wanted;
	return (
		(!symptom || strategy.symptoms.includes(symptom)) &&
		(!minutes || strategy.minutes <= Number(minutes)) &&
		(!worksWith || [worksWith, 'both'].includes(strategy.worksWith)) &&
		(!company || strategy[company])
	);
}
