import { expect, test } from 'vitest';
import { aScenario } from '#test/support/training/content.ts';
import { ScenarioFile } from './schemas.ts';
import { waysOf } from './ways.ts';

type Spoil = (scenario: ReturnType<typeof aScenario>) => void;
const found = (spoil: Spoil) => {
	const scenario = aScenario();
	spoil(scenario);
	return waysOf(ScenarioFile.parse(scenario)).map(({ where, what }) => `${where}: ${what}`);
};

test('a scenario whose ways all end has nothing wrong with them', () => {
	expect(found(() => undefined)).toEqual([]);
});

test.each<[string, Spoil, string]>([
	[
		'a choice that leads to nothing',
		({ nodes }) => (nodes.two.choices[0]!.to = 'five'),
		'nodes › two › kind: it leads to “five”, which is not there'
	],
	[
		'going round in circles',
		({ nodes }) => (nodes.three.choices[1]!.to = 'two'),
		'nodes › two: one can go round in circles here'
	],
	[
		'a way too short',
		({ nodes }) => (nodes.two.choices[2]!.to = null),
		'nodes: 4 to 7 choices on each way, and here are ways with 2 to 4'
	],
	[
		'a part that nobody reaches',
		(scenario) => Object.assign(scenario.nodes, { five: scenario.nodes.four }),
		'nodes › five: nobody gets here'
	]
])('%s', (_, spoil, expected) => {
	expect(found(spoil)).toContain(expected);
});
