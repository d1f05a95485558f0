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
		let word = bits[i]!;
		while (word !== 0) {
			list[n++] = (i << 5) + 31 - Math.clz32(word & -word);
			word &= word - 1;
		}
	}
	return n;
}

/** The memory that one query after the other works in, so that none has to be asked for. */
export interface Scratch {
	/** Empty bits for so many numbers. */
	bits(size: number): Bits;
	/** Room for so many numbers; what is in it is left from before. */
	list(size: number): Uint32Array;
	/** Everything taken may be taken again. */
	release(): void;
	readonly bytes: number;
}

export function openScratch(): Scratch {
	const free = new Map<number, Uint32Array[]>();
	let taken: Uint32Array[] = [];
	let bytes = 0;
	function take(length: number): Uint32Array {
		const array = free.get(length)?.pop() ?? new Uint32Array(length);
		taken.push(array);
		return array;
	}
	return {
		bits: (size) => take(wordsFor(size)).fill(0),
		list: (size) => take(2 ** Math.ceil(Math.log2(Math.max(64, size)))),
		release() {
			// Sizes of segments that are gone must not stay for ever.
			if (free.size > 64) free.clear();
			for (const array of taken) {
				const same = free.get(array.length);
				if (same) same.push(array);
				else free.set(array.length, [array]);
			}
			taken = [];
			bytes = 0;
			for (const arrays of free.values()) for (const array of arrays) bytes += array.byteLength;
		},
		get bytes() {
			return bytes;
		}
	};
}
