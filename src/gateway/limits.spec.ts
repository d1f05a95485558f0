import { describe, expect, it } from 'vitest';
import { Bucket } from './limits.ts';

describe('a limit', () => {
	it('lets a burst through, then as many as the rate', () => {
		const bucket = new Bucket({ burst: 3, perSecond: 1 }, 0);
		expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
		expect(bucket.take(500)).toBe(false);
		expect(bucket.take(1_000)).toBe(true);
		expect(bucket.take(1_001)).toBe(false);
	});

	it('takes nothing away when the clock jumps back', () => {
		const bucket = new Bucket({ burst: 3, perSecond: 1 }, 60_000);
		expect([60_000, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
		expect(bucket.take(1_000)).toBe(true);
	});

	it('is full again after a while, not fuller', () => {
		const bucket = new Bucket({ burst: 2, perSecond: 1 }, 0);
		expect([1e9, 1e9, 1e9].map((now) => bucket.take(now))).toEqual([true, true, false]);
	});
});
