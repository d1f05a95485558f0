import { z } from 'zod';
import { NEEDS, RUBRIC, SUBJECTS } from '../../training.ts';

/** What the files of `content/training` hold, with a bound for each part of it. */
const words = (most: number) => z.string().trim().min(1).max(most);
const id = z
	.string()
	.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and dashes only')
	.max(60);
export const HIGHEST = 99;
const moduleNr = z.int().min(1).max(HIGHEST);
const idsDiffer = (all: readonly { id: string }[]): boolean =>
	new Set(all.map((one) => one.id)).size === all.length;
const twice = 'two of these have the same id';

const Option = z.strictObject({ id, words: words(300), right: z.boolean(), why: words(600) });
export const Question = z
	.strictObject({
		...{ id, kind: z.enum(['one', 'many']), ask: words(500) },
		options: z.array(Option).min(3).max(4).refine(idsDiffer, twice)
	})
	.superRefine(({ kind, options }, { addIssue }) => {
		const right = options.filter((option) => option.right).length;
		const message =
			kind === 'one' ? 'exactly one option is right' : 'at least two are right, and one is not';
		if (kind === 'one' ? right !== 1 : right < 2 || right === options.length)
			addIssue({ code: 'custom', message, path: ['options'] });
	});
export type Question = z.output<typeof Question>;

export const ModuleFile = z.strictObject({
	...{ nr: moduleNr, slug: id, title: words(120) },
	minutes: z.int().min(1).max(60),
	hours: z.number().min(0.5).max(40),
	delivery: words(200),
	goals: z.array(words(300)).min(1).max(8),
	competencies: z.array(z.string().regex(/^C(?:[1-9]|1[0-2])$/, 'from C1 to C12')).min(1).max(12),
	live: words(500),
	quiz: z.strictObject({
		pass: z.number().min(0.5).max(1),
		questions: z.array(Question).min(8).max(10).refine(idsDiffer, twice)
	})
});
export type ModuleFile = z.output<typeof ModuleFile>;

const mark = z.int().min(-2).max(2);
const Choice = z.strictObject({
	...{ id, words: words(400) },
	rubric: z.strictObject(
		Object.fromEntries(RUBRIC.map((name) => [name, mark])) as Record<
			(typeof RUBRIC)[number],
			typeof mark
		>
	),
	feedback: words(700),
	to: id.nullable()
});
const Node = z.strictObject({
	says: words(900),
	choices: z.array(Choice).min(3).max(4).refine(idsDiffer, twice)
});
export const ScenarioFile = z.strictObject({
	...{ slug: id, title: words(120), about: z.enum(SUBJECTS) },
	modules: z.array(moduleNr).min(1).max(6),
	...{ scene: words(1200), start: id },
	nodes: z.record(id, Node).refine((nodes) => Object.keys(nodes).length <= 60, 'at most 60 of them'),
	end: z.strictObject({ good: words(700), mixed: words(700), poor: words(700) })
});
export type ScenarioFile = z.output<typeof ScenarioFile>;

const Prompt = z.strictObject({
	...{ id, said: words(900), need: z.enum(NEEDS), hint: words(500), example: words(900) }
});
export const RepliesFile = z.array(Prompt).min(1).max(100).refine(idsDiffer, twice);
export type Prompt = z.output<typeof Prompt>;

/** Written when the content is whole: from then on nothing of it may be missing. */
export const Manifest = z.strictObject({
	modules: moduleNr,
	scenarios: z.int().min(0).max(100),
	replies: z.int().min(0).max(100)
});
