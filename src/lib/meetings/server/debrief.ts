import { z } from 'zod';
import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { BoxError, open, seal } from '#server/crypto.ts';
import { allow, conflict, invalid, notFound, type FieldProblems } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import type { Debrief, DebriefInput } from '../debrief.ts';
import { debriefWritten } from './after-told.ts';
import { canDebrief } from './feedback-policy.ts';
import { namesOneOf } from './named.ts';

const Stored = z.object({ well: z.string(), hard: z.string(), self: z.int().nullable() });
const bound = (meetingId: string, membershipId: string) => `debrief:${meetingId}:${membershipId}`;

/** The meeting and my place in its group. @throws not_found for all but the group's facilitators */
export async function asFacilitator(tx: Ctx, meetingId: string) {
	const meeting = isId(meetingId)
		? await tx.db
				.selectFrom('meeting')
				.select(['group_id', 'status', 'planned_start'])
				.where('meeting_id', '=', meetingId)
				.executeTakeFirst()
		: undefined;
	if (!meeting) throw notFound();
	const groupId = meeting.group_id;
	const own = await groups.membershipIn(tx, groupId);
	allow(canDebrief(own, meetingId));
	const isOver = meeting.status === 'ended';
	return { groupId, own: own!, isOver, start: meeting.planned_start };
}

/** Debriefs are for meetings that are over. @throws not_found, debrief_early */
export async function afterMeeting(tx: Ctx, meetingId: string) {
	const meeting = await asFacilitator(tx, meetingId);
	if (!meeting.isOver) throw conflict('debrief_early');
	return meeting;
}

/** @throws invalid when one of these fields names somebody who is or was a member of the group */
export async function refuseNames(
	tx: Ctx,
	groupId: string,
	fields: Record<string, string>
): Promise<void> {
	const people = [...(await groups.members(tx, groupId)).values()];
	const aliases = people.filter(({ role }) => role === 'member').map(({ alias }) => alias);
	const named = Object.keys(fields).filter((name) => namesOneOf(fields[name]!, aliases));
	const problems: FieldProblems = Object.fromEntries(named.map((name) => [name, 'names_member']));
	if (named.length > 0) throw invalid(problems);
}

/**
 * Keeps what a facilitator writes after a meeting, encrypted with their own key; written again, it takes
 * the place of the one before. The group's facilitators can read it, nobody else can; coordinators see
 * only that somebody needs cover.
 * @throws not_found; debrief_early; invalid where a member is named
 */
export async function writeDebrief(
	ctx: Ctx,
	meetingId: string,
	{ well, hard, self, cover }: DebriefInput
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const { groupId, own } = await afterMeeting(tx, meetingId);
		await refuseNames(tx, groupId, { well, hard });
		const key = (await groups.contentKeys(tx, groupId, [own.membershipId])).get(own.membershipId);
		if (!key) throw notFound();
		const box = seal(key, bound(meetingId, own.membershipId), JSON.stringify({ well, hard, self }));
		const values = { box, needs_cover: cover === 'yes', written_at: tx.now() };
		await tx.db
			.insertInto('debrief')
			.values({
				...{ meeting_id: meetingId, membership_id: own.membershipId, group_id: groupId },
				...values
			})
			.onConflict((on) => on.columns(['meeting_id', 'membership_id']).doUpdateSet(values))
			.execute();
		await debriefWritten(tx, meetingId);
	});
}

/** A debrief with who wrote it. */
export interface Debriefed {
	membershipId: string;
	alias: string;
	isMine: boolean;
	writtenAt: Date;
	/** null when its writer's key was destroyed */
	debrief: Debrief | null;
}

/** The debriefs of a meeting, mine first, for facilitators of its group. @throws not_found */
export async function debriefsOf(ctx: Ctx, meetingId: string): Promise<Debriefed[]> {
	return inTransaction(ctx, async (tx) => {
		const { groupId, own } = await asFacilitator(tx, meetingId);
		const rows = await tx.db
			.selectFrom('debrief')
			.select(['membership_id', 'box', 'needs_cover', 'written_at'])
			.where('meeting_id', '=', meetingId)
			.orderBy('written_at')
			.execute();
		const ids = rows.map((row) => row.membership_id);
		const keys = await groups.contentKeys(tx, groupId, ids);
		const people = await groups.members(tx, groupId);
		const all = rows.map((row) => ({
			membershipId: row.membership_id,
			alias: people.get(row.membership_id)?.alias ?? '',
			isMine: row.membership_id === own.membershipId,
			writtenAt: row.written_at,
			debrief: opened(keys.get(row.membership_id), meetingId, row)
		}));
		return all.sort((a, b) => Number(b.isMine) - Number(a.isMine));
	});
}

function opened(
	key: Buffer | null | undefined,
	meetingId: string,
	row: { membership_id: string; box: Buffer; needs_cover: boolean }
): Debrief | null {
	if (!key) return null;
	try {
		const plain = open(key, bound(meetingId, row.membership_id), row.box).toString();
		return { ...Stored.parse(JSON.parse(plain)), cover: row.needs_cover };
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
