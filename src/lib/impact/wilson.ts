/** The 97.5th percentile of the normal distribution: what makes an interval one of 95 %. */
const z = 1.959963984540054;

export interface Interval {
	low: number;
	high: number;
}

/**
 * The 95 % interval of a share, by Wilson's score method (E. B. Wilson, 1927), as fractions of 1. It
 * stays inside 0 and 1 and is honest for small numbers, unlike "plus or minus".
 */
export function wilson(numerator: number, denominator: number): Interval {
	if (denominator === 0) return { low: 0, high: 1 };
	const share = numerator / denominator;
	const scale = 1 + z ** 2 / denominator;
	const centre = share + z ** 2 / (2 * denominator);
	const spread =
		z * Math.sqrt((share * (1 - share)) / denominator + z ** 2 / (4 * denominator ** 2));
	return {
		low: Math.max(0, (centre - spread) / scale),
		high: Math.min(1, (centre + spread) / scale)
	};
}

/** The 95 % interval of an average, from its standard deviation; null for fewer than two values. */
export function intervalOfMean(mean: number, deviation: number, count: number): Interval | null {
	if (count < 2) return null;
	const spread = (z * deviation) / Math.sqrt(count);
	return { low: Math.max(0, mean - spread), high: mean + spread };
}
