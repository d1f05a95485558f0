import type { Query } from '../../../src/lib/directory/server/search/query.ts';
import { openChance, type Chance } from './chance.ts';
import type { City } from './cities.ts';

/** A Tuesday afternoon in London, a Tuesday morning in New York. */
export const now = Date.UTC(2026, 10, 24, 15, 7);

export interface Asked {
	kind: string;
	query: Query;
}

const plain: Query = {
	...{ now, zone: 'UTC', words: '', near: null, withinKm: null, nearest: null, weekdays: [] },
	...{ from: null, to: null, startsWithin: null, facets: {}, sort: 'next', limit: 20, after: null },
	counted: true
};
const experiences = [
	'combat',
	'bereavement',
	'childhood',
	'mental_health',
	'violence_at_home',
	'carers'
];
const languages = ['en', 'en', 'es', 'de', 'fr', 'ar'];
const words = [
	...[
		'garden',
		'grief',
		'hope',
		'veterans',
		'quiet circle',
		'family',
		'women',
		'breathing',
		'harbour'
	],
	...[
		'caf',
		'new hope',
		'listening post',
		'river',
		'support loss',
		'no camera',
		'gro',
		'two languages'
	]
];

type Make = (chance: Chance, city: City) => Partial<Query>;
const evening = { from: 18 * 60, to: 21 * 60 };
const place = ({ lat, lng }: City) => ({
	lat: Math.round(lat * 100) / 100,
	lng: Math.round(lng * 100) / 100
});
const word = (city: City) => city.name.split(' ')[0]!;

/** A letter lost, doubled, changed for its neighbour, or two that changed places. */
function mistyped(text: string, chance: Chance): string {
	const at = 1 + chance.below(Math.max(1, text.length - 2));
	const [head, tail] = [text.slice(0, at), text.slice(at)];
	return chance.pick([
		head + tail.slice(1),
		head + tail[0]! + tail,
		`${head}q${tail.slice(1)}`,
		head + (tail[1] ?? '') + tail[0]! + tail.slice(2)
	]);
}

/** What is asked, how often of 200. */
const mix: readonly [kind: string, many: number, make: Make][] = [
	[
		...(['near, weekday, evening', 40] as const),
		(chance, city) => ({
			...{ near: place(city), withinKm: chance.pick([10, 25, 50]), weekdays: [chance.below(7)] },
			...{ ...evening, sort: chance.pick(['next', 'distance'] as const) }
		})
	],
	[
		...(['online, experience, language', 30] as const),
		(chance) => ({
			facets: {
				mode: ['online'],
				experience: [chance.pick(experiences)],
				language: [chance.pick(languages)]
			}
		})
	],
	[
		...(['words', 30] as const),
		(chance, city) => ({ words: chance.next() < 0.6 ? chance.pick(words) : city.name })
	],
	[
		...(['words near a place', 25] as const),
		(chance, city) => ({
			words: chance.pick(words),
			near: place(city),
			withinKm: chance.pick([25, 100])
		})
	],
	[
		...(['typing mistakes', 20] as const),
		(chance, city) => ({
			words: mistyped(
				chance.pick(['bereavement', 'veterans', 'breathing', 'harbour', word(city)]),
				chance
			)
		})
	],
	[
		...(['the nearest 20, as wide as it takes', 25] as const),
		(chance, city) => ({
			...{ near: place(city), nearest: 20, sort: chance.pick(['next', 'distance'] as const) },
			facets: chance.pick<Query['facets']>([
				...[{}, { audience: ['women'] }, { experience: ['combat'], access: ['captions'] }],
				...[{ access: ['sign_language'] }, { audience: ['trans', 'lgbtq'], language: ['ar'] }]
			])
		})
	],
	[
		...(['online, within two hours', 10] as const),
		(chance) => ({
			startsWithin: 120,
			facets: { mode: ['online', 'phone'], language: [chance.pick(languages)] }
		})
	],
	[
		...(['weekday past midnight, anywhere', 10] as const),
		(chance) => ({ weekdays: [chance.below(7), chance.below(7)], from: 22 * 60, to: 60 })
	],
	[
		...(['one facet, or nothing', 10] as const),
		(chance) => ({
			facets: chance.pick<Query['facets']>([
				{},
				{ mode: ['online'] },
				{ open: ['open'] },
				{ access: ['captions', 'step_free'] }
			])
		})
	]
];

/** The fixed mix of 200, whatever the listings. */
export function queries(pick: (chance: Chance) => City): Asked[] {
	const chance = openChance(2026);
	return mix.flatMap(([kind, many, make]) =>
		Array.from({ length: many }, () => {
			const city = pick(chance);
			return { kind, query: { ...plain, zone: city.timeZone, ...make(chance, city) } };
		})
	);
}
