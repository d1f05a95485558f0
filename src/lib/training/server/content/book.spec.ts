import { describe, expect, it, test } from 'vitest';
import {
	aModule,
	aScenario,
	aText,
	aTraining,
	replies,
	withTraining,
	type Files
} from '#test/support/training/content.ts';
import { projectRoot, readBook } from './book.ts';
import { plainText } from './markdown.ts';

const bookOf = (files: Files) => withTraining(files, readBook);
const refused = (more: Files): string => {
	try {
		bookOf({ ...aTraining(), ...more });
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('it was taken');
};
const json = '01-listening/module.json';
const words = '01-listening/module.md';
const at = (name: string) => `content/training/${name}`;
const withQuestion = (more: object) => {
	const made = aModule();
	const [first, ...rest] = made.quiz.questions;
	return { ...made, quiz: { ...made.quiz, questions: [{ ...first, ...more }, ...rest] } };
};

describe('the training that comes with this', () => {
	const shipped = readBook(projectRoot());
	it('is right in each file', () => {
		expect(shipped.modules.map(({ nr }) => nr)).toEqual(
			shipped.modules.map(({ nr }) => nr).toSorted((a, b) => a - b)
		);
	});
	const all = [
		...shipped.modules.map((one) => [at(`${one.slug}`), JSON.stringify(one)] as const),
		...shipped.scenarios.map((one) => [at(`scenarios/${one.slug}`), JSON.stringify(one)] as const),
		['content/training/replies.json', JSON.stringify(shipped.replies)] as const
	];
	test.each(all)('%s has no exclamation marks, and quotes that curl', (_, text) => {
		expect(text.match(/.{0,30}(?:!|\\"|\w'\w).{0,30}/g) ?? []).toEqual([]);
	});
});

describe('a training', () => {
	it('may not be there at all', () => {
		expect(bookOf({})).toEqual({ modules: [], scenarios: [], replies: [] });
	});

	it('is read as a whole: parts to read, exercises and sources apart', () => {
		const { modules, scenarios, replies: prompts } = bookOf(aTraining());
		expect(modules.map(({ nr, title }) => `${nr} ${title}`)).toEqual(['1 Listening', '2 Silence']);
		const [listening] = modules;
		expect(plainText(listening!.intro).trim()).toBe('Before we begin, a word.');
		expect(listening!.sections.map(({ heading }) => heading)).toEqual([
			...['Why it matters', 'How to do it']
		]);
		expect(listening!.exercises).toEqual([
			{
				is: 'ol',
				of: ['Sit with a friend.', 'Ask one question.', 'Wait.'].map((one) => ({
					...{ is: 'li', of: [one] }
				}))
			}
		]);
		expect(scenarios[0]!.page).toMatch(/^[a-z]{4}$/);
		expect(prompts).toEqual(replies);
	});

	it('draws marks as a tree, and addresses as words that nobody can press', () => {
		const [, how] = bookOf(aTraining()).modules[0]!.sections;
		expect(how!.body[0]).toEqual({
			is: 'ul',
			of: [
				{ is: 'li', of: ['Look up.'] },
				{ is: 'li', of: ['Wait ', { is: 'em', of: ['a little'] }, '.'] },
				{ is: 'li', of: ['A page (https://example.org/listening)'] }
			]
		});
		expect(plainText(bookOf(aTraining()).modules[0]!.sources)).toContain(
			'A book, 2020. https://example.org/book'
		);
	});

	it('lets no HTML through as such', () => {
		const files = { ...aTraining(), [words]: aText().replace('Wait.', '<b onclick="x">Wait</b>') };
		const [listening] = bookOf(files).modules;
		expect(plainText(listening!.exercises)).toContain('<b onclick="x">Wait</b>');
	});
});

describe('what is not right is said with its file and where in it', () => {
	const lines = (text: string) => text.split('\n').slice(1);
	test.each<[string, Files, string]>([
		[
			'a field that is missing',
			{ [json]: { ...aModule(), minutes: undefined } },
			`- ${at(json)}, minutes: this is missing.`
		],
		[
			'a field that nothing reads',
			{ [json]: { ...aModule(), colour: 'red' } },
			`- ${at(json)}: nothing reads “colour”.`
		],
		['no JSON', { [json]: '{' }, at(json)],
		[
			'a question with two right answers where one is asked',
			{ [json]: withQuestion({ options: aModule().quiz.questions[2]!.options }) },
			`- ${at(json)}, quiz › questions › no. 1 › options: exactly one option is right.`
		],
		[
			'a question of many with one right answer',
			{ [json]: withQuestion({ kind: 'many' }) },
			`- ${at(json)}, quiz › questions › no. 1 › options: at least two are right, and one is not.`
		],
		[
			'two questions of one name',
			{ [json]: withQuestion({ id: 'q-2' }) },
			`- ${at(json)}, quiz › questions: two of these have the same id.`
		],
		[
			'too few questions',
			{ [json]: { ...aModule(), quiz: { pass: 0.8, questions: [] } } },
			`- ${at(json)}, quiz › questions: at least 8 of them.`
		],
		['a folder of another name', { [json]: aModule(3) }, `- ${at(json)}, slug: with its number`],
		[
			'another title than in the facts',
			{ [words]: aText('Something') },
			`- ${at(words)}, line 1: the title is “Listening”, as in module.json.`
		],
		[
			'a module without exercises',
			{ [words]: aText().replace('## Exercises', '## Something') },
			`- ${at(words)}, ## Exercises: this part is missing.`
		],
		[
			'exercises that are not numbered',
			{ [words]: aText().replaceAll(/^\d\. /gm, '- ') },
			`- ${at(words)}, ## Exercises: three to five numbered ones, not 0.`
		],
		['too little to read', { [words]: '# Listening\n\n## A\n\nB.' }, 'words to read, not 1'],
		[
			'a heading too deep',
			{ [words]: aText().replace('> “', '#### Deep\n\n> “') },
			`- ${at(words)}, line 9: only paragraphs, lists, quotes`
		],
		['a file that is missing', { '03-more/module.json': aModule(3, 'more') }, 'this file is missing'],
		['a file that nobody reads', { 'notes.txt': 'x' }, `- ${at('notes.txt')}: nothing reads this.`],
		[
			'a choice that leads nowhere',
			{ 'scenarios/long-turn.json': { ...aScenario(), start: 'none' } },
			`- ${at('scenarios/long-turn.json')}, start: there is no “none” among the nodes.`
		],
		[
			'a rubric out of its range',
			{
				'scenarios/long-turn.json': {
					...aScenario(),
					nodes: {
						...aScenario().nodes,
						one: {
							...aScenario().nodes.one,
							choices: aScenario().nodes.one.choices.map((one) => ({
								...one,
								rubric: { ...one.rubric, safety: 3 }
							}))
						}
					}
				}
			},
			'nodes › one › choices › no. 1 › rubric › safety: at most 2 here.'
		],
		[
			'fewer than promised',
			{ 'manifest.json': { modules: 14, scenarios: 1, replies: 1 } },
			`- ${at('manifest.json')}, modules: 14 are promised, and 2 are there.`
		]
	])('%s', (_, more, expected) => {
		expect(lines(refused(more)).join('\n')).toContain(expected);
	});

	it('says many at once, and not more than can be read', () => {
		const without = { nr: 1, slug: 'listening' };
		const said = refused({ [json]: without, '02-silence/module.json': without });
		expect(said.split('\n').length).toBeLessThanOrEqual(14);
		expect(said).toContain('and ');
	});
});
