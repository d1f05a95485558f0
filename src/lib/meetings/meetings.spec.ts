import { describe, expect, it } from 'vitest';
import { mayComeIn, type MeetingStatus } from './meetings.ts';

const planned = (status: MeetingStatus) => ({
	...{ meetingId: 'a', groupId: 'b', start: '2026-11-24T19:00:00Z', minutes: 90 },
	status
});
const at = (time: string) => new Date(`2026-11-24T${time}Z`);

describe('a meeting that is to come', () => {
	it('lets members into its lobby a quarter of an hour before, and facilitators half an hour', () => {
		expect(mayComeIn(planned('planned'), 'member', at('18:44:59'))).toBe(false);
		expect(mayComeIn(planned('planned'), 'member', at('18:45:00'))).toBe(true);
		expect(mayComeIn(planned('planned'), 'facilitator', at('18:29:59'))).toBe(false);
		expect(mayComeIn(planned('planned'), 'facilitator', at('18:30:00'))).toBe(true);
	});

	it('lets everybody in who belongs to it when it was opened before its time', () => {
		expect(mayComeIn(planned('open'), 'member', at('18:00:00'))).toBe(true);
	});
});
