import pg from 'pg';
import { minute } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import type { World } from './world.ts';

export interface HeldMeeting {
	groupId: string;
	startedAt: Date;
	/** Real length, 90 unless it says otherwise. */
	minutes?: number;
	/** Membership ids: the first leads, the second is the companion. */
	facilitators: string[];
	members: string[];
}

/**
 * Writes that a meeting took place and who was there, as its control events leave it behind. For
 * figures over many weeks; what writes these rows is specified with the meetings.
 */
export async function heldMeeting(world: World, meeting: HeldMeeting): Promise<string> {
	const { groupId, startedAt, minutes = 90, facilitators, members } = meeting;
	const meetingId = newId();
	const endedAt = new Date(startedAt.getTime() + minutes * minute);
	const owner = new pg.Client({ connectionString: world.ownerUrl });
	await owner.connect();
	try {
		await owner.query(
			`insert into meeting (meeting_id, group_id, planned_start, minutes, status, opened_at, started_at, ended_at)
			values ($1, $2, $3, 90, 'ended', $3, $3, $4)`,
			[meetingId, groupId, startedAt, endedAt]
		);
		const roles = ['lead', 'companion'];
		const present = [
			...facilitators.map((id, index) => ({ id, role: roles[index] })),
			...members.map((id) => ({ id, role: 'member' }))
		];
		await owner.query(
			`insert into attendance (meeting_id, group_id, membership_id, role, in_at, out_at)
			select $1, $2, id, role, $3, $4 from jsonb_to_recordset($5) as p(id uuid, role text)`,
			[meetingId, groupId, startedAt, endedAt, JSON.stringify(present)]
		);
	} finally {
		await owner.end();
	}
	return meetingId;
}
