import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	farthestKm,
	leaders,
	opennesses,
	type FacetCounts
} from '#lib/directory/directory.ts';
import { partChoices, ticked, type Asked, type Ticked } from '#lib/directory/search-form.ts';
import { label } from '#lib/directory/sentences.ts';
import { inUnit, type Unit } from '#lib/directory/units.ts';
import { knows, say } from '#lib/words/words.ts';

const and = new Intl.ListFormat('en', { type: 'conjunction' });
const or = new Intl.ListFormat('en', { type: 'disjunction' });
const isoWeekday = (day: string) => (day === '0' ? '7' : day);

/** A choice of one of the four lists, also one that only a link can make. */
export function sayChoice(
	field: 'far' | 'mode' | 'day' | 'part',
	value: string,
	unit: Unit
): string {
	if (value === '') return say(`directory.find.${field}.any`, { unit });
	const named = `directory.find.${field}.${value.replaceAll(',', '_')}`;
	if ((field === 'mode' || field === 'day') && knows(named)) return say(named);
	if (field === 'mode') return or.format(value.split(',').map((code) => label('mode', code)));
	if (field === 'far') {
		const few = /^nearest (\d+)$/.exec(value)?.[1];
		if (value === String(farthestKm)) return say('directory.find.far.all');
		return few
			? say('directory.find.far.nearest', { count: Number(few) })
			: sayWithin(Number(value), unit);
	}
	if (field === 'part') return sayPart(value);
	const days = value.split(',').map(isoWeekday).sort();
	return and.format(
		days.map((day) => {
			const key = `groups.find.weekday.${day}`;
			return knows(key) ? say(key) : day;
		})
	);
}

/** What a link asks for need not be round. */
const sayWithin = (km: number, unit: Unit) =>
	Number.isNaN(km)
		? say('directory.find.far.any', { unit })
		: say('directory.find.far.within', { count: Math.round(inUnit(km, unit) * 10) / 10, unit });

function sayPart(value: string): string {
	const name = Object.keys(partChoices).find((one) => partChoices[one] === value);
	const key = `directory.find.part.${name}`;
	if (name && knows(key)) return say(key);
	const [, soon] = /^soon (\d+)$/.exec(value) ?? [];
	if (soon) return say('directory.find.part.within', { minutes: Number(soon) });
	const [from = '', to = ''] = value.split('-');
	return say('directory.find.part.hours', { from, to });
}

/** How many of the folded choices are made. */
export const ticksIn = (asked: Asked): number =>
	ticked.reduce((sum, facet) => sum + asked[facet].length, 0) + (asked.sort ? 1 : 0);

const vocabulary: Partial<Record<Ticked, readonly string[]>> = {
	...{ experience: experiences.filter((code) => code !== 'any'), audience: audiences },
	...{ access: accessNeeds, open: opennesses, cost: costs, led_by: leaders }
};
/** Lists of languages and sources can be long; those that most groups have come first. */
const mostOffered = 14;

/** How many fit each value. Maps, since a page can be given no object with a key such as `__proto__`. */
export type ShownCounts = Record<string, ReadonlyMap<string, number>>;

export const shownCounts = (facets: FacetCounts): ShownCounts =>
	Object.fromEntries(
		Object.entries(facets).map(([facet, counts]) => [facet, new Map(Object.entries(counts))])
	);

/** The values of a facet to tick, with how many groups fit, in words. Those that fit nothing are left out. */
export function offeredIn(facet: Ticked, asked: Asked, facets: ShownCounts) {
	const counts: ShownCounts[string] = facets[facet] ?? new Map<string, number>();
	const isCounted = Object.keys(facets).length > 0;
	const known = vocabulary[facet];
	const codes = known
		? known.filter((code) => !isCounted || counts.get(code))
		: [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!).slice(0, mostOffered);
	return [...new Set([...codes, ...asked[facet]])].map((code) => ({
		...{ value: code, label: label(facet, code) },
		...(counts.get(code)
			? { hint: say('directory.find.groups', { count: counts.get(code)! }) }
			: {})
	}));
}

export const sortChoices = () =>
	['', 'next', 'distance'].map((value) => ({
		value,
		label: say(`directory.find.sort.${(value || 'any') as 'any' | 'next' | 'distance'}`)
	}));
