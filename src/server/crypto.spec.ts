import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoxError, derive, newKey, open, seal } from './crypto.ts';

describe('a sealed box', () => {
	test('opens to the very same bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.string(), (bytes, bound) => {
				const key = newKey();
				const plain = Buffer.from(bytes);
				expect(open(key, bound, seal(key, bound, plain)).equals(plain)).toBe(true);
			})
		);
	});
	test('is never the same twice', () => {
		const key = newKey();
		expect(seal(key, 'a', 'words').equals(seal(key, 'a', 'words'))).toBe(false);
	});
	test('does not open with another key, in another row, or after a change', () => {
		const key = newKey();
		const box = seal(key, 'share:1', 'words');
		expect(() => open(newKey(), 'share:1', box)).toThrow(BoxError);
		expect(() => open(key, 'share:2', box)).toThrow(BoxError);
		for (let i = 0; i < box.length; i++) {
			const changed = Buffer.from(box);
			changed[i]! ^= 1;
			expect(() => open(key, 'share:1', changed)).toThrow(BoxError);
		}
		expect(() => open(key, 'share:1', box.subarray(0, 10))).toThrow(BoxError);
	});
});

test('a derived key needs every secret and its purpose', () => {
	const [a, b] = [newKey(), newKey()];
	const key = derive([a, b], 'share');
	expect(derive([a, b], 'share').equals(key)).toBe(true);
	expect(derive([b, a], 'share').equals(key)).toBe(false);
	expect(derive([a, newKey()], 'share').equals(key)).toBe(false);
	expect(derive([a, b], 'reply').equals(key)).toBe(false);
});
