/** Numbers that look random and are the same on every run (mulberry32). */
export interface Chance {
	/** From 0 to below 1. */
	next(): number;
	/** A whole number from 0 to below `limit`. */
	below(limit: number): number;
	pick<T>(from: readonly T[]): T;
	/** As many different ones as the shares let through, in their order. */
	some<T>(from: readonly (readonly [T, number])[]): T[];
}

export function openChance(seed: number): Chance {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		...{ next, below },
		pick: (from) => from[below(from.length)]!,
		some: (from) => from.filter(([, share]) => next() < share).map(([value]) => value)
	};
}

/** Picks by weight: the place in `weights` that a chance falls on. */
export function byWeight(weights: readonly number[]): (chance: Chance) => number {
	const sums = new Float64Array(weights.length);
	let sum = 0;
	for (const [i, weight] of weights.entries()) sums[i] = sum += weight;
	return (chance) => {
		const wanted = chance.next() * sum;
		let [low, high] = [0, sums.length - 1];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (sums[middle]! <= wanted) low = middle + 1;
			else high = middle;
		}
		return low;
	};
}
