import { versionOf, type Book } from './book.ts';
import { areComparable, changeBetween, type Change } from './change.ts';
import type { Definition } from './definition.ts';
import { score, type Answered, type Scored } from './scoring.ts';

/** One filling-in, as it was kept. */
export interface AnswerSet extends Answered {
	setId: string;
	measure: string;
	version: number;
	/** The day it is about, YYYY-MM-DD. */
	day: string;
}

export interface Result {
	setId: string;
	day: string;
	version: number;
	scored: Scored;
	/** The first score; null where too much was left open. */
	number: number | null;
	/** Stands in the line: its number means the same as the newest one's, and is no straight line. */
	isCounted: boolean;
}
export interface Point {
	day: string;
	number: number;
}
interface Between {
	from: Point;
	change: Change;
}
/** What somebody's answers to one measure tell, oldest to newest. */
export interface Story {
	/** Newest first. */
	results: Result[];
	/** What can be compared, oldest first. */
	line: Point[];
	/** The newest beside the one before it, and beside the first when that is another one. */
	sinceLast: Between | null;
	sinceFirst: Between | null;
}

/** Tells it of sets in their order, oldest first, each scored by the definition it was given under. */
export function storyOf(book: Book, sets: readonly AnswerSet[]): Story {
	const known = sets.flatMap((set) => {
		const definition = versionOf(book, set.measure, set.version);
		return definition ? [{ set, definition, scored: score(definition, set) }] : [];
	});
	const newest = known.at(-1)?.definition;
	const results = known.map(({ set, definition, scored }): Result => {
		const number = numberIn(definition, scored);
		const isCounted = number !== null && !scored.isStraight && areComparable(definition, newest!);
		return { setId: set.setId, day: set.day, version: set.version, scored, number, isCounted };
	});
	const counted = results.filter(({ isCounted }) => isCounted);
	const line = counted.map(({ day, number }) => ({ day, number: number! }));
	const to = results.at(-1)?.isCounted ? line.at(-1) : undefined;
	const since = (from: Point | undefined): Between | null => {
		const change = newest && from && to && changeBetween(newest, from.number, to.number);
		return change ? { from, change } : null;
	};
	return {
		results: results.toReversed(),
		line,
		sinceLast: line.length > 1 ? since(line.at(-2)) : null,
		sinceFirst: line.length > 2 ? since(line[0]) : null
	};
}

/** The one number that stands for all: what change is judged by, else the first score. */
function numberIn({ change, scores }: Definition, scored: Scored): number | null {
	const id = change?.score ?? scores[0]?.id;
	return id === undefined ? null : (scored.scores[id] ?? null);
}
