import { describe, expect, test } from 'vitest';
import type { Answer, Answers } from '#lib/wellbeing/wellbeing.ts';
import { itemKeys } from '#lib/wellbeing/wellbeing.ts';
import { add, emptyTally, isStraightLine, medianOf } from './tally.ts';

const answers = (...given: Answer[]): Answers =>
	Object.fromEntries(itemKeys.map((key, index) => [key, given[index] ?? null])) as Answers;

describe('counting answers', () => {
	test('better, same and worse; whoever would rather not say is not counted for that question', () => {
		const tally = emptyTally();
		for (const resilience of [2, 1, 1, 0, -1, null, 1, 0] as Answer[])
			add(tally, answers(resilience, 0, 1), 6);
		expect(tally.people).toBe(8);
		expect(tally.items.resilience).toEqual({
			...{ answered: 7, better: 4, same: 2, worse: 1, alike: 0 }
		});
		expect(tally.items.agency.answered).toBe(0);
	});

	test('one answer all the way down is no change in either direction, and is flagged', () => {
		const tally = emptyTally();
		add(tally, answers(2, 2, 2, 2, 2, 2, 2), 6);
		add(tally, answers(-2, -2, -2, -2, -2, null, -2), 6);
		add(tally, answers(2, 1, 2, 2, 2, 2, 2), 6);
		expect(tally.items.coping).toEqual({ answered: 3, better: 1, same: 2, worse: 0, alike: 2 });
	});
});

test('a few answers that happen to be alike are no straight line', () => {
	expect(isStraightLine(answers(1, 1, 1))).toBe(false);
	expect(isStraightLine(answers(1, 1, 1, 1))).toBe(true);
	expect(isStraightLine(answers())).toBe(false);
});

test('the median of an even number of people lies between the two in the middle', () => {
	expect(medianOf([14, 6, 12])).toBe(12);
	expect(medianOf([14, 6, 12, 8])).toBe(10);
	expect(medianOf([])).toBeNull();
});
