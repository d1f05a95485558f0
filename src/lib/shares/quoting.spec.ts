import { describe, expect, test } from 'vitest';
import { beginningOf } from './quoting.ts';
import { longest } from './shares.ts';

describe('what the field of a quote begins with', () => {
	test('is all of a short text', () => {
		expect(beginningOf('I made the call.')).toBe('I made the call.');
	});
	test('ends with a whole word of a long one, and stands in it as it is', () => {
		const text = 'I made\nthe call. '.repeat(100);
		const found = beginningOf(text);
		expect(found.length).toBeLessThanOrEqual(longest.quote);
		expect(found).toMatch(/(made|the|I|call\.)$/);
		expect(text.startsWith(found)).toBe(true);
	});
	test('never ends with half a character', () => {
		const found = beginningOf('a' + '🌿'.repeat(400));
		expect(found.isWellFormed()).toBe(true);
		expect(found.length).toBe(longest.quote - 1);
	});
});
