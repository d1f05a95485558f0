import { z } from 'zod';
import {
	accessNeeds,
	audiences,
	dayParts,
	experiences,
	guidedQuestions,
	type DayPart,
	type GuidedAnswers,
	type GuidedQuestion
} from '#lib/directory/directory.ts';
import { usualKm } from '#lib/directory/search-form.ts';

/** The questions in the order they are asked. */
export const questions: readonly GuidedQuestion[] = [
	...(['experience', 'how', 'when', 'audience', 'needs'] as const)
];
export const ways = ['online', 'near', 'phone'] as const;

const list = <T extends z.ZodType>(one: T) => z.array(one, 'choose').max(40, 'choose').default([]);
const orNothing = <const T extends readonly string[]>(codes: T) =>
	z.enum(['', ...codes] as const, 'choose').default('');

/** Every answer may be left out; then it is empty. */
export const Answers = z.object({
	experience: list(z.enum(experiences, 'choose')),
	how: orNothing(ways),
	place: z.string().trim().max(80, 'too_long').default(''),
	weekday: list(z.enum(['0', '1', '2', '3', '4', '5', '6'], 'choose')),
	part: orNothing(Object.keys(dayParts) as DayPart[]),
	audience: list(z.enum(audiences, 'choose')),
	language: z.string().max(3, 'choose').default(''),
	access: list(z.enum(accessNeeds, 'choose'))
});
export type Answers = z.output<typeof Answers>;
export const noAnswers: Answers = Answers.parse({});

/** Where a button leads: to a question or to the groups; `how:when` forgets an answer on the way. */
const Going = z
	.string()
	.default('show')
	.transform((text) => text.split(':') as [string, string?])
	.pipe(
		z.tuple([
			z.enum([...guidedQuestions, 'show'], 'choose'),
			z.enum(guidedQuestions, 'choose').optional()
		])
	);
export const MatchForm = Answers.extend({
	at: z.enum(guidedQuestions, 'choose').default('experience'),
	go: Going
});

const fields: Record<GuidedQuestion, readonly (keyof Answers)[]> = {
	experience: ['experience'],
	how: ['how', 'place'],
	when: ['weekday', 'part'],
	audience: ['audience'],
	needs: ['language', 'access']
};

/** All answers but those to one question. */
export const without = (answers: Answers, question: GuidedQuestion): Answers => ({
	...answers,
	...Object.fromEntries(fields[question].map((field) => [field, noAnswers[field]]))
});

/** The questions that were answered. */
export const answered = (answers: Answers): GuidedQuestion[] =>
	questions.filter((question) => fields[question].some((field) => answers[field].length > 0));

/** The question whose field it is, for showing what is wrong beside it. */
export const questionOf = (field: string): GuidedQuestion | undefined =>
	questions.find((question) => (fields[question] as readonly string[]).includes(field));

/** A town counts when groups nearby are wanted, or when nothing else was said about where. */
const placeOf = ({ how, place }: Answers) => (how === 'near' || how === '' ? place : '');
const modeOf = ({ how }: Answers) => (how === 'near' ? 'in_person' : how);

/** What the answers ask of the directory. */
export function asked(answers: Answers): GuidedAnswers {
	const { experience, weekday, part, audience, language, access } = answers;
	const place = placeOf(answers);
	return {
		...{ experience, weekday, part, audience, access, place },
		...(place ? { within_km: usualKm } : {}),
		mode: modeOf(answers) ? [modeOf(answers)] : [],
		language: language ? [language] : []
	};
}

/** The answers as hidden fields, so that the next question keeps them; `but` is asked anew. */
export function kept(answers: Answers, but?: GuidedQuestion): [string, string][] {
	const entries = Object.entries(but ? without(answers, but) : answers);
	return entries.flatMap(([name, value]): [string, string][] =>
		Array.isArray(value) ? value.map((one) => [`${name}[]`, one]) : value ? [[name, value]] : []
	);
}

/** The same answers as the search form of the directory sends them. */
export function asSearch(answers: Answers): [string, string][] {
	const { weekday, part, language } = answers;
	const { from, to } = part ? dayParts[part] : { from: '', to: '' };
	const place = placeOf(answers);
	const single = {
		// Left out: as far as the form goes by itself, which is as far as these were looked for.
		...{ place, mode: modeOf(answers) },
		...{ day: weekday.join(','), part: from && `${from}-${to}`, 'language[]': language }
	};
	const lists = (['experience', 'audience', 'access'] as const).flatMap((name) =>
		answers[name].map((value): [string, string] => [`${name}[]`, value])
	);
	return [...Object.entries(single).filter(([, value]) => value !== ''), ...lists];
}
