import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';
import { mistakes } from './mistakes.ts';
import { readingsOf } from './readings.ts';

describe('names are compared without what people leave out', () => {
	test.each([
		['München', 'munchen'],
		['Łódź', 'lodz'],
		['København', 'kobenhavn'],
		['Xi’an', 'xian'],
		["St. John's", 'st johns'],
		['Saint John’s', 'st johns'],
		['Saintes', 'saintes'],
		['  Winston--Salem ', 'winston salem'],
		['東京', '東京'],
		['%_\\', '']
	])('%s', (written, compared) => expect(fold(written)).toBe(compared));
});

describe('what was typed can be meant in several ways', () => {
	test('the whole as a name, or the last words as what it lies in', () => {
		expect(readingsOf('Portland OR')).toEqual([
			{ name: 'portland or', within: [] },
			{ name: 'portland', within: ['or'] }
		]);
	});
	test('a comma says where the name ends', () => {
		expect(readingsOf('Portland, OR, usa')).toEqual([{ name: 'portland', within: ['or', 'usa'] }]);
	});
	test('a long postcode is read as the short one', () => {
		expect(readingsOf('10001-1234')).toEqual([{ name: '10001', within: [] }]);
	});
	test('never in more than four ways, however many words', () => {
		expect(readingsOf('a b c d e f g h i j k l m')).toHaveLength(4);
	});
	test('not at all without letters or figures', () => expect(readingsOf(' ,, % ')).toEqual([]));
});

describe('typing mistakes', () => {
	test.each([
		['london', 'london', 0],
		['lodnon', 'london', 1],
		['londn', 'london', 1],
		['londdon', 'london', 1],
		['lundun', 'london', 2],
		['', 'ab', 2]
	])('%s for %s: %i', (typed, meant, count) => expect(mistakes(typed, meant)).toBe(count));
});
