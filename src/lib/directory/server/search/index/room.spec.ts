import { expect, test } from 'vitest';
import { add, countOf } from './bits.ts';
import { openRoom } from './room.ts';

/** Below and above the size from which bits are in a memory of their own, and not a whole stride. */
test.each([700, 1025, 70_001])('sets of %i entries are joined and counted', (size) => {
	const room = openRoom(size);
	const sets = Array.from({ length: 40 }, () => room.bits());
	const [a, b, into] = [sets[0]!, sets[1]!, sets.at(-1)!];
	const isIn = (step: number) => (entry: number) => entry % step === 0 || entry === size - 1;
	for (let entry = 0; entry < size; entry++) {
		if (isIn(3)(entry)) add(a, entry);
		if (isIn(5)(entry)) add(b, entry);
	}
	const manyOf = (fits: (entry: number) => boolean) =>
		Array.from({ length: size }, (_, entry) => entry).filter(fits).length;
	const inBoth = manyOf((entry) => isIn(3)(entry) && isIn(5)(entry));
	expect(room.countOf(a)).toBe(manyOf(isIn(3)));
	expect(room.countCommon(a, b)).toBe(inBoth);
	room.copy(into, a);
	room.or(into, b);
	expect(countOf(into)).toBe(manyOf((entry) => isIn(3)(entry) || isIn(5)(entry)));
	room.andNot(into, b);
	expect(countOf(into)).toBe(manyOf(isIn(3)) - inBoth);
	room.and(into, b);
	expect(countOf(into)).toBe(0);
	room.copy(into, a);
	room.clear(into);
	expect(countOf(into)).toBe(0);
	expect(countOf(a)).toBe(manyOf(isIn(3)));
	// What was made first is still the same memory after it grew.
	expect(room.bytes).toBeGreaterThanOrEqual(40 * (size >>> 3));
});
