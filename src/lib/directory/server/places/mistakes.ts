/**
 * Typing mistakes between two words: letters left out, put in, changed, or two neighbours exchanged
 * (optimal string alignment).
 */
export function mistakes(one: string, other: string): number {
	const [a, b] = [[...one], [...other]];
	let before: number[] = [];
	let last = b.map((_, index) => index).concat(b.length);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				least = Math.min(least, before[j - 2]! + 1);
			row.push(least);
		}
		[before, last] = [last, row];
	}
	return last[b.length]!;
}

/** How many are forgiven: none in short words, where everything is near everything. */
export const forgiven = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);
