import { describe, expect, it } from 'vitest';
import { untilNextTry } from './reconnecting.ts';

describe('coming back', () => {
	it('is tried almost at once, and again within two seconds in the first minute', () => {
		expect(untilNextTry(0, 0, 1)).toBeLessThanOrEqual(150);
		for (let tries = 0; tries < 60; tries += 1) {
			expect(untilNextTry(tries, 59_000, 1)).toBeLessThan(1_500);
		}
	});

	it('is tried less often after a long while, but never rarely', () => {
		expect(untilNextTry(100, 600_000, 1)).toBe(4_000);
	});

	it('is not tried by everybody in the same instant', () => {
		expect(untilNextTry(5, 0, 0)).toBeLessThan(untilNextTry(5, 0, 1));
	});
});
