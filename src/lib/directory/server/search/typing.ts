/** How many slips of the finger a word of this length is forgiven. */
export const slips = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

const room = 64;
const rows = [new Uint16Array(room), new Uint16Array(room), new Uint16Array(room)] as const;
const far = 1000;

/**
 * Whether two words are at most `limit` slips apart: a letter too many, too few, another one, or two
 * that changed places (optimal string alignment).
 */
export function isSlip(a: string, b: string, limit: number): boolean {
	if (Math.abs(a.length - b.length) > limit) return false;
	// Asked of hundreds of words for one query, so the rows are kept.
	let [before, last, row] =
		b.length + 2 < room ? rows : rows.map(() => new Uint16Array(b.length + 2));
	for (let j = 0; j <= Math.min(b.length, limit + 1); j++) last![j] = j;
	for (let i = 1; i <= a.length; i++) {
		const letter = a.charCodeAt(i - 1);
		// Whoever leaves this band has already made too many.
		const [from, to] = [Math.max(1, i - limit), Math.min(b.length, i + limit)];
		row![from - 1] = from === 1 ? i : far;
		let least = row![from - 1]!;
		for (let j = from; j <= to; j++) {
			const other = b.charCodeAt(j - 1);
			let cost = Math.min(
				last![j]! + 1,
				row![j - 1]! + 1,
				last![j - 1]! + (letter === other ? 0 : 1)
			);
			const isSwap =
				i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
			if (isSwap) cost = Math.min(cost, before![j - 2]! + 1);
			row![j] = cost;
			if (cost < least) least = cost;
		}
		row![to + 1] = far;
		// Rows differ by at most one, so not even a swap, from two rows back, gets under the limit again.
		if (least > limit) return false;
		[before, last, row] = [last, row, before];
	}
	return last![b.length]! <= limit;
}
