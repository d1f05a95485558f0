import type { GroupMember } from '../shown.ts';
import type { WaitingRequest } from '../mine.ts';
import type { GroupRole } from '../vocabulary.ts';

export const presentMember = (row: {
	membership_id: string;
	role: string;
	alias: string;
	mark: string;
	ended_at: Date | null;
}): GroupMember => ({
	membershipId: row.membership_id,
	role: row.role as GroupRole,
	alias: row.alias,
	mark: row.mark,
	isCurrent: row.ended_at === null
});

export const presentRequest = (row: {
	request_id: string;
	alias: string;
	mark: string;
	asked_at: Date;
}): WaitingRequest => ({
	requestId: row.request_id,
	alias: row.alias,
	mark: row.mark,
	askedAt: row.asked_at
});
