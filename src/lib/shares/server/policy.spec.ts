import { describe, expect, test } from 'vitest';
import { canChange, canRead, canRespond, canWrite } from './policy.ts';

const fern = { membershipId: 'fern' };
const open = { closedAt: null, responses: ['hear', 'with'] };
const closed = { ...open, closedAt: new Date() };

describe('the group’s space', () => {
	test('is read by those who belong, and by nobody else', () => {
		expect(canRead(fern)).toBe(true);
		expect(canRead(null)).toBe(false);
	});
	test('takes no new words once the group is closed', () => {
		expect(canWrite(fern, open)).toBe(true);
		expect(canWrite(fern, closed)).toBe(false);
		expect(canWrite(null, open)).toBe(false);
	});
});

test('words are changed by their author alone', () => {
	expect(canChange(fern, 'fern')).toBe(true);
	expect(canChange(fern, 'tide')).toBe(false);
	expect(canChange(null, 'fern')).toBe(false);
});

describe('a response', () => {
	test('is for somebody else’s words', () => {
		expect(canRespond(fern, open, { authorId: 'tide' }, 'hear')).toBe(true);
		expect(canRespond(fern, open, { authorId: 'fern' }, 'hear')).toBe(false);
	});
	test('is one that the group offers', () => {
		expect(canRespond(fern, open, { authorId: 'tide' }, 'thanks')).toBe(false);
	});
	test('needs a living group and somebody who belongs', () => {
		expect(canRespond(fern, closed, { authorId: 'tide' }, 'hear')).toBe(false);
		expect(canRespond(null, open, { authorId: 'tide' }, 'hear')).toBe(false);
	});
});
