import { describe, expect, test } from 'vitest';
import { after, day } from '#server/clock.ts';
import { newFor } from '../welcome.ts';
import {
	canAskForBuddy,
	canChange,
	canChooseResponses,
	canRead,
	canRespond,
	canWelcome,
	canWrite,
	isNewcomer,
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

describe('whoever came lately', () => {
	const now = new Date('2026-11-23T12:00:00Z');
	const since = (days: number, role = 'member') => ({
		...{ me: { role }, joinedAt: after(now, -days * day), closedAt: null }
	});
	test('is new for four weeks, may ask for somebody, and does not welcome others yet', () => {
		for (const days of [0, newFor - 1]) {
			expect(isNewcomer(since(days), now)).toBe(true);
			expect(canAskForBuddy(since(days), now)).toBe(true);
			expect(canWelcome(since(days), now)).toBe(false);
		}
		expect(isNewcomer(since(newFor), now)).toBe(false);
		expect(canAskForBuddy(since(newFor), now)).toBe(false);
		expect(canWelcome(since(newFor), now)).toBe(true);
	});
	test('and looks after the group is neither', () => {
		for (const days of [0, newFor]) {
			const lead = since(days, 'facilitator');
			const may = [isNewcomer, canAskForBuddy, canWelcome].map((rule) => rule(lead, now));
			expect(may).toEqual([false, false, false]);
		}
	});
	test('asks and offers nothing in a closed group', () => {
		const closedAt = now;
		expect(canAskForBuddy({ ...since(1), closedAt }, now)).toBe(false);
		expect(canWelcome({ ...since(newFor), closedAt }, now)).toBe(false);
	});
});
