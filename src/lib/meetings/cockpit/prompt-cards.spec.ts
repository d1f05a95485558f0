import { describe, expect, it } from 'vitest';
import { cardsFor, promptCards } from './prompt-cards.ts';

describe('the prompt cards', () => {
	it('say for each hard moment what to do first, what to say, what not, and what then', () => {
		for (const { id, first, say, not, then } of promptCards)
			expect({ id, parts: [[first], say, not, then].every((part) => part.length > 0) }).toEqual({
				id,
				parts: true
			});
		expect(new Set(promptCards.map(({ id }) => id)).size).toBe(promptCards.length);
	});

	it.each([
		['suicide', 'suicide'],
		['panic', 'flooded'],
		['partner home', 'not-safe'],
		['SCREENSHOT', 'recording'],
		['can’t go on', undefined],
		['clash', 'conflict']
	])('are found by what somebody in a hurry types: %s', (typed, id) => {
		expect(cardsFor(typed)[0]?.id).toBe(id);
	});

	it('are all there before anything is typed', () => {
		expect(cardsFor('  ')).toHaveLength(promptCards.length);
	});

	it('promise nothing that nobody can keep, and never call for anybody', () => {
		const said = promptCards.flatMap(({ say }) => say).join(' ');
		expect(said).not.toMatch(/promise|everything will be/i);
	});
});
