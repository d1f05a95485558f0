import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashCode, newCode, readCode } from './codes.ts';

test('a code is five groups of five digits that cannot be misread', () => {
	for (let count = 0; count < 200; count++)
		expect(newCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
});

test('two codes are never the same', () => {
	expect(new Set(Array.from({ length: 1000 }, newCode)).size).toBe(1000);
});

test('a code is understood in small letters, without dashes, and with letters for digits', () => {
	const code = '01ABC-DEFGH-JKMNP-QRSTV-WXYZ0';
	expect(readCode('o1abc defgh jkmnp qrstv wxyzO')).toBe(readCode(code));
	expect(readCode('0iabcdefghjkmnpqrstvwxyz0')).toBe(readCode(code));
	expect(hashCode('x', 'oLabc defgh jkmnp qrstv wxyz0')).toEqual(hashCode('x', code));
});

test('what cannot be a code is none, and is hashed all the same', () => {
	for (const typed of ['', 'ABC', `${newCode()}1`, newCode().replace(/.$/, 'U')])
		expect(readCode(typed)).toBeNull();
	fc.assert(fc.property(fc.string(), (typed) => hashCode('x', typed).length === 32));
});

test('one kind of code cannot serve as another', () => {
	const code = newCode();
	expect(hashCode('recovery', code)).not.toEqual(hashCode('invitation', code));
});
