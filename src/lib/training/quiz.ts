import { z } from 'zod';

/** A question as it is asked: nothing in it tells which answer is right. */
export interface Asked {
	id: string;
	kind: 'one' | 'many';
	ask: string;
	options: readonly { id: string; words: string }[];
}
/** The same after somebody answered, with every answer explained. */
export interface Explained {
	id: string;
	kind: 'one' | 'many';
	ask: string;
	isRight: boolean;
	options: readonly { id: string; words: string; right: boolean; chosen: boolean; why: string }[];
}
export interface Outcome {
	right: number;
	of: number;
	at: Date;
}
/** What is kept of somebody's tries. */
export interface Tries {
	latest: Outcome;
	best: Outcome;
	passedAt: Date | null;
}
export interface Quiz {
	nr: number;
	title: string;
	questions: readonly Asked[];
	/** How many right answers pass it. */
	needed: number;
	tries: Tries | null;
	/** Names this very form. */
	sheet: string;
}
/** The latest try, looked at. */
export interface Looked {
	nr: number;
	title: string;
	needed: number;
	tries: Tries;
	questions: readonly Explained[];
}

const id = z.string().max(60);
/** Answers by question; how many there may be follows from the quiz. */
export const AnswersInput = z
	.record(z.string(), z.union([id, z.array(id).max(4)]))
	.transform(({ sheet = '', ...fields }) => ({
		sheet: String(sheet),
		answers: new Map(
			Object.entries(fields)
				.filter(([name]) => name.startsWith('a-'))
				.map(([name, value]) => [name.slice(2), [value].flat()] as const)
		)
	}));
export type AnswersInput = z.output<typeof AnswersInput>;
/** What a question's field is called in the form. */
export const fieldOf = (questionId: string): string => `a-${questionId}`;
