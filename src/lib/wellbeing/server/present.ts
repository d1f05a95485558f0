import type { Standing } from '../schedule.ts';
import type { Offer } from '../wellbeing.ts';

export interface StandingRow {
	membership_id: string;
	group_id: string;
	group_name: string;
	alias: string;
	joined_at: Date;
	choice: 'later' | 'never' | null;
	chosen_at: Date | null;
	third_meeting_at: Date | null;
	answered_at: Date | null;
}

export const standing = (row: StandingRow): Standing => ({
	joinedAt: row.joined_at,
	thirdMeetingAt: row.third_meeting_at,
	answeredAt: row.answered_at,
	choice: row.choice && row.chosen_at ? { choice: row.choice, chosenAt: row.chosen_at } : null
});

export const presentOffer = (
	row: Pick<StandingRow, 'membership_id' | 'group_id' | 'group_name' | 'alias'>
): Offer => ({
	membershipId: row.membership_id,
	groupId: row.group_id,
	groupName: row.group_name,
	alias: row.alias
});
