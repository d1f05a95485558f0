import type { EntryTime } from '../query.ts';
import { nextStart } from '../starts.ts';
import { add, type Bits } from './bits.ts';
import { nowhere } from './grid.ts';
import type { Room } from './room.ts';
import type { Tape } from './tape.ts';
import { instantsOf, nextOf, type Timetable } from './timetable.ts';
import { completed, isCommon, type Vocabulary } from './vocabulary.ts';

/** Entries in the order of their cells, those without one last. Counted, not compared: it can pause. */
export function* orderOf(
	cells: Tape,
	size: number
): Generator<void, { order: Uint32Array; located: number }> {
	const order = new Uint32Array(size);
	if (size < 2048) {
		for (let i = 0; i < size; i++) order[i] = i;
		order.sort((a, b) => cells.at(a) - cells.at(b) || a - b);
		const located = order.filter((old) => cells.at(old) !== nowhere).length;
		return { order, located };
	}
	const from = new Uint32Array(nowhere + 2);
	for (let i = 0; i < size; i++) {
		from[cells.at(i) + 1]!++;
		if (i % 8192 === 0) yield;
	}
	for (let cell = 0; cell <= nowhere; cell++) from[cell + 1]! += from[cell]!;
	const located = from[nowhere]!;
	for (let i = 0; i < size; i++) {
		order[from[cells.at(i)]!++] = i;
		if (i % 8192 === 0) yield;
	}
	return { order, located };
}

/** The numbers of the words in the order of their letters. Sorts in heaps of the same first ones, so that no step is long. */
function* inOrder(words: readonly string[]): Generator<void, number[]> {
	const heaps = new Map<string, number[]>();
	for (const [number, word] of words.entries()) {
		const name = word.slice(0, 2);
		const heap = heaps.get(name);
		if (heap) heap.push(number);
		else heaps.set(name, [number]);
		if (number % 4096 === 0) yield;
	}
	const sorted: number[] = [];
	for (const name of [...heaps.keys()].sort()) {
		for (const number of heaps.get(name)!.sort((a, b) => (words[a]! < words[b]! ? -1 : 1)))
			sorted.push(number);
		yield;
	}
	return sorted;
}

export function* vocabularyOf(
	words: readonly string[],
	wordsFrom: Tape,
	tape: Tape,
	order: Uint32Array,
	room: Room
): Generator<void, Vocabulary> {
	const size = order.length;
	const numbers = yield* inOrder(words);
	const sorted = numbers.map((number) => words[number]!);
	const placeOf = new Uint32Array(sorted.length);
	for (const [place, number] of numbers.entries()) placeOf[number] = place;
	const many = new Uint32Array(sorted.length);
	for (let i = 0; i < tape.length; i++) {
		many[placeOf[tape.at(i)]!]!++;
		if (i % 32_768 === 0) yield;
	}
	const common = new Map<number, Bits>();
	const from = new Uint32Array(sorted.length + 1);
	for (let word = 0; word < sorted.length; word++) {
		const isBits = size > 64 && isCommon(many[word]!, size);
		if (isBits) common.set(word, room.bits());
		from[word + 1] = from[word]! + (isBits ? 0 : many[word]!);
	}
	const entries = new Uint32Array(from[sorted.length]!);
	const next = from.slice();
	for (let entry = 0; entry < size; entry++) {
		const old = order[entry]!;
		for (let i = wordsFrom.at(old); i < wordsFrom.at(old + 1); i++) {
			const word = placeOf[tape.at(i)]!;
			const bits = common.get(word);
			if (bits) add(bits, entry);
			else entries[next[word]!++] = entry;
		}
		if (entry % 512 === 0) yield;
	}
	return yield* completed(sorted, from, entries, common, room, size);
}

export function* timetableOf(
	times: readonly EntryTime[],
	timesFromTape: Tape,
	tape: Tape,
	order: Uint32Array,
	now: number
): Generator<void, Timetable> {
	const start = new Float64Array(times.length);
	for (let time = 0; time < times.length; time++) {
		start[time] = nextStart(times[time]!, now);
		if (time % 256 === 0) yield;
	}
	const inOrder = orderOfStarts(start);
	yield;
	const entriesFrom = new Uint32Array(times.length + 1);
	const timesFrom = new Uint32Array(order.length + 1);
	const timesOf = new Uint32Array(tape.length);
	let written = 0;
	for (let entry = 0; entry < order.length; entry++) {
		const old = order[entry]!;
		for (let i = timesFromTape.at(old); i < timesFromTape.at(old + 1); i++) {
			timesOf[written++] = tape.at(i);
			entriesFrom[tape.at(i) + 1]!++;
		}
		timesFrom[entry + 1] = written;
		if (entry % 4096 === 0) yield;
	}
	for (let time = 0; time < times.length; time++) entriesFrom[time + 1]! += entriesFrom[time]!;
	const entries = new Uint32Array(tape.length);
	const filled = entriesFrom.slice();
	const next = new Float64Array(order.length);
	for (let entry = 0; entry < order.length; entry++) {
		for (let i = timesFrom[entry]!; i < timesFrom[entry + 1]!; i++)
			entries[filled[timesOf[i]!]!++] = entry;
		next[entry] = nextOf({ timesFrom, timesOf, start }, entry);
		if (entry % 4096 === 0) yield;
	}
	return {
		...{ times, start, order: inOrder, entriesFrom, entries, timesFrom, timesOf, next },
		asOf: now,
		...instantsOf({ order: inOrder, start, entriesFrom })
	};
}

/** Counted as well: many times share few starts. */
function orderOfStarts(start: Float64Array): Uint32Array {
	const different = Float64Array.from(new Set(start)).sort();
	const rank = new Map(Array.from(different, (at, place) => [at, place]));
	const from = new Uint32Array(different.length + 1);
	for (const at of start) from[rank.get(at)! + 1]!++;
	for (let place = 0; place < different.length; place++) from[place + 1]! += from[place]!;
	const order = new Uint32Array(start.length);
	for (let time = 0; time < start.length; time++) order[from[rank.get(start[time]!)!]!++] = time;
	return order;
}
