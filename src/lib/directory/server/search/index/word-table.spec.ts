import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../fold.ts';
import { WordTable } from './word-table.ts';

function cut(table: WordTable, text: string): Set<string> {
	const found = new Set<string>();
	table.each(text, (number) => found.add(table.words[number]!));
	return found;
}

test.each([
	'Café-Haus am See',
	'Haus-Café, ΟΔΥΣΣΕΥΣ ΟΔΟΣ.',
	'İstanbul K ﬁne ½ x²',
	'tab\tand\u00a0wide\u3000space',
	'“don’t” DON’T 10:30',
	'e\u0301 a -\u0301b',
	'𝓗ope 東京 पुणे',
	''
])('%s is cut as the search cuts it', (text) => {
	expect(cut(new WordTable(), text)).toEqual(new Set(fold(text)));
});

test('any text is, and each word keeps one number', () => {
	const letter = fc.constantFrom(...'aZ09 -.éÉßΣσİıﬁ東\u0301\u00a0\u2003\u200d½\n');
	const text = fc.oneof(fc.string({ unit: letter, maxLength: 30 }), fc.string({ unit: 'binary' }));
	const table = new WordTable();
	fc.assert(
		fc.property(text, (one) => {
			expect(cut(table, one)).toEqual(new Set(fold(one)));
			for (const word of fold(one)) expect(table.words[table.numberOf(word)]).toBe(word);
		}),
		{ numRuns: 2000 }
	);
	expect(new Set(table.words).size).toBe(table.words.length);
	expect(table.words.length).toBeGreaterThan(200);
});
