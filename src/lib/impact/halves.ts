import { bounds as quarterBounds, quarterOf } from './quarters.ts';
import type { Half, Quarter } from './impact.ts';

const yearOf = (half: Half): string => half.slice(0, 4);
const isFirst = (half: Half): boolean => half.endsWith('1');

export function halfOf(at: Date, zone: string): Half {
	const quarter = quarterOf(at, zone);
	return `${quarter.slice(0, 4)}-H${Number(quarter.at(-1)) <= 2 ? 1 : 2}` as Half;
}

const next = (half: Half): Half =>
	isFirst(half)
		? (`${yearOf(half)}-H2` as Half)
		: (`${String(Number(yearOf(half)) + 1).padStart(4, '0')}-H1` as Half);

/** The first moment of the half-year, and the first that is not in it any more. */
export function halfBounds(half: Half, zone: string): { from: Date; until: Date } {
	const quarters = (isFirst(half) ? ['Q1', 'Q2'] : ['Q3', 'Q4']).map(
		(name) => `${yearOf(half)}-${name}` as Quarter
	);
	return {
		from: quarterBounds(quarters[0]!, zone).from,
		until: quarterBounds(quarters[1]!, zone).until
	};
}

/** All half-years that were over before `now`, from the one of `first` on, newest first. */
export function halvesOver(first: Date, now: Date, zone: string): Half[] {
	const running = halfOf(now, zone);
	const halves: Half[] = [];
	for (let one = halfOf(first, zone); one < running; one = next(one)) halves.push(one);
	return halves.reverse();
}
