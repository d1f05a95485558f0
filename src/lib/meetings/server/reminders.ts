import * as notices from '#lib/notices/server/notices.ts';
import { after, day, hour } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { isLive } from '../meetings.ts';
import { answerRows, lockMeeting, type AnswerRow } from './answer-rows.ts';
import { askForCover } from './cover-asked.ts';
import { endStandIns } from './stand-in-rows.ts';

const remindersOf = ['day', 'hour'] as const;
const aboutTimes = [...remindersOf, 'moved', 'called_off', 'held_after_all'] as const;

/** Whoever said not this time is left in peace. */
const notDeclined = ({ answer }: AnswerRow): boolean => answer !== 'not';

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
	const people = (await answerRows(system, meetingId)).filter(notDeclined);
	await notices.tell(
		system,
		people.map(({ account_id: accountId }) => ({ accountId, kind, about: meetingId, once, until }))
	);
}

/** Who does not come needs no reminder, not even one that is there already. */
export const unremind = (system: Ctx, meetingId: string, accountId: string): Promise<void> =>
	notices.takeBack(system, { about: meetingId, kinds: remindersOf, accountId });

/** Tells, once, of meetings that were moved, called off or brought back since people last heard. */
export async function tellChanges(ctx: Ctx): Promise<void> {
	const changed = await asSystem(ctx, 'meeting:changed', ({ db }) =>
		db.selectFrom('meeting').select('meeting_id').where('known_start', 'is not', null).execute()
	);
	for (const { meeting_id: id } of changed)
		await asSystem(ctx, 'meeting:tell-change', (system) => tellChange(system, id));
}

async function tellChange(system: Ctx, meetingId: string): Promise<void> {
	const change = await changeOf(system, meetingId);
	if (!change) return;
	const { known, closedGroup, ...meeting } = change;
	const isOff = meeting.status === 'cancelled';
	const kind = newsOf({ isOff, start: meeting.start, known }, system.now());
	if (kind) {
		const people = await answerRows(system, meetingId, known.start);
		// A no was about the old time; of a meeting that is off, it needs no word.
		const told = isOff ? people.filter(notDeclined) : people;
		const once = closedGroup ? `closed:${closedGroup}` : `${kind}:${meetingId}:${+system.now()}`;
		const until = isOff ? known.start : meeting.start;
		await notices.takeBack(system, { about: meetingId, kinds: aboutTimes });
		if (kind !== 'held_after_all') await askStandInsAnew(system, meetingId, until);
		await notices.tell(
			system,
			told.map(({ account_id: accountId }) => ({ accountId, kind, about: meetingId, once, until }))
		);
	}
	await system.db
		.updateTable('meeting')
		.set({ known_start: null, known_off: null })
		.where('meeting_id', '=', meetingId)
		.execute();
}

/** Who stepped in did so for the old time: they hear of it on the page that asks, and it asks again. */
async function askStandInsAnew(system: Ctx, meetingId: string, until: Date): Promise<void> {
	const whose = await endStandIns(system, meetingId);
	const once = `cover:${meetingId}:${+system.now()}`;
	await askForCover(system, meetingId);
	await notices.tell(
		system,
		whose.map((accountId) => ({ accountId, kind: 'cover', about: meetingId, once, until }))
	);
}

/** The meeting as it is and as people know it, locked; null when somebody else has told them by now. */
async function changeOf(system: Ctx, meetingId: string) {
	const meeting = await lockMeeting(system, meetingId);
	const row = await system.db
		.selectFrom('meeting as m')
		.innerJoin('peer_group as g', 'g.group_id', 'm.group_id')
		.select(['m.known_start', 'm.known_off', 'g.closed_at'])
		.where('m.meeting_id', '=', meetingId)
		.executeTakeFirstOrThrow();
	if (!row.known_start) return null;
	const closedGroup = row.closed_at ? meeting.group_id : null;
	const known = { start: row.known_start, isOff: row.known_off === true };
	return { ...meeting, known, closedGroup };
}

/** What is news: a change that was taken back is none, nor is one of a meeting that is past. */
function newsOf(
	meeting: { isOff: boolean; start: Date; known: { start: Date; isOff: boolean } },
	now: Date
) {
	const { isOff, start, known } = meeting;
	if (isOff) return !known.isOff && known.start > now ? 'called_off' : null;
	if (start <= now) return null;
	if (known.isOff) return 'held_after_all';
	return start.getTime() === known.start.getTime() ? null : 'moved';
}
