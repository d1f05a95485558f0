import { expect, test } from 'vitest';
import { answerable, currentOn } from './book.ts';
import { Definition } from './definition.ts';
import { shipped } from './shipped.ts';
import { storyOf, type AnswerSet } from './story.ts';

const phq = shipped.find(({ id }) => id === 'phq-4')!;
/** The same questions, of which two count double now. */
const second = Definition.parse({
	...phq,
	...{ version: 2, comparableSince: 2, bands: [] },
	scores: [{ ...phq.scores[0]!, times: 2, range: [0, 24] }, ...phq.scores.slice(1)]
});
/** Only a word was put right. */
const third = Definition.parse({ ...second, version: 3, title: 'PHQ-4, put right' });
const book = [phq, second, third];
const set = (version: number, day: string, values = [0, 1, 2, 3]): AnswerSet => ({
	...{ setId: `${version} ${day}`, measure: 'phq-4', version, day, gate: null, values }
});

test('an answer is scored by the definition it was given under, whatever came after', () => {
	const { results } = storyOf(book, [set(1, '2026-01-01'), set(2, '2026-02-01')]);
	expect(results.map(({ number }) => number)).toEqual([12, 6]);
});

test('numbers that mean something else are shown, and stand in no line beside newer ones', () => {
	const story = storyOf(book, [
		set(1, '2026-01-01'),
		set(2, '2026-02-01'),
		set(3, '2026-03-01', [0, 1, 2, 2])
	]);
	expect(story.results.map(({ isCounted }) => isCounted)).toEqual([true, true, false]);
	expect(story.line).toEqual([
		{ day: '2026-02-01', number: 12 },
		{ day: '2026-03-01', number: 10 }
	]);
	expect(story.sinceLast).toMatchObject({ from: { number: 12 }, change: { by: -2 } });
	expect(story.sinceFirst).toBeNull();
});

test('a version that nobody knows is in nothing', () => {
	expect(storyOf(book, [set(9, '2026-01-01')]).results).toEqual([]);
});

test('the newest version is what is asked', () => {
	expect(currentOn(book, phq.page)).toBe(third);
	expect(answerable(book)).toEqual([third]);
});
