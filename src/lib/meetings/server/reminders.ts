import * as notices from '#lib/notices/server/notices.ts';
import { after, day, hour } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { isLive } from '../meetings.ts';
import { answerRows, holdMembers, lockMeeting, type AnswerRow } from './answer-rows.ts';

export const remindersOf = ['day', 'hour'] as const;

/** Whoever said not this time is left in peace. */
export const notDeclined = ({ answer }: AnswerRow): boolean => answer !== 'not';

/**
 * Reminds the people of each meeting of the next day, and again in its last hour. Running twice, at once or
 * late tells nobody anything twice; who comes late to a day is told of the hour alone.
 */
export async function remind(ctx: Ctx): Promise<void> {
	const soon = await asSystem(ctx, 'meeting:soon', ({ db, now }) =>
		db
			.selectFrom('meeting')
			.select('meeting_id')
			.where('status', 'in', ['planned', 'open'])
			.where('planned_start', '>', now())
			.where('planned_start', '<=', after(now(), day))
			.orderBy('planned_start')
			.execute()
	);
	for (const { meeting_id: id } of soon)
		await asSystem(ctx, 'meeting:remind', (system) => remindOf(system, id));
}

async function remindOf(system: Ctx, meetingId: string): Promise<void> {
	const meeting = await lockMeeting(system, meetingId);
	const left = meeting.start.getTime() - system.now().getTime();
	const isToCome = meeting.status === 'planned' || isLive(meeting.status);
	if (!isToCome || left <= 0 || left > day) return;
	const kind = left <= hour ? 'hour' : 'day';
	const until = kind === 'hour' ? meeting.start : after(meeting.start, -hour);
	const once = `${kind}:${meetingId}:${meeting.start.toISOString()}`;
	await holdMembers(system, meeting.group_id);
	const people = (await answerRows(system, meetingId)).filter(notDeclined);
	await notices.tell(
		system,
		people.map(({ account_id: accountId }) => ({ accountId, kind, about: meetingId, once, until }))
	);
}

/** Who does not come needs no reminder, not even one that is there already. */
export const unremind = (system: Ctx, meetingId: string, accountId: string): Promise<void> =>
	notices.takeBack(system, { about: meetingId, kinds: remindersOf, accountId });
