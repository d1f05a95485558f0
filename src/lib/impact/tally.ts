import type { Answers, ItemKey } from '#lib/wellbeing/wellbeing.ts';
import { itemKeys } from '#lib/wellbeing/wellbeing.ts';

/** How the people of one quarter answered one question. `same` holds the `alike` ones too. */
export interface ItemTally {
	answered: number;
	better: number;
	same: number;
	worse: number;
	/** Gave one answer to every question: counted as no change, and said so. */
	alike: number;
}

export interface Tally {
	/** People whose answers were counted, whichever questions they left out. */
	people: number;
	items: Record<ItemKey, ItemTally>;
	/** Weeks from joining to answering, each person's. Not kept, only their median. */
	weeks: number[];
}

/** So few answers may well be alike by chance. */
const tooFewToTell = 4;

/** Straight-lining: one answer all the way down says more about the form than about the person. */
export function isStraightLine(answers: Answers): boolean {
	const given = itemKeys.map((key) => answers[key]).filter((one) => one !== null);
	return given.length >= tooFewToTell && new Set(given).size === 1;
}

export const emptyTally = (): Tally => ({
	people: 0,
	items: Object.fromEntries(
		itemKeys.map((key) => [key, { answered: 0, better: 0, same: 0, worse: 0, alike: 0 }])
	) as Record<ItemKey, ItemTally>,
	weeks: []
});

/** Adds one person to the tally. `weeks` is the time between joining and answering. */
export function add(tally: Tally, answers: Answers, weeks: number): void {
	const alike = isStraightLine(answers);
	tally.people += 1;
	tally.weeks.push(weeks);
	for (const key of itemKeys) {
		const answer = answers[key];
		if (answer === null) continue;
		const item = tally.items[key];
		item.answered += 1;
		if (alike) item.alike += 1;
		if (alike || answer === 0) item.same += 1;
		else if (answer > 0) item.better += 1;
		else item.worse += 1;
	}
}

export function medianOf(values: readonly number[]): number | null {
	if (values.length === 0) return null;
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
