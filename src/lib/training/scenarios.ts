import { z } from 'zod';
import type { Rubric, RUBRIC } from './training.ts';

/** How something went, by one line of the rubric or as a whole. */
export const GRADES = ['good', 'mixed', 'poor'] as const;
export type Grade = (typeof GRADES)[number];

/** A scenario on the list. */
export interface ScenarioLine {
	page: string;
	title: string;
	state: 'new' | 'begun' | 'done';
}
/** One choice that was made, and what it brings. */
export interface Step {
	says: string;
	chose: string;
	feedback: string;
	rubric: Rubric;
}
export interface Ending {
	grade: Grade;
	words: string;
	rubric: Record<(typeof RUBRIC)[number], Grade>;
}
/** A scenario as far as somebody has come. */
export interface Scene {
	page: string;
	title: string;
	scene: string;
	steps: readonly Step[];
	/** What happens now, and what can be done; null at the end. */
	now: { says: string; choices: readonly { id: string; words: string }[] } | null;
	ending: Ending | null;
}

const step = z.coerce.number('choose').int().min(0).max(20);
/** The choice after so many others. */
export const ChoiceInput = z.object({ step, choice: z.string('choose').min(1, 'choose').max(60) });
export const StepInput = z.object({ step });
