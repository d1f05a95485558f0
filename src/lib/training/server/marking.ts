import type { Explained } from '../quiz.ts';
import type { Module } from './content/book.ts';
import type { Question } from './content/schemas.ts';

export type Answers = ReadonlyMap<string, readonly string[]>;

/** How many right answers pass a quiz. */
export const neededOf = ({ quiz }: Module): number =>
	Math.ceil(quiz.pass * quiz.questions.length - 1e-9);

/** A question is answered right when exactly what is right was chosen. */
function explain({ id, kind, ask, options }: Question, chosen: readonly string[]): Explained {
	const given = new Set(chosen);
	const explained = options.map((option) => ({ ...option, chosen: given.has(option.id) }));
	return {
		...{ id, kind, ask, options: explained },
		isRight: explained.every((option) => option.right === option.chosen)
	};
}

/** Every question of a module with what was answered, as far as it still is asked. */
export const explained = ({ quiz }: Module, answers: Answers): Explained[] =>
	quiz.questions.map((question) => explain(question, answers.get(question.id) ?? []));

export const rightIn = (all: readonly Explained[]): number =>
	all.filter(({ isRight }) => isRight).length;

/** Fields of questions that are not answered, or not with what can be answered. */
export function problemsIn({ quiz }: Module, answers: Answers): Record<string, string> {
	const problems: Record<string, string> = {};
	for (const { id, kind, options } of quiz.questions) {
		const chosen = answers.get(id) ?? [];
		const isKnown = chosen.every((one) => options.some((option) => option.id === one));
		if (chosen.length === 0 || !isKnown || (kind === 'one' && chosen.length > 1))
			problems[`a-${id}`] = 'choose';
	}
	return problems;
}
