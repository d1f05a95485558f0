import { describe, expect, it } from 'vitest';
import { AfterInput, feltOf, isHighEnd, type Feedback } from './feedback.ts';

const felt = (...heard: (number | null)[]) =>
	feltOf(
		heard.map((value): Feedback => ({ heard: value, safe: null, useful: null, again: null })),
		'heard'
	);

describe('what is said about answers', () => {
	it('is nothing about fewer than five, and who skipped does not count', () => {
		expect(felt()).toBeNull();
		expect(felt(9, 9, 9, 9)).toBeNull();
		expect(felt(9, 9, 9, 9, null, null)).toBeNull();
	});
	it('is their average to the half', () => {
		expect(felt(6, 7, 7, 7, 7)).toEqual({ average: 7, answers: 5 });
		expect(felt(6, 7, 7, 7, 6)).toEqual({ average: 6.5, answers: 5 });
	});
	it('does not tell that everybody said the most, or the least', () => {
		expect(felt(10, 10, 10, 10, 10)).toEqual(felt(9, 9, 9, 9, 9));
		expect(felt(0, 0, 0, 0, 0)).toEqual(felt(1, 1, 1, 1, 1));
		expect(isHighEnd(felt(10, 10, 10, 10, 10)!)).toBe(true);
	});
	it('says how many answered only in fives', () => {
		expect(felt(...Array<number>(9).fill(5))).toEqual({ average: 5, answers: 5 });
		expect(felt(...Array<number>(10).fill(5))).toEqual({ average: 5, answers: 10 });
	});
});

describe('the form', () => {
	it('takes what is empty or left out as skipped, and nothing beyond 0 to 10', () => {
		expect(AfterInput.parse({ leaving: '', heard: '0', safe: '10' })).toEqual({
			...{ leaving: null, heard: 0, safe: 10, useful: null, again: null }
		});
		for (const heard of ['-1', '11', '2.5', 'fine'])
			expect(AfterInput.safeParse({ heard }).success).toBe(false);
	});
});
