import { expect, test } from 'vitest';
import fc from 'fast-check';
import { isSlip, slips } from './typing.ts';

/** Optimal string alignment as a book has it. */
function apart(a: string, b: string): number {
	const d = Array.from({ length: a.length + 1 }, (_, i) =>
		Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0))
	);
	for (let i = 1; i <= a.length; i++)
		for (let j = 1; j <= b.length; j++) {
			const changed = d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
			d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, changed);
			const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (isSwap) d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
		}
	return d[a.length]![b.length]!;
}

test('two words are a slip apart when a letter is lost, added, changed, or two have changed places', () => {
	expect(isSlip('veteran', 'vetran', 1)).toBe(true);
	expect(isSlip('veteran', 'vteeran', 1)).toBe(true);
	expect(isSlip('veteran', 'vtreean', 1)).toBe(false);
	const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });
	fc.assert(
		fc.property(word, word, fc.constantFrom(1, 2), (a, b, limit) => {
			expect(isSlip(a, b, limit)).toBe(apart(a, b) <= limit);
		}),
		{ numRuns: 3000, seed: 3 }
	);
});

test('words of any length are compared', () => {
	const long = 'ab'.repeat(50);
	expect(isSlip(`${long}xy`, `${long}yx`, 1)).toBe(true);
	expect(isSlip(`${long}xy`, `${long}yxz`, 1)).toBe(false);
});

test('short words are forgiven nothing', () => {
	expect(['for', 'hope', 'hopeless', 'bereaved'].map(slips)).toEqual([0, 1, 2, 2]);
});
