import { expect, test } from 'vitest';
import { contradictions } from './contradictions.ts';
import { Definition } from './definition.ts';
import { shipped } from './shipped.ts';

const pcl = shipped.find(({ id }) => id === 'pcl-5')!;
const phq = shipped.find(({ id }) => id === 'phq-4')!;
const with_ = (more: object, of: Definition = pcl) =>
	contradictions(Definition.parse({ ...of, ...more })).map(({ at, problem }) => `${at} ${problem}`);
const [total, ...subscales] = pcl.scores;

test.each(shipped.map((definition) => [definition.id, definition] as const))(
	'%s, which comes with Holdspace, does not contradict itself',
	(_, definition) => expect(contradictions(definition)).toEqual([])
);

test.each([
	[
		'a range that answers cannot reach',
		{ scores: [{ ...total, range: [0, 60] }, ...subscales] },
		'scores.total not_the_range'
	],
	['two scores of one name', { scores: [total, total, ...subscales] }, 'scores.total twice'],
	['a question that is not there', { reversed: [21] }, 'reversed unknown_item'],
	[
		'a question counted twice',
		{ scores: [{ ...total, of: [1, 1] }, ...subscales] },
		'scores.total twice'
	],
	[
		'more answers needed than questions',
		{ scores: [{ ...total, needs: 21 }, ...subscales] },
		'scores.total needs_too_many'
	],
	['fewer questions than it says', { items: pcl.items!.slice(1) }, 'items items_differ'],
	[
		'a cut-point of no score',
		{ marks: [{ id: 'x', score: 'F', is: '>=', value: 1 }] },
		'marks.x unknown_score'
	],
	[
		'a cut-point that nobody can reach',
		{ marks: [{ id: 'x', score: 'total', is: '>=', value: 81 }] },
		'marks.x not_possible'
	],
	[
		'help for an answer that nobody can give',
		{ help: [{ item: 16, is: '>=', value: 5 }] },
		'help not_possible'
	],
	[
		'a change wider than the range',
		{ change: { ...pcl.change!, ordinary: 81 } },
		'change not_possible'
	],
	[
		'a change that goes both ways',
		{ change: { ...pcl.change!, marks: [{ id: 'x', improves: 1, worsens: 1 }] } },
		'change.x no_direction'
	],
	[
		'options and a line',
		{ line: { from: 0, to: 4, step: 1, low: 'x', high: 'y' } },
		'options both_scales'
	],
	['two options of one value', { options: [...pcl.options!, pcl.options![0]] }, 'options twice'],
	[
		'numbers that go back further than the version',
		{ comparableSince: 2 },
		'comparableSince versions'
	]
])('%s is found', (_, more, problem) => expect(with_(more)).toContain(problem));

test('names for ranges must follow each other through the whole range', () => {
	const bands = (...of: [number, number][]) =>
		with_(
			{
				bands: [
					{ id: 'band', score: 'total', of: of.map(([from, to]) => ({ name: 'x', from, to })) }
				]
			},
			phq
		);
	expect(bands([0, 6], [7, 12])).toEqual([]);
	expect(bands([0, 6], [6, 12])).toEqual(['bands.band overlaps']);
	expect(bands([0, 6], [8, 12])).toEqual(['bands.band gap']);
	expect(bands([0, 6], [7, 11])).toEqual(['bands.band gap']);
});
