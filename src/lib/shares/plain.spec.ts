import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeIn, plainBetween, plainOf } from './plain.ts';
import { shapeOf } from './server/shapes.ts';

const read = (text: string) => plainOf(text, shapeOf(text)).words;

describe('words as they are read', () => {
	test.each([
		['have no marks', 'I am **so** *very* tired', 'I am so very tired'],
		['have each line of a list on a line', 'it was\n- tea\n- a walk', 'it was\ntea\na walk'],
		['have each paragraph on a line', '*one*\n\ntwo 🌿', 'one\ntwo 🌿'],
		['keep what is no mark', 'a * b, 2 ** 3', 'a * b, 2 ** 3']
	])('%s', (_name, text, expected) => expect(read(text)).toBe(expected));

	test('are found again where they stand, whatever was typed', () => {
		const typed = fc.string({
			unit: fc.constantFrom('a', ' ', '*', '**', '\n', '\n- ', '> ', '🌿', '1. '),
			maxLength: 40
		});
		fc.assert(
			fc.property(typed, fc.nat(60), fc.nat(60), (text, one, other) => {
				const { words, places } = plainOf(text, shapeOf(text));
				expect(places).toHaveLength(words.length);
				const passage = words.slice(Math.min(one, other), Math.max(one, other)).trim();
				if (!passage) return;
				const place = placeIn(text, shapeOf(text), passage);
				expect(place).not.toBeNull();
				const back = plainBetween(text, shapeOf(text), place!.from, place!.to);
				if (!text.includes(passage)) expect(back).toBe(passage);
			})
		);
	});
});
