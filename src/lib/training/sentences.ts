import { say } from '#lib/words/words.ts';
import type { Outcome } from './quiz.ts';
import { RUBRIC, type Line, type Progress, type Rubric } from './training.ts';

/** Where somebody is with a module, in words. */
export function sayProgress({ readAt, stoppedAfter }: Progress): string {
	if (readAt) return say('training.progress.read');
	if (stoppedAfter) return say('training.progress.place', { part: stoppedAfter });
	return say('training.progress.new');
}

const sayOutcome = ({ right, of }: Outcome): string => say('training.quiz.outcome', { right, of });

/** How the quiz of a module went so far, in words. */
export function sayQuiz({ tries, needed }: Line['quiz']): string {
	if (!tries) return say('training.quiz.new');
	const best = sayOutcome(tries.best);
	return tries.passedAt
		? say('training.quiz.passed', { best })
		: say('training.quiz.tried', { best, needed });
}

/** How the latest try went, and the best when that was another one. */
export function sayTries({ latest, best }: NonNullable<Line['quiz']['tries']>): string {
	const isBest = latest.right * best.of >= best.right * latest.of;
	return isBest
		? say('training.quiz.latest', { latest: sayOutcome(latest) })
		: say('training.quiz.both', { latest: sayOutcome(latest), best: sayOutcome(best) });
}

/** What a choice brings, by each line of the rubric that it touches. */
export const sayMarks = (rubric: Rubric): string[] =>
	RUBRIC.filter((name) => rubric[name] !== 0).map((name) => {
		const mark = rubric[name];
		const key = `${mark < 0 ? 'less' : ''}${Math.abs(mark)}` as '1' | '2' | 'less1' | 'less2';
		return say(`training.mark.${key}`, { what: say(`training.rubric.${name}`) });
	});
