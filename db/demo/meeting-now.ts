import { Temporal } from 'temporal-polyfill';
import * as groupsOf from '#lib/groups/server/groups.ts';
import { isLive, type PlannedMeeting } from '#lib/meetings/meetings.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { after, minute } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { ZONE } from './stage.ts';

/** So far ahead a meeting is moved: its lobby is open already, and it can still be moved again. */
const SOON = 10 * minute;
/** Moved again when it is this close and nobody has come. */
const TOO_CLOSE = 3 * minute;

/**
 * The meeting of the group that happens now: one that is under way, or else the next one, moved so that
 * its lobby is open. Null when the group has none to come.
 */
export async function meetingNow(ctx: Ctx, groupId: string): Promise<string | null> {
	const coming = await meetings.upcoming(ctx, groupId, 20);
	const live = coming.find(({ status }) => isLive(status));
	if (live) return live.meetingId;
	const next = coming.find((meeting) => startOf(meeting) > ctx.now().getTime());
	if (!next) return null;
	const startsIn = startOf(next) - ctx.now().getTime();
	if (startsIn > SOON || startsIn < TOO_CLOSE) await move(ctx, next);
	return next.meetingId;
}

const startOf = ({ start }: PlannedMeeting): number => new Date(start).getTime();

async function move(ctx: Ctx, { groupId, meetingId }: PlannedMeeting): Promise<void> {
	const to = Temporal.Instant.fromEpochMilliseconds(after(ctx.now(), SOON).getTime());
	const local = to.toZonedDateTimeISO(ZONE);
	const day = local.toPlainDate().toString();
	const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
	await groupsOf.moveMeeting(ctx, { groupId, meetingId, day, time });
}
