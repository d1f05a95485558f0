import { randomInt } from 'node:crypto';
import { z } from 'zod';
import * as groups from '#lib/groups/server/groups.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { BoxError, open, seal } from '#server/crypto.ts';
import { allow, conflict, notFound, signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import {
	FEEDBACK_ITEMS,
	FEEDBACK_OPEN_FOR,
	feltItems,
	type Feedback,
	type FeltItems
} from '../feedback.ts';
import { canReadFeedback, canReadProgramme } from './feedback-policy.ts';

/** Where somebody stands with the questions about a meeting. */
export type FeedbackPhase = 'not-over' | 'not-there' | 'open' | 'given' | 'closed';

const score = z.int().min(0).max(10).nullable();
const Stored = z.array(z.object({ heard: score, safe: score, useful: score, again: score }));

const bound = (meetingId: string) => `feedback:${meetingId}`;
const boxKey = (tx: Ctx, groupId: string) => groups.purposeKey(tx, groupId, 'feedback');
/** How far back facilitators look. */
const MEETINGS_SHOWN = 12;

interface Standing {
	phase: FeedbackPhase;
	groupId: string;
	membershipId: string;
}

async function standing(tx: Ctx, meetingId: string): Promise<Standing> {
	const meeting = isId(meetingId)
		? await tx.db
				.selectFrom('meeting')
				.select(['group_id', 'status', 'ended_at'])
				.where('meeting_id', '=', meetingId)
				.executeTakeFirst()
		: undefined;
	if (!meeting) throw notFound();
	const own = await groups.membershipIn(tx, meeting.group_id);
	if (!own || (own.onlyMeeting ?? meetingId) !== meetingId) throw notFound();
	const { membershipId } = own;
	const is = (phase: FeedbackPhase) => ({ phase, groupId: meeting.group_id, membershipId });
	if (meeting.status !== 'ended' || !meeting.ended_at) return is('not-over');
	const came = await tx.db
		.selectFrom('attendance')
		.select('attendance_id')
		.where('meeting_id', '=', meetingId)
		.where('membership_id', '=', membershipId)
		.where('role', '=', 'member')
		.limit(1)
		.executeTakeFirst();
	if (!came) return is('not-there');
	if (tx.now().getTime() >= meeting.ended_at.getTime() + FEEDBACK_OPEN_FOR) return is('closed');
	const given = await tx.db
		.selectFrom('feedback_given')
		.select('membership_id')
		.where('meeting_id', '=', meetingId)
		.where('membership_id', '=', membershipId)
		.executeTakeFirst();
	return is(given ? 'given' : 'open');
}

/** Whether I may still say how a meeting was. @throws not_found when it is not of one of my groups */
export const feedbackPhase = (ctx: Ctx, meetingId: string): Promise<FeedbackPhase> =>
	inTransaction(ctx, async (tx) => (await standing(tx, meetingId)).phase);

/**
 * Takes what a member says about a meeting they were at, once, until a week after its end. Nothing that is
 * stored leads from the answers to the person: all answers of a meeting lie shuffled in one box, and beside
 * it is only kept that somebody answered. Empty answers are not kept and do not count as answering.
 * Answers `given` when this person had answered already: then nothing was kept.
 * @throws not_found; feedback_closed for who was not there, and out of time
 */
export async function giveFeedback(
	ctx: Ctx,
	meetingId: string,
	feedback: Feedback
): Promise<'kept' | 'given' | 'empty'> {
	return inTransaction(ctx, async (tx) => {
		const { phase, groupId, membershipId } = await standing(tx, meetingId);
		if (phase === 'given') return 'given';
		if (phase !== 'open') throw conflict('feedback_closed');
		if (FEEDBACK_ITEMS.every((item) => feedback[item] === null)) return 'empty';
		return asSystem(tx, 'meeting:feedback', async (system) => {
			const marked = await system.db
				.insertInto('feedback_given')
				.values({ meeting_id: meetingId, membership_id: membershipId, group_id: groupId })
				.onConflict((on) => on.doNothing())
				.returning('membership_id')
				.executeTakeFirst();
			if (!marked) return 'given';
			await putIn(system, { meetingId, groupId }, feedback);
			return 'kept';
		});
	});
}

/** Rewrites the box with one answer more, in a new order. One at a time for each meeting. */
async function putIn(
	system: Ctx,
	{ meetingId, groupId }: { meetingId: string; groupId: string },
	{ heard, safe, useful, again }: Feedback
): Promise<void> {
	const key = await boxKey(system, groupId);
	const write = (answers: Feedback[]) => seal(key, bound(meetingId), JSON.stringify(answers));
	await system.db
		.insertInto('meeting_feedback')
		.values({ meeting_id: meetingId, group_id: groupId, box: write([]) })
		.onConflict((on) => on.doNothing())
		.execute();
	const { box } = await system.db
		.selectFrom('meeting_feedback')
		.select('box')
		.where('meeting_id', '=', meetingId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	const answers = [...read(key, meetingId, box), { heard, safe, useful, again }];
	await system.db
		.updateTable('meeting_feedback')
		.set({ box: write(shuffled(answers)) })
		.where('meeting_id', '=', meetingId)
		.execute();
}

function shuffled<T>(list: readonly T[]): T[] {
	const mixed = [...list];
	for (let last = mixed.length - 1; last > 0; last -= 1) {
		const other = randomInt(last + 1);
		[mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
	}
	return mixed;
}

function read(key: Buffer, meetingId: string, box: Buffer): Feedback[] {
	return Stored.parse(JSON.parse(open(key, bound(meetingId), box).toString()));
}

/** One meeting as its facilitators see how it was. */
export interface FeltMeeting {
	meetingId: string;
	start: Date;
	/** null where fewer than five answered that question */
	felt: FeltItems;
}

/**
 * How the latest meetings of a group felt, for its facilitators: only those for which no answer can come
 * any more, so that nobody's answer shows as a change. @throws not_found
 */
export async function feltMeetings(ctx: Ctx, groupId: string): Promise<FeltMeeting[]> {
	if (!isId(groupId)) throw notFound();
	return inTransaction(ctx, async (tx) => {
		allow(canReadFeedback(await groups.membershipIn(tx, groupId)));
		return asSystem(tx, 'meeting:felt', async (system) => {
			const rows = await system.db
				.selectFrom('meeting as m')
				.leftJoin('meeting_feedback as f', 'f.meeting_id', 'm.meeting_id')
				.select(['m.meeting_id', 'm.planned_start', 'f.box'])
				.where('m.group_id', '=', groupId)
				.where('m.status', '=', 'ended')
				.where('m.ended_at', '<=', closedBefore(system))
				.orderBy('m.planned_start', 'desc')
				.limit(MEETINGS_SHOWN)
				.execute();
			const key = await boxKey(system, groupId);
			return rows.map(({ meeting_id: meetingId, planned_start: start, box }) => ({
				...{ meetingId, start },
				felt: feltItems(box ? read(key, meetingId, box) : [])
			}));
		});
	});
}

const closedBefore = (ctx: Ctx): Date => new Date(ctx.now().getTime() - FEEDBACK_OPEN_FOR);

/**
 * How all meetings that ended in a time felt, for coordinators: totals alone, and only once no answer of
 * that time can come any more; null before. A box whose key is gone does not count.
 * @throws sign_in_first, not_found
 */
export async function feltProgramme(
	ctx: Ctx,
	{ from, until }: { from: Date; until: Date }
): Promise<FeltItems | null> {
	allow(ctx.actor.kind === 'account', signInFirst);
	allow(canReadProgramme(ctx.actor));
	if (until > closedBefore(ctx)) return null;
	return asSystem(ctx, 'meeting:felt-programme', async (system) => {
		const rows = await system.db
			.selectFrom('meeting_feedback as f')
			.innerJoin('meeting as m', 'm.meeting_id', 'f.meeting_id')
			.select(['f.meeting_id', 'f.group_id', 'f.box'])
			.where('m.ended_at', '>=', from)
			.where('m.ended_at', '<', until)
			.execute();
		const all: Feedback[] = [];
		for (const [groupId, ofGroup] of Map.groupBy(rows, (row) => row.group_id)) {
			const key = await boxKey(system, groupId);
			for (const row of ofGroup) all.push(...readable(key, row));
		}
		return feltItems(all);
	});
}

function readable(key: Buffer, row: { meeting_id: string; box: Buffer }): Feedback[] {
	try {
		return read(key, row.meeting_id, row.box);
	} catch (error) {
		if (error instanceof BoxError) return [];
		throw error;
	}
}

/** Forgets who answered about meetings that take no answers any more. Answers how many were forgotten. */
export async function forgetWhoAnswered(ctx: Ctx): Promise<number> {
	allow(ctx.actor.kind === 'system');
	return asSystem(ctx, 'meeting:forget-who-answered', async (system) => {
		const { numDeletedRows } = await system.db
			.deleteFrom('feedback_given as g')
			.using('meeting as m')
			.whereRef('m.meeting_id', '=', 'g.meeting_id')
			.where('m.ended_at', '<=', closedBefore(system))
			.executeTakeFirst();
		return Number(numDeletedRows);
	});
}
