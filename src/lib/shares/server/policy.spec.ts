import { describe, expect, test } from 'vitest';
import {
	canChange,
	canChooseResponses,
	canRead,
	canRespond,
	canWrite,
	isOffered
} from './policy.ts';

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
		expect(canRespond(fern, open, { authorId: 'tide' })).toBe(true);
		expect(canRespond(fern, open, { authorId: 'fern' })).toBe(false);
	});
	test('is one that the group offers; any can be taken back', () => {
		expect(isOffered(open, { kind: 'hear', wanted: true })).toBe(true);
		expect(isOffered(open, { kind: 'thanks', wanted: true })).toBe(false);
		expect(isOffered(open, { kind: 'thanks', wanted: false })).toBe(true);
	});
	test('needs a living group and somebody who belongs', () => {
		expect(canRespond(fern, closed, { authorId: 'tide' })).toBe(false);
		expect(canRespond(null, open, { authorId: 'tide' })).toBe(false);
	});
});

test('what a group offers is chosen by who looks after it', () => {
	expect(canChooseResponses({ role: 'facilitator' })).toBe(true);
	expect(canChooseResponses({ role: 'member' })).toBe(false);
	expect(canChooseResponses(null)).toBe(false);
});
