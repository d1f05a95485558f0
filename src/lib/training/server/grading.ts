import type { Ending, Grade, Step } from '../scenarios.ts';
import { RUBRIC } from '../training.ts';
import type { ScenarioFile } from './content/schemas.ts';

/** Of all that could be reached, from −1 to 1: half of it is good, less than nothing is poor. */
const gradeOf = (share: number): Grade => (share >= 0.5 ? 'good' : share < 0 ? 'poor' : 'mixed');
const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;

/** How the whole of it went. It is not good when one line of the rubric is poor, whatever the others are. */
export function endingOf({ end }: Pick<ScenarioFile, 'end'>, steps: readonly Step[]): Ending {
	const shares = RUBRIC.map((name) => mean(steps.map(({ rubric }) => rubric[name] / 2)));
	const grades = shares.map(gradeOf);
	const whole = gradeOf(mean(shares));
	const grade = whole === 'good' && grades.includes('poor') ? 'mixed' : whole;
	return {
		...{ grade, words: end[grade] },
		rubric: Object.fromEntries(RUBRIC.map((name, i) => [name, grades[i]!])) as Ending['rubric']
	};
}
