import { describe, expect, it } from 'vitest';
import type { MeetingStatus } from '../meetings.ts';
import { canChangeRunOfShow, canSee, whenToEnter } from './policy.ts';

const start = new Date('2026-11-24T19:00:00Z');
const at = (time: string) => new Date(`2026-11-24T${time}Z`);
const when = (
	time: string,
	status: MeetingStatus = 'planned',
	role: 'member' | 'facilitator' = 'member'
) => whenToEnter({ start, minutes: 90, status }, role, at(time));

describe('who may see a meeting', () => {
	it('is everyone in its group', () => {
		expect(canSee({ role: 'member' })).toBe(true);
		expect(canSee({ role: 'facilitator' })).toBe(true);
	});
	it('is nobody else', () => expect(canSee(null)).toBe(false));
});

describe('who may change the run of show', () => {
	it('is a facilitator of the group', () => {
		const onlyMeeting = null;
		expect(canChangeRunOfShow({ role: 'facilitator', onlyMeeting })).toBe(true);
		expect(canChangeRunOfShow({ role: 'member', onlyMeeting })).toBe(false);
		expect(canChangeRunOfShow({ role: 'facilitator', onlyMeeting: 'one' })).toBe(false);
		expect(canChangeRunOfShow(null)).toBe(false);
	});
});

describe('when a member may come in', () => {
	it('is from fifteen minutes before', () => {
		expect(when('18:44:59')).toBe('early');
		expect(when('18:45:00')).toBe('now');
	});
	it('is until fifteen minutes after the planned end', () => {
		expect(when('20:45:00')).toBe('now');
		expect(when('20:45:01')).toBe('over');
	});
	it('is as long as the meeting goes on, whatever the plan was', () => {
		expect(when('21:30:00', 'running')).toBe('now');
		expect(when('18:00:00', 'open')).toBe('now');
	});
	it('is never once it ended or was cancelled', () => {
		expect(when('19:00:00', 'ended')).toBe('over');
		expect(when('19:00:00', 'cancelled')).toBe('over');
	});
});

describe('when a facilitator may come in', () => {
	it('is half an hour before', () => {
		expect(when('18:30:00', 'planned', 'facilitator')).toBe('now');
		expect(when('18:29:59', 'planned', 'facilitator')).toBe('early');
	});
});
