/** How many slips of the finger a word of this length is forgiven. */
export const slips = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * Whether two words are at most `limit` slips apart: a letter too many, too few, another one, or two
 * that changed places (optimal string alignment).
 */
export function isSlip(a: string, b: string, limit: number): boolean {
	if (Math.abs(a.length - b.length) > limit) return false;
	const width = b.length + 1;
	let before = new Uint16Array(width);
	let last = Uint16Array.from({ length: width }, (_, i) => i);
	let row = new Uint16Array(width);
	for (let i = 1; i <= a.length; i++) {
		row[0] = i;
		let least = i;
		for (let j = 1; j <= b.length; j++) {
			const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
			let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
			const isSwap =
				i > 1 &&
				j > 1 &&
				a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
				a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
			if (isSwap) cost = Math.min(cost, before[j - 2]! + 1);
			row[j] = cost;
			if (cost < least) least = cost;
		}
		// Rows differ by at most one, so not even a swap, from two rows back, gets under the limit again.
		if (least > limit) return false;
		[before, last, row] = [last, row, before];
	}
	return last[b.length]! <= limit;
}
