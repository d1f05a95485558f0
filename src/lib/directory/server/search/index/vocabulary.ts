import { isSlip, slips } from '../typing.ts';
import { add, has, type Bits } from './bits.ts';
import type { Room } from './room.ts';

/** The words of a segment, in the order of their letters, and the entries that have them. */
export interface Vocabulary {
	words: readonly string[];
	/** Entries of word `w`: `entries` from `from[w]` to `from[w + 1]`, in order; none when `common` has it. */
	from: Uint32Array;
	entries: Uint32Array;
	/** Words that so many entries have that bits are smaller. */
	common: ReadonlyMap<number, Bits>;
	/** Beginnings of up to three letters that so many words have that joining them takes too long. */
	begun: ReadonlyMap<string, Bits>;
	/** Which letters a word of `byLength` has: those a slip apart have nearly the same. */
	letters: Uint32Array;
	/** Words by length: those of length `n` from `lengthFrom[n]` to `lengthFrom[n + 1]`. */
	byLength: Uint32Array;
	lengthFrom: Uint32Array;
}

/** What a word of a query means: words of the vocabulary, some of them by a range. */
export interface Meant {
	asked: string;
	from: number;
	to: number;
	/** Instead of the range, when it was a slip. */
	words: number[] | null;
}

/** A list is four bytes an entry, bits are an eighth of one for every entry there is. */
export const isCommon = (entries: number, size: number): boolean => entries * 32 > size;
/** Longest beginning that is joined ahead. */
export const begunLength = 3;

export function lettersOf(word: string): number {
	let letters = 0;
	for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
	return letters >>> 0;
}

/** Words that begin so. */
export function beginning({ words }: Vocabulary, asked: string): Meant {
	const from = placeOfWord(words, asked);
	// No letter or digit comes after this one.
	return { asked, from, to: placeOfWord(words, `${asked}\uffff`), words: null };
}

/** The first word that is not less. */
function placeOfWord(words: readonly string[], asked: string): number {
	let [low, high] = [0, words.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (words[middle]! < asked) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Words that the asked one may have been meant for. */
export function slipped(vocabulary: Vocabulary, asked: string): Meant {
	const { words, letters, byLength, lengthFrom } = vocabulary;
	const limit = slips(asked);
	const found: number[] = [];
	if (limit > 0) {
		const wanted = lettersOf(asked);
		const last = lengthFrom.length - 2;
		const from = lengthFrom[Math.min(last + 1, Math.max(0, asked.length - limit))]!;
		const to = lengthFrom[Math.min(last, asked.length + limit) + 1]!;
		for (let i = from; i < to; i++) {
			const mask = letters[i]!;
			// Each slip takes at most one letter away and brings at most one.
			if (isMore(wanted & ~mask, limit) || isMore(mask & ~wanted, limit)) continue;
			const word = byLength[i]!;
			if (isSlip(asked, words[word]!, limit)) found.push(word);
		}
	}
	return { asked, from: 0, to: 0, words: found };
}

/** Whether more bits than one or two are set: each step takes the last one away. */
function isMore(bits: number, limit: number): boolean {
	const others = bits & (bits - 1);
	return (limit === 1 ? others : others & (others - 1)) !== 0;
}

/** Whether one of the words has an entry that is not gone. */
export function isAlive(vocabulary: Vocabulary, { from, to }: Meant, gone: Bits | null): boolean {
	if (!gone || from >= to) return from < to;
	for (let word = from; word < to; word++) {
		const bits = vocabulary.common.get(word);
		if (bits?.some((some, i) => (some & ~gone[i]!) !== 0)) return true;
		for (let i = vocabulary.from[word]!; i < vocabulary.from[word + 1]!; i++)
			if (!has(gone, vocabulary.entries[i]!)) return true;
	}
	return false;
}

/** At most so many entries have one of the words. */
export function manyOf(vocabulary: Vocabulary, meant: Meant, size: number): number {
	const { from, common } = vocabulary;
	let many = 0;
	if (meant.words)
		for (const word of meant.words) many += common.has(word) ? size : from[word + 1]! - from[word]!;
	else {
		many = from[meant.to]! - from[meant.from]!;
		for (const word of common.keys()) if (word >= meant.from && word < meant.to) return size;
	}
	return Math.min(many, size);
}

/** Adds the entries that have one of the words. */
export function addEntries(vocabulary: Vocabulary, room: Room, meant: Meant, into: Bits): void {
	const { from, entries, common, begun } = vocabulary;
	const joined = meant.words ? undefined : begun.get(meant.asked);
	if (joined) return room.or(into, joined);
	if (meant.words) {
		for (const word of meant.words) {
			const bits = common.get(word);
			if (bits) room.or(into, bits);
			for (let i = from[word]!; i < from[word + 1]!; i++) add(into, entries[i]!);
		}
		return;
	}
	for (let i = from[meant.from]!; i < from[meant.to]!; i++) add(into, entries[i]!);
	for (const [word, bits] of common) if (word >= meant.from && word < meant.to) room.or(into, bits);
}

/** The vocabulary's own look-ups, once its words and lists are there. Yields between the longer steps. */
export function* completed(
	words: readonly string[],
	from: Uint32Array,
	entries: Uint32Array,
	common: ReadonlyMap<number, Bits>,
	room: Room,
	size: number
): Generator<void, Vocabulary> {
	const letters = new Uint32Array(words.length);
	let longest = 0;
	for (let i = 0; i < words.length; i++) {
		longest = Math.max(longest, words[i]!.length);
		if (i % 4096 === 0) yield;
	}
	const lengthFrom = new Uint32Array(longest + 2);
	for (const word of words) lengthFrom[word.length + 1]!++;
	for (let n = 0; n <= longest; n++) lengthFrom[n + 1]! += lengthFrom[n]!;
	const byLength = new Uint32Array(words.length);
	const next = lengthFrom.slice();
	for (let i = 0; i < words.length; i++) {
		const place = next[words[i]!.length]!++;
		byLength[place] = i;
		letters[place] = lettersOf(words[i]!);
		if (i % 4096 === 0) yield;
	}
	const plain = { words, from, entries, common, begun: new Map(), letters, byLength, lengthFrom };
	return { ...plain, begun: yield* joinedAhead(plain, room, size) };
}

function* joinedAhead(
	plain: Vocabulary,
	room: Room,
	size: number
): Generator<void, Map<string, Bits>> {
	const begun = new Map<string, Bits>();
	for (let length = 1; length <= begunLength; length++)
		for (let word = 0; word < plain.words.length;) {
			if (plain.words[word]!.length < length) {
				word++;
				continue;
			}
			const meant = beginning(plain, plain.words[word]!.slice(0, length));
			if ((plain.from[meant.to]! - plain.from[meant.from]!) * 8 > size) {
				const bits = room.bits();
				addEntries(plain, room, meant, bits);
				begun.set(meant.asked, bits);
				yield;
			}
			word = meant.to;
			if (word % 64 === 0) yield;
		}
	return begun;
}

/** Without its bits, which are the room’s. */
export function vocabularyBytes({ words, begun: _, common: __, ...lists }: Vocabulary): number {
	let bytes = 0;
	for (const word of words) bytes += 24 + word.length;
	for (const list of Object.values(lists)) bytes += (list as Uint32Array).byteLength;
	return bytes;
}
