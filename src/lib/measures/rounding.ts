/** Rounded as on paper: halves go up, whatever binary fractions make of them. */
export function rounded(value: number | null, digits: number): number | null {
	if (value === null) return null;
	const by = 10 ** digits;
	return Math.round(Number((value * by).toFixed(6))) / by;
}
