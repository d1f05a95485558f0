/** Sets of numbers from 0, one bit each. */
export type Bits = Uint32Array;

export const wordsFor = (size: number): number => (size + 31) >>> 5;
export const has = (bits: Bits, at: number): boolean => (bits[at >>> 5]! & (1 << (at & 31))) !== 0;
export function add(bits: Bits, at: number): void {
	bits[at >>> 5]! |= 1 << (at & 31);
}

export function ones(word: number): number {
	let n = word - ((word >>> 1) & 0x55555555);
	n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
	return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function countOf(bits: Bits): number {
	let n = 0;
	for (let i = 0; i < bits.length; i++) n += ones(bits[i]!);
	return n;
}

/** How many are in both. */
export function countCommon(a: Bits, b: Bits): number {
	let n = 0;
	for (let i = 0; i < a.length; i++) n += ones(a[i]! & b[i]!);
	return n;
}

/** Adds all numbers below `size` to empty bits. */
export function fillAll(bits: Bits, size: number): void {
	bits.fill(0xffffffff, 0, size >>> 5);
	if (size & 31) bits[size >>> 5] = 2 ** (size & 31) - 1;
}

export function and(bits: Bits, other: Bits): void {
	for (let i = 0; i < bits.length; i++) bits[i]! &= other[i]!;
}
export function or(bits: Bits, other: Bits): void {
	for (let i = 0; i < bits.length; i++) bits[i]! |= other[i]!;
}
export function andNot(bits: Bits, other: Bits): void {
	for (let i = 0; i < bits.length; i++) bits[i]! &= ~other[i]!;
}

/** Writes the numbers into `list`, in order; answers how many. */
export function listInto(bits: Bits, list: Uint32Array): number {
	let n = 0;
	for (let i = 0; i < bits.length; i++) {
		// Signed, so that none of this leaves the whole numbers of the processor.
		let word = bits[i]! | 0;
		while (word !== 0) {
			list[n++] = (i << 5) + 31 - Math.clz32(word & -word);
			word &= word - 1;
		}
	}
	return n;
}
