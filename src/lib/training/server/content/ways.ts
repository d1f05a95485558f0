import type { ScenarioFile } from './schemas.ts';

/** How many choices somebody makes on a way through a scenario. */
const FEWEST = 4;
const MOST = 7;

/** What is wrong with the ways through a scenario: dead ends, rounds, ways too short or too long, parts nobody reaches. */
export function waysOf(scenario: ScenarioFile): { where: string; what: string }[] {
	const { nodes, start } = scenario;
	const found: { where: string; what: string }[] = [];
	if (!nodes[start]) return [{ where: 'start', what: `there is no “${start}” among the nodes` }];
	for (const [name, { choices }] of Object.entries(nodes))
		for (const { id, to } of choices)
			if (to !== null && !nodes[to])
				found.push({ where: `nodes › ${name} › ${id}`, what: `it leads to “${to}”, which is not there` });
	if (found.length > 0) return found;
	const lengths = new Map<string, { least: number; most: number }>();
	const onTheWay = new Set<string>();
	const lengthFrom = (name: string): { least: number; most: number } => {
		const known = lengths.get(name);
		if (known) return known;
		if (onTheWay.has(name)) {
			found.push({ where: `nodes › ${name}`, what: 'one can go round in circles here' });
			return { least: 0, most: 0 };
		}
		onTheWay.add(name);
		const rest = nodes[name]!.choices.map(({ to }) =>
			to === null ? { least: 0, most: 0 } : lengthFrom(to)
		);
		onTheWay.delete(name);
		const length = {
			least: 1 + Math.min(...rest.map(({ least }) => least)),
			most: 1 + Math.max(...rest.map(({ most }) => most))
		};
		lengths.set(name, length);
		return length;
	};
	const { least, most } = lengthFrom(start);
	if (least < FEWEST || most > MOST)
		found.push({
			where: 'nodes',
			what: `${FEWEST} to ${MOST} choices on each way, and here are ways with ${least} to ${most}`
		});
	for (const name of Object.keys(nodes))
		if (!lengths.has(name)) found.push({ where: `nodes › ${name}`, what: 'nobody gets here' });
	return found;
}
