import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerptOf, holds, wordsOf } from './search-words.ts';

const finds = (text: string, search: string) => holds(text, wordsOf(search));

describe('a text is found', () => {
	test.each([
		['I made the phone call.', 'phone'],
		['I made the phone call.', 'call made'],
		['I made the phone call.', 'PHON'],
		['Ein Café an der Straße', 'cafe stra'],
		['Cafe\u0301', 'café'],
		['It’s the court', "it's"],
		['Мама звонила', 'мама'],
		['電話をした', '電話']
	])('%s: by %s', (text, search) => expect(finds(text, search)).toBe(true));
});
describe('a text is not found', () => {
	test.each([
		['I made the phone call.', 'one'],
		['I made the phone call.', 'phone lamp'],
		['The escort', 'court'],
		['Anything', ''],
		['Anything', '... !'],
		['a b c', 'a']
	])('%s: by %s', (text, search) => expect(finds(text, search)).toBe(false));
});

describe('an excerpt', () => {
	test('has what was looked for apart', () => {
		expect(excerptOf('I made the phone call.', wordsOf('phone'))).toEqual([
			...['I made the ', 'phone', ' call.']
		]);
	});
	test('is the piece around the first of it', () => {
		const text = `${'before '.repeat(40)}the lamp ${'after '.repeat(60)}`;
		const parts = excerptOf(text, wordsOf('lamp'));
		expect(parts[1]).toBe('lamp');
		expect(parts[0]).toMatch(/^… before/);
		expect(parts.at(-1)).toMatch(/…$/);
		expect(parts.join('').length).toBeLessThan(220);
	});
	test('is of the text as it was written, whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.string(), (text, search) => {
				const words = wordsOf(search);
				const parts = excerptOf(text, words);
				expect(parts.length % 2).toBe(1);
				const whole = parts.join('').replace(/^… /, '').replace(/ …$/, '');
				expect(text.includes(whole) || text.startsWith('… ') || text.endsWith(' …')).toBe(true);
			})
		);
	});
});
