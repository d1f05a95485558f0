import { describe, expect, test } from 'vitest';
import { changeBetween } from './change.ts';
import { sayBefore, sayBeside, sayChange, sayMeaning } from './sentences.ts';
import { shipped } from './shipped.ts';

const said = (id: string, before: number, after: number, day = '2026-03-10') => {
	const definition = shipped.find((one) => one.id === id)!;
	const change = changeBetween(definition, before, after)!;
	const { better, noticed, ordinary, source } = definition.change!;
	const words = sayChange(change, { better, noticed, ordinary, source }, day, '2026-11-22');
	return { words, means: sayMeaning(change) };
};

describe('a change is said in words', () => {
	test('first how much, then beside what that is to be seen', () => {
		expect(said('pcl-5', 46, 35)).toEqual({
			words:
				'11 points lower than in March; people often notice 9 to 12; ordinary ups and downs reach 15.',
			means: 'You may have noticed something. It may also be an ordinary up and down.'
		});
	});

	test('more than ordinary is said in both ways, and ordinary is called so', () => {
		expect(said('pcl-5', 46, 31).means).toMatch(/^That is more than ordinary ups and downs\. /);
		expect(said('pcl-5', 31, 46).means).toMatch(/the harder way/);
		expect(said('pcl-5', 31, 46).words).toMatch(/^15 points higher than in March/);
		expect(said('pcl-5', 31, 30)).toEqual({
			words: expect.stringMatching(/^One point lower than in March;/) as string,
			means: 'That is within ordinary ups and downs.'
		});
		expect(said('pcl-5', 31, 31).words).toMatch(/^The same number as in March;/);
	});

	test('what nobody has found out is not made up', () => {
		expect(said('phq-4', 6, 3)).toEqual({
			words:
				'3 points lower than in March; nobody has found out how far ordinary ups and downs reach.',
			means: null
		});
		expect(said('who-5', 48, 60).words).toMatch(/^12 points higher .* 10 or more often matters/);
		expect(said('brs', 3, 3.5).words).toMatch(/^0\.5 points higher .* reach 1\.08\.$/);
	});

	test('no sentence has a name for how bad something is', () => {
		for (const after of [0, 20, 40, 60, 80])
			expect(JSON.stringify(said('pcl-5', 40, after))).not.toMatch(/mild|moderate|severe|PTSD/i);
	});
});

test('a month is named with its year when that is another one; within a month it is the day', () => {
	expect(sayBefore('2025-12-30', '2026-01-02')).toBe('in December 2025');
	expect(sayBefore('2026-11-03', '2026-11-22')).toBe('on Tuesday 3 November');
});

test('a cell of the table says the same', () => {
	expect(sayBeside(-17, 15)).toBe('17 lower, more than ordinary');
	expect(sayBeside(3, 15)).toBe('3 higher, ordinary');
	expect(sayBeside(0, null)).toBe('the same');
});
