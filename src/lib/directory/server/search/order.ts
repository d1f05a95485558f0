import type { Position, Query } from './query.ts';

export const dayLength = 86_400_000;
export const dayOf = (now: number): number => Math.floor(now / dayLength);

/** A uuid as four numbers: they compare as its text does. */
export function numbersOf(id: string): [number, number, number, number] {
	return [
		parseInt(id.slice(0, 8), 16),
		parseInt(id.slice(9, 13) + id.slice(14, 18), 16),
		parseInt(id.slice(19, 23) + id.slice(24, 28), 16),
		parseInt(id.slice(28, 36), 16)
	];
}

/** Folds an id to one number that its shuffles start from. */
export function seedOf([a, b, c, d]: readonly [number, number, number, number]): number {
	return mix(mix(mix(a ^ 0x9e3779b9) ^ b) ^ c) ^ d;
}

/** Where a seed stands among equals on that day; another day, another order. 32 bits. */
export const shuffled = (seed: number, day: number): number =>
	mix(seed ^ Math.imul(day + 1, 0x85ebca6b)) >>> 0;

export const shuffleKey = (id: string, day: number): number => shuffled(seedOf(numbersOf(id)), day);

function mix(value: number): number {
	let h = value | 0;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

/** Whether the closest come first; without a place to be close to, the soonest do. */
export const isByDistance = ({ sort, near }: Query): boolean =>
	sort === 'distance' && near !== null;

/** Less than 0 when `a` comes before `b`. Both of one day's shuffle. */
export function comparePositions(a: Position, b: Position, byDistance: boolean): number {
	if (a.at !== b.at) return a.at < b.at ? -1 : 1;
	if (!byDistance) {
		const apart = shuffleKey(a.id, a.day) - shuffleKey(b.id, b.day);
		if (apart !== 0) return apart;
	}
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
