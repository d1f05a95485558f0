import { describe, expect, test } from 'vitest';
import type { Actor } from '#server/ctx.ts';
import { canAnswer, isOwn } from './policy.ts';

const fern: Actor = { kind: 'account', accountId: 'fern', loginId: 'l', roles: [] };
const coordinator: Actor = { ...fern, accountId: 'cora', roles: ['coordinator'] };
const hers = { accountId: 'fern', role: 'member', isCurrent: true };

describe('a change rating', () => {
	test('is answered by the member', () => {
		expect(canAnswer(fern, hers)).toBe(true);
	});
	test('by nobody else, not even a coordinator or the system', () => {
		expect(canAnswer(coordinator, hers)).toBe(false);
		expect(canAnswer({ kind: 'nobody' }, hers)).toBe(false);
		expect(canAnswer({ kind: 'system', job: 'x' }, hers)).toBe(false);
		expect(canAnswer(fern, null)).toBe(false);
	});
	test('not by a facilitator, and not after leaving', () => {
		expect(canAnswer(fern, { ...hers, role: 'facilitator' })).toBe(false);
		expect(canAnswer(fern, { ...hers, isCurrent: false })).toBe(false);
	});
	test('stays its author’s after leaving', () => {
		expect(isOwn(fern, { ...hers, isCurrent: false })).toBe(true);
		expect(isOwn(coordinator, hers)).toBe(false);
	});
});
