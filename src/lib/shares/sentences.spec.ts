import { expect, test } from 'vitest';
import { defaultResponses } from '#lib/groups/groups.ts';
import { sayResponse, saySaid } from './sentences.ts';

test.each([
	[['Heron', 'Birch'], false, 'Heron and Birch said: I hear you.'],
	[['Fern', 'Lark'], true, 'Fern, Lark and you said: I hear you.'],
	[['Fern'], true, 'Fern and you said: I hear you.'],
	[[], true, 'You said: I hear you.']
])('%j and me %s: %s', (aliases, byMe, words) => {
	expect(saySaid({ kind: 'hear', aliases, byMe })).toBe(words);
});

test('a response without words, or that nobody said, is no sentence', () => {
	expect(saySaid({ kind: 'applause', aliases: ['Fern'], byMe: false })).toBeNull();
	expect(saySaid({ kind: 'hear', aliases: [], byMe: false })).toBeNull();
});

test('every response that groups offer has words', () => {
	for (const kind of defaultResponses) expect(sayResponse(kind)).toBeTruthy();
});
