import { onSphere } from '../distance.ts';
import { numbersOf } from '../order.ts';
import type { Entry, EntryTime, Facet } from '../query.ts';
import { has } from './bits.ts';
import {
	columnsOf,
	combinationOf,
	facetColumns,
	openNaming,
	type FacetColumns
} from './facet-columns.ts';
import { orderOf, timetableOf, vocabularyOf } from './finishing.ts';
import { cellOf, nowhere } from './grid.ts';
import { openRoom } from './room.ts';
import { tableOf, type Segment } from './segment.ts';
import { Tape } from './tape.ts';
import { plainTime } from './timetable.ts';
import { WordTable } from './word-table.ts';

/** Entries on their way into a segment: numbers on tapes, each text read once and let go. */
export interface Builder {
	readonly size: number;
	put(entry: Entry): void;
	/** Takes over what is not gone from a segment. Yields between steps. */
	take(segment: Segment): Generator<void>;
	/** Yields between steps. The builder is used up. */
	finish(now: number): Generator<void, Segment>;
}

/** @param floor no query asks for a time before this one, in milliseconds. */
export function openBuilder(floor: number): Builder {
	const words = new WordTable();
	/** By word: one more than the entry that had it last. */
	const seen: number[] = [];
	const phrases = new Map<string, readonly number[]>();
	const times: EntryTime[] = [];
	const timeNames = new Map<string, number>();
	const naming = openNaming();
	const [ids, cells, wordsFrom, wordTape, timesFrom, timeTape] = [
		...[new Tape(), new Tape(), new Tape(), new Tape(), new Tape(), new Tape()]
	] as [Tape, Tape, Tape, Tape, Tape, Tape];
	const points: number[] = [];
	const pointOf = new Tape();
	const columnTapes = columnsOf.map(() => new Tape());
	let size = 0;

	function putWord(number: number): void {
		if (seen[number] === size + 1) return;
		seen[number] = size + 1;
		wordTape.push(number);
	}
	/** A phrase is cut once, however many say it. */
	function wordsIn(phrase: string): readonly number[] {
		let numbers = phrases.get(phrase);
		if (!numbers) {
			const found = new Set<number>();
			words.each(phrase, (number) => found.add(number));
			phrases.set(phrase, (numbers = [...found]));
		}
		return numbers;
	}
	function putTime(time: EntryTime): void {
		const plain = plainTime(time, floor);
		if (!plain) return;
		let number = timeNames.get(plain.name);
		if (number === undefined) {
			timeNames.set(plain.name, (number = times.length));
			times.push(plain.time());
		}
		for (let i = timesFrom.at(size); i < timeTape.length; i++)
			if (timeTape.at(i) === number) return;
		timeTape.push(number);
	}
	function begin(numbers: Iterable<number>, cell: number): void {
		for (const number of numbers) ids.push(number);
		cells.push(cell);
		wordsFrom.push(wordTape.length);
		timesFrom.push(timeTape.length);
	}
	function place(x: number, y: number, z: number): void {
		pointOf.push(points.length);
		points.push(x, y, z);
	}

	return {
		get size() {
			return size;
		},
		put(entry) {
			begin(numbersOf(entry.id), entry.at ? cellOf(entry.at) : nowhere);
			words.each(entry.text, putWord);
			for (const phrase of entry.said) for (const number of wordsIn(phrase)) putWord(number);
			for (const time of entry.times) putTime(time);
			for (let column = 0; column < columnTapes.length; column++)
				columnTapes[column]!.push(combinationOf(naming, entry.facets, column));
			if (entry.at) place(...onSphere(entry.at.lat, entry.at.lng));
			else pointOf.push(0);
			size++;
		},
		*take(segment) {
			const read = yield* wordsByEntry(segment);
			const { vocabulary, facets, timetable } = segment;
			// A word that only those had who are gone is no word any more: whoever types it made a slip.
			const numbers = new Int32Array(vocabulary.words.length).fill(-1);
			const numberAt = (place: number): number => {
				if (numbers[place]! < 0) numbers[place] = words.numberOf(vocabulary.words[place]!);
				return numbers[place]!;
			};
			const combinations = facets.columns.map(({ from }, number) =>
				Array.from({ length: from.length - 1 }, (_, combination) =>
					combinationOf(naming, saidBy(facets, number, combination), number)
				)
			);
			yield;
			for (let entry = 0; entry < segment.size; entry++) {
				if (entry % 256 === 0) yield;
				if (has(segment.gone, entry)) continue;
				const cell = segment.cells[entry] ?? nowhere;
				begin(segment.ids.subarray(entry * 4, entry * 4 + 4), cell);
				for (let i = read.from[entry]!; i < read.from[entry + 1]!; i++)
					wordTape.push(numberAt(read.words[i]!));
				for (let i = timetable.timesFrom[entry]!; i < timetable.timesFrom[entry + 1]!; i++)
					putTime(timetable.times[timetable.timesOf[i]!]!);
				for (const [column, { of }] of facets.columns.entries())
					columnTapes[column]!.push(combinations[column]![of[entry]!]!);
				const at = entry * 3;
				if (cell === nowhere) pointOf.push(0);
				else place(segment.points[at]!, segment.points[at + 1]!, segment.points[at + 2]!);
				size++;
			}
		},
		*finish(now) {
			wordsFrom.push(wordTape.length);
			timesFrom.push(timeTape.length);
			const room = openRoom(size);
			const { order, located } = yield* orderOf(cells, size);
			const placed = new Uint32Array(located);
			const spots = new Float64Array(located * 3);
			const names = new Uint32Array(size * 4);
			for (let entry = 0; entry < size; entry++) {
				const old = order[entry]!;
				for (let i = 0; i < 4; i++) names[entry * 4 + i] = ids.at(old * 4 + i);
				if (entry < located) {
					placed[entry] = cells.at(old);
					for (let i = 0; i < 3; i++) spots[entry * 3 + i] = points[pointOf.at(old) + i]!;
				}
				if (entry % 4096 === 0) yield;
			}
			return {
				...{ size, ids: names, table: yield* tableOf(names, size) },
				...{ room, gone: room.bits(), goneCount: 0, cells: placed, points: spots },
				vocabulary: yield* vocabularyOf(words.words, wordsFrom, wordTape, order, room),
				timetable: yield* timetableOf(times, timesFrom, timeTape, order, now),
				facets: yield* facetColumns(naming, columnTapes, order, room)
			};
		}
	};
}

/** The words of each entry, from the entries of each word. */
function* wordsByEntry({
	vocabulary: { words, from, entries, common },
	size
}: Segment): Generator<void, { from: Uint32Array; words: Uint32Array }> {
	const read = { from: new Uint32Array(size + 1), words: new Uint32Array(0) };
	function* each(found: (entry: number, word: number) => void): Generator<void> {
		for (let word = 0; word < words.length; word++) {
			for (let i = from[word]!; i < from[word + 1]!; i++) found(entries[i]!, word);
			const bits = common.get(word);
			if (bits) for (let entry = 0; entry < size; entry++) if (has(bits, entry)) found(entry, word);
			if (bits || word % 512 === 0) yield;
		}
	}
	yield* each((entry) => read.from[entry + 1]!++);
	for (let entry = 0; entry < size; entry++) read.from[entry + 1]! += read.from[entry]!;
	read.words = new Uint32Array(read.from[size]!);
	const next = read.from.slice();
	yield* each((entry, word) => (read.words[next[entry]!++] = word));
	return read;
}

function saidBy(facets: FacetColumns, column: number, combination: number): Entry['facets'] {
	const { from, values } = facets.columns[column]!;
	const said: Partial<Record<Facet, string[]>> = {};
	for (let i = from[combination]!; i < from[combination + 1]!; i++) {
		const { facet, value } = facets.values[values[i]!]!;
		(said[facet] ??= []).push(value);
	}
	return said;
}
