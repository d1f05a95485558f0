import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small training of tests: right in each part, until a test spoils one. */
const sentence = 'A facilitator listens first, and says little, and what is said is plain. ';
export const aText = (title = 'Listening') =>
	[
		`# ${title}`,
		'Before we begin, a word.',
		'## Why it matters',
		sentence.repeat(50),
		'> “I hear **you**.”',
		'## How to do it',
		'- Look up.\n- Wait *a little*.\n- [A page](https://example.org/listening)',
		sentence.repeat(40),
		'## Exercises',
		'1. Sit with a friend.\n2. Ask one question.\n3. Wait.',
		'## Sources',
		'- A book, 2020. <https://example.org/book>'
	].join('\n\n');

const option = (id: string, right: boolean) => ({
	...{ id, words: `Answer ${id}`, right, why: `Why ${id} is ${right ? 'right' : 'not'}.` }
});
const question = (nr: number) => {
	const isMany = nr % 3 === 0;
	return {
		...{ id: `q-${nr}`, kind: isMany ? 'many' : 'one', ask: `Question number ${nr}?` },
		options: [option('a', true), option('b', isMany), option('c', false)]
	};
};
export const aModule = (nr = 1, slug = 'listening', title = 'Listening') => ({
	...{ nr, slug, title, minutes: 10, hours: 4, delivery: 'live', goals: ['Listen.'] },
	...{ competencies: ['C1'], live: 'The role play.' },
	quiz: { pass: 0.8, questions: Array.from({ length: 8 }, (_, index) => question(index + 1)) }
});

const choice = (id: string, to: string | null, mark: number) => ({
	...{ id, words: `I do ${id}.`, feedback: `What ${id} brings.`, to },
	rubric: { safety: mark, respect: mark, group: mark, role: mark }
});
const node = (to: string | null) => ({
	says: 'Somebody goes on speaking.',
	choices: [choice('kind', to, 2), choice('slow', to, 0), choice('hard', to, -2)]
});
export const aScenario = (slug = 'long-turn') => ({
	...{ slug, title: 'A long turn', about: 'dominating', modules: [1] },
	...{ scene: 'Somebody has the piece, and keeps it.', start: 'one' },
	nodes: { one: node('two'), two: node('three'), three: node('four'), four: node(null) },
	end: { good: 'It went well.', mixed: 'Some of it went well.', poor: 'Have another look.' }
});
export const replies = [
	{
		...{ id: 'r-1', said: 'I did not sleep.', need: 'listen', hint: 'They are tired.' },
		example: 'That sounds long.'
	}
];

export type Files = Record<string, unknown>;
export const aTraining = (): Files => ({
	'01-listening/module.md': aText(),
	'01-listening/module.json': aModule(),
	'02-silence/module.md': aText('Silence'),
	'02-silence/module.json': aModule(2, 'silence', 'Silence'),
	'scenarios/long-turn.json': aScenario(),
	'replies.json': replies
});

/** Writes the files into a project of their own, reads it, and throws it away. */
export function withTraining<Out>(files: Files, work: (root: string) => Out): Out {
	const root = mkdtempSync(join(tmpdir(), 'training-'));
	try {
		for (const [name, content] of Object.entries(files)) {
			const path = join(root, 'content/training', name);
			mkdirSync(join(path, '..'), { recursive: true });
			writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
		}
		return work(root);
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}
