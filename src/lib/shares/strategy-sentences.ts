import { say } from '#lib/words/words.ts';
import type { Feedback, StrategyWords } from './strategies.ts';

/** “Clear: yes. Doable: in part.” */
export const sayRated = ({ clear, doable }: Pick<Feedback, 'clear' | 'doable'>): string =>
	[
		say('strategies.rated.clear', { rated: say(`strategies.rated.${clear}`).toLowerCase() }),
		say('strategies.rated.doable', { rated: say(`strategies.rated.${doable}`).toLowerCase() })
	].join(' ');

/** All of a strategy as one text, for whoever has to read it as it stands. */
export const sayWhole = (words: StrategyWords | null): string | null =>
	words &&
	[
		words.title,
		...words.steps.map((step, index) => `${index + 1}. ${step}`),
		...words.cautions
	].join('\n');

/** The same of feedback. */
export const sayFeedback = (said: Feedback | null): string | null =>
	said &&
	[
		sayRated(said),
		...(said.keep ? [say('strategies.feedback.kept', { words: said.keep })] : []),
		...(said.change ? [say('strategies.feedback.changed', { words: said.change })] : [])
	].join('\n');
