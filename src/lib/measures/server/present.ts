import type { Definition } from '../definition.ts';
import type { Asked, Mine } from '../measures.ts';
import type { Story } from '../story.ts';

export const presentAsked = (definition: Definition): Asked => ({
	...{ page: definition.page, version: definition.version, title: definition.title },
	...{ about: definition.about, minutes: definition.minutes, source: definition.source },
	...{ licenceNote: definition.licenceNote, stem: definition.stem, gate: definition.gate },
	options:
		definition.options?.flatMap(({ value, label }) =>
			value === null ? [] : [{ value, label: label ?? String(value) }]
		) ?? null,
	line: definition.line,
	items: (definition.items ?? []).map(({ text }) => ({ text }))
});

/** Numbers and what they mean; not the names that authors give to ranges, nor their cut-points. */
export function presentMine(definition: Definition, story: Story, canAnswer: boolean): Mine {
	const { page, title, about, minutes, change, scores } = definition;
	const drawn = scores.find(({ id }) => id === change?.score) ?? scores[0];
	return {
		...{ page, title, about, minutes, canAnswer },
		range: drawn?.range ?? null,
		thresholds: {
			...{ better: change?.better ?? null, noticed: change?.noticed ?? null },
			...{ ordinary: change?.ordinary ?? null, source: change?.source ?? null }
		},
		scores: scores.map(({ id, name, range }) => ({ id, name, range })),
		...story,
		results: story.results.map((result) => ({
			...result,
			scored: { ...result.scored, bands: {}, marks: {} }
		}))
	};
}
