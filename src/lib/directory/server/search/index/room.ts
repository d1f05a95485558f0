import * as plain from './bits.ts';
import { wordsFor, type Bits } from './bits.ts';
import { kernelOf, mostPages, pageBytes, stride, type Kernel } from './kernel.ts';

/** Where the bits of one segment live, and what can be done with whole sets of them. All are as long. */
export interface Room {
	/** Empty bits, which stay as long as the room. */
	bits(): Bits;
	clear(bits: Bits): void;
	copy(into: Bits, from: Bits): void;
	and(into: Bits, other: Bits): void;
	or(into: Bits, other: Bits): void;
	andNot(into: Bits, other: Bits): void;
	countOf(bits: Bits): number;
	/** How many are in both. */
	countCommon(a: Bits, b: Bits): number;
	/** Of all bits that were made. */
	readonly bytes: number;
	/** Entries that are compared in about the time that looking up one of a list takes. */
	readonly perStep: number;
}

/** Segments under this are quick in any way, and there is one for each change: they get no memory of their own. */
const small = 1024;

export function openRoom(size: number): Room {
	const memory = size < small ? null : openMemory();
	return memory ? fastRoom(size, memory) : plainRoom(size);
}

/** Null where the system gives no such memory away: then JavaScript does it. */
function openMemory(): WebAssembly.Memory | null {
	try {
		// Shared, because then what lies in it stays where it is when it grows. No other thread has it.
		return new WebAssembly.Memory({ initial: 0, maximum: mostPages, shared: true });
	} catch {
		return null;
	}
}

function plainRoom(size: number): Room {
	let bytes = 0;
	return {
		bits() {
			const made = new Uint32Array(wordsFor(size));
			bytes += made.byteLength;
			return made;
		},
		get bytes() {
			return bytes;
		},
		clear: (bits) => bits.fill(0),
		copy: (into, from) => into.set(from),
		and: plain.and,
		or: plain.or,
		andNot: plain.andNot,
		countOf: plain.countOf,
		countCommon: plain.countCommon,
		perStep: 16
	};
}

function fastRoom(size: number, memory: WebAssembly.Memory): Room {
	const kernel: Kernel = kernelOf(memory);
	const length = Math.ceil((wordsFor(size) * 4) / stride) * stride;
	const words = wordsFor(size);
	let [used, has] = [0, 0];
	return {
		bits() {
			if (used + length > has) {
				const pages = Math.max(1, Math.ceil((length * 8) / pageBytes));
				memory.grow(pages);
				has += pages * pageBytes;
			}
			const made = new Uint32Array(memory.buffer, used, words);
			used += length;
			return made;
		},
		clear: ({ byteOffset: at }) => kernel.fill(at, 0, length),
		copy: (into, from) => kernel.copy(into.byteOffset, from.byteOffset, length),
		and: (into, other) => kernel.and(into.byteOffset, other.byteOffset, into.byteOffset + length),
		or: (into, other) => kernel.or(into.byteOffset, other.byteOffset, into.byteOffset + length),
		andNot: (into, other) =>
			kernel.andNot(into.byteOffset, other.byteOffset, into.byteOffset + length),
		countOf: ({ byteOffset: at }) => kernel.countCommon(at, at, at + length),
		countCommon: (a, b) => kernel.countCommon(a.byteOffset, b.byteOffset, a.byteOffset + length),
		get bytes() {
			return used;
		},
		perStep: 128
	};
}
