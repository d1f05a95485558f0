import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervalOfMean, wilson } from './wilson.ts';

const percent = (share: number) => Math.round(share * 1000) / 10;

describe('the interval of a share', () => {
	test.each([
		[18, 24, 55.1, 88.0],
		[0, 5, 0, 43.4],
		[5, 5, 56.6, 100],
		[57, 96, 49.4, 68.7]
	])('%i of %i lies between %d and %d percent', (numerator, denominator, low, high) => {
		const interval = wilson(numerator, denominator);
		expect([percent(interval.low), percent(interval.high)]).toEqual([low, high]);
	});

	test('holds the share itself, and stays between nothing and all', () => {
		const counts = fc
			.tuple(fc.nat(500), fc.nat(500))
			.map(([a, b]) => [Math.min(a, b), Math.max(a, b, 1)] as const);
		fc.assert(
			fc.property(counts, ([numerator, denominator]) => {
				const { low, high } = wilson(numerator, denominator);
				const share = numerator / denominator;
				expect(low).toBeLessThanOrEqual(share + 1e-12);
				expect(high).toBeGreaterThanOrEqual(share - 1e-12);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(high).toBeLessThanOrEqual(1);
			})
		);
	});

	test('says nothing about nobody', () => {
		expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
	});
});

test('an average of one meeting has no interval, one of many a narrow one', () => {
	expect(intervalOfMean(90, 0, 1)).toBeNull();
	const interval = intervalOfMean(88, 9, 214)!;
	expect([interval.low.toFixed(1), interval.high.toFixed(1)]).toEqual(['86.8', '89.2']);
});
