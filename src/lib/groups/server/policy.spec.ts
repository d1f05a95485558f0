import { expect, test } from 'vitest';
import type { Actor } from '#server/ctx.ts';
import {
	canDecideRequests,
	canInvite,
	canJoin,
	canMoveMeetings,
	canProduceMeetings,
	canRemove,
	canRunGroups,
	wayIn
} from './policy.ts';

const nobody: Actor = { kind: 'nobody' };
const system: Actor = { kind: 'system', job: 'test' };
const account = (...roles: ('coordinator' | 'facilitator')[]): Actor => ({
	...{ kind: 'account', accountId: 'a', loginId: 'l', roles }
});
const member = { role: 'member', onlyMeeting: null } as const;
const facilitator = { role: 'facilitator', onlyMeeting: null } as const;
const stepsIn = { role: 'facilitator', onlyMeeting: 'm' } as const;

test('coordinators and the product itself run groups, nobody else does', () => {
	expect([account('coordinator'), system].map(canRunGroups)).toEqual([true, true]);
	expect([nobody, account(), account('facilitator')].map(canRunGroups)).toEqual(
		Array(3).fill(false)
	);
});

test('only somebody signed in joins, and only the clock produces meetings', () => {
	expect([account(), nobody, system].map(canJoin)).toEqual([true, false, false]);
	expect([system, account('coordinator'), nobody].map(canProduceMeetings)).toEqual([
		...[true, false, false]
	]);
});

test('requests are decided and members removed by that group’s facilitators', () => {
	const all = [facilitator, stepsIn, member, null];
	expect(all.map(canDecideRequests)).toEqual([true, false, false, false]);
	expect(all.map((who) => canRemove(who, member))).toEqual([true, false, false, false]);
	expect(canRemove(facilitator, facilitator)).toBe(false);
});

test('codes and single meetings are for that group’s facilitators and coordinators', () => {
	for (const can of [canInvite, canMoveMeetings]) {
		expect(can(account(), facilitator)).toBe(true);
		expect(can(account('coordinator'), null)).toBe(true);
		expect(can(account('facilitator'), null)).toBe(false);
		expect(can(account(), member)).toBe(false);
		expect(can(account('facilitator'), stepsIn)).toBe(false);
	}
});

test.each([
	['open', false, false, false, 'at once'],
	['open', false, true, false, 'request'],
	['open', false, false, true, 'request'],
	['request', false, false, false, 'request'],
	['request', true, false, false, 'at once'],
	['request', true, true, false, 'request'],
	['request', true, false, true, 'request'],
	['invitation', false, false, false, 'code needed'],
	['invitation', true, false, false, 'at once'],
	['invitation', true, true, false, 'request'],
	['invitation', true, false, true, 'request'],
	['invitation', false, true, true, 'code needed']
] as const)(
	'%s, code %s, removed before %s, looked at %s: %s',
	(entry, hasCode, wasRemoved, isLookedAt, way) =>
		expect(wayIn({ entry }, { hasCode, wasRemoved, isLookedAt })).toBe(way)
);
