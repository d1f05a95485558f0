/**
 * The loops over bits as WebAssembly, written here instruction by instruction: sixty-four entries a step,
 * counted by the processor's own instruction. JavaScript takes thirty-two and counts them with a dozen
 * (bits.ts has the same in JavaScript, for what is small). All lengths are whole strides.
 */
export interface Kernel {
	and(into: number, other: number, end: number): void;
	or(into: number, other: number, end: number): void;
	andNot(into: number, other: number, end: number): void;
	/** How many are in both; `end` is where `a` ends. */
	countCommon(a: number, b: number, end: number): number;
	copy(into: number, from: number, bytes: number): void;
	fill(into: number, byte: number, bytes: number): void;
}

/** Bytes that a loop takes at once. */
export const stride = 32;
export const pageBytes = 65_536;
/** Pages that a memory may grow to: 2 GB of addresses, of which what is used counts. */
export const mostPages = 32_768;

/** A whole number as WebAssembly writes it. */
function leb(value: number): number[] {
	return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}
const sized = (bytes: readonly number[]): number[] => [...leb(bytes.length), ...bytes];
const many = (items: readonly (readonly number[])[]): number[] => [
	...leb(items.length),
	...items.flat()
];
const text = (word: string): number[] => sized([...Buffer.from(word)]);

const [i32, i64] = [0x7f, 0x7e];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
/** 64 bits, eight bytes aligned. */
const load = (offset: number) => [0x29, 3, offset];
const store = (offset: number) => [0x37, 3, offset];
const and64 = [0x83];
const or64 = [0x84];
const notAnd64 = [0x42, 0x7f, 0x85, ...and64];
const addCounted = [0x7b, 0x7c];
const end = [0x0b];
const [a, b, last, sum] = [0, 1, 2, 3];
const offsets = [0, 8, 16, 24];

const forward = (local: number) => [...get(local), 0x41, stride, 0x6a, ...set(local)];
/** Again for the next stride, until `a` has come to `last`. */
const eachStride = (step: (offset: number) => number[]) => [
	...[0x03, 0x40, ...offsets.flatMap(step), ...forward(a), ...forward(b)],
	...[...get(a), ...get(last), 0x49, 0x0d, 0, ...end]
];
const joining = (operation: readonly number[]) =>
	eachStride((offset) => [
		...[...get(a), ...get(a), ...load(offset), ...get(b), ...load(offset)],
		...[...operation, ...store(offset)]
	]);
const counting = [
	...eachStride((offset) => [
		...[...get(sum), ...get(a), ...load(offset), ...get(b), ...load(offset), ...and64],
		...[...addCounted, ...set(sum)]
	]),
	...[...get(sum), 0xa7]
];
const allLocals = [...get(a), ...get(b), ...get(last)];

/** Name, whether it answers a number, and what it does. */
const functions: readonly [keyof Kernel, boolean, readonly number[]][] = [
	['and', false, joining(and64)],
	['or', false, joining(or64)],
	['andNot', false, joining(notAnd64)],
	['countCommon', true, counting],
	['copy', false, [...allLocals, 0xfc, 0x0a, 0, 0]],
	['fill', false, [...allLocals, 0xfc, 0x0b, 0]]
];

const section = (number: number, content: readonly number[]) => [number, ...sized(content)];
const threeNumbers = [0x60, 3, i32, i32, i32];
const shared = 0x03;
const bytes = Uint8Array.from([
	...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
	...section(
		1,
		many([
			[...threeNumbers, 0],
			[...threeNumbers, 1, i32]
		])
	),
	...section(2, many([[...text('m'), ...text('m'), 2, shared, 0, ...leb(mostPages)]])),
	...section(3, many(functions.map(([, answers]) => [answers ? 1 : 0]))),
	...section(7, many(functions.map(([name], number) => [...text(name), 0, number]))),
	...section(10, many(functions.map(([, , code]) => sized([1, 1, i64, ...code, ...end]))))
]);

let compiled: WebAssembly.Module | undefined;

/** The loops over the bits of that memory, which is shared and at most so large. */
export function kernelOf(memory: WebAssembly.Memory): Kernel {
	compiled ??= new WebAssembly.Module(bytes);
	return new WebAssembly.Instance(compiled, { m: { m: memory } }).exports as unknown as Kernel;
}
