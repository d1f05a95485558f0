import {
	formFor,
	MAX_PART_MINUTES,
	NEEDED_PARTS,
	planned,
	RunOfShow,
	type Part
} from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import type { EditablePart } from '../meetings.ts';
import { lockMeeting } from './answer-rows.ts';
import { alreadyOpen } from './errors.ts';
import { canChangeRunOfShow, canLead, canPlan } from './policy.ts';
import { seen } from './seen.ts';
import type { PlanRow } from './queries.ts';

export interface EditableRunOfShow {
	groupId: string;
	/** The group's name. */
	group: string;
	parts: EditablePart[];
	/** The most minutes of one part. */
	most: number;
}

/**
 * The run of show as the group's facilitators edit it.
 * @throws not_found for everybody else
 */
export async function editRunOfShow(ctx: Ctx, groupId: string): Promise<EditableRunOfShow> {
	return inTransaction(ctx, async (tx) => {
		const parts = await runOfShow(tx, groupId);
		allow(canChangeRunOfShow(await groups.membershipIn(tx, groupId)));
		const { name } = await tx.db
			.selectFrom('peer_group')
			.select('name')
			.where('group_id', '=', groupId)
			.executeTakeFirstOrThrow();
		return { groupId, group: name, parts: editable(parts), most: MAX_PART_MINUTES };
	});
}

/** The nine parts as a form shows them. */
export function editable(parts: readonly Part[]): EditablePart[] {
	const begins = new Map(planned(parts).map(({ part, from }) => [part.name, from]));
	return parts.map((part) => ({
		...part,
		needed: NEEDED_PARTS.includes(part.name),
		begins: begins.get(part.name) ?? null
	}));
}

async function runOfShow(ctx: Ctx, groupId: string): Promise<Part[]> {
	if (!isId(groupId)) throw notFound();
	return inTransaction(ctx, async (tx) => {
		const row = await tx.db
			.selectFrom('peer_group')
			.select('run_of_show')
			.where('group_id', '=', groupId)
			.executeTakeFirst();
		if (!row) throw notFound();
		const own = RunOfShow.safeParse(row.run_of_show);
		return own.success ? own.data : [...formFor(90)];
	});
}

/** Changes the run of show of all meetings of the group that are not open yet. Facilitators of the group. */
export async function changeRunOfShow(ctx: Ctx, groupId: string, parts: Part[]): Promise<void> {
	if (!isId(groupId)) throw notFound();
	const checked = RunOfShow.parse(parts);
	await inTransaction(ctx, async (tx) => {
		allow(canChangeRunOfShow(await groups.membershipIn(tx, groupId)));
		await asSystem(tx, 'meeting:run-of-show', (system) =>
			system.db
				.updateTable('peer_group')
				.set({ run_of_show: JSON.stringify(checked) })
				.where('group_id', '=', groupId)
				.execute()
		);
	});
}

/**
 * Gives one meeting a run of show of its own, or with null its group's again, until its door opens.
 * Facilitators of the group. @throws not_found, meeting_open
 */
export async function planMeeting(
	ctx: Ctx,
	given: { meetingId: string; parts: Part[] | null }
): Promise<void> {
	const parts = given.parts && RunOfShow.parse(given.parts);
	await inTransaction(ctx, async (tx) => {
		const row = await seen(tx, given.meetingId);
		allow(canLead(row));
		// Locked, so that it is changed before the door opens or not at all.
		const meeting = await lockMeeting(tx, row.meeting_id);
		allow(canPlan(row, meeting), alreadyOpen);
		await asSystem(tx, 'meeting:plan', ({ db }) =>
			db
				.updateTable('meeting')
				.set({ run_of_show: parts && JSON.stringify(parts) })
				.where('meeting_id', '=', row.meeting_id)
				.execute()
		);
	});
}

/** All nine parts of a meeting: its own, else its group's; without either the longest form that fits. */
export function partsFor({ own_run: own, group_run: group, minutes }: PlanRow): readonly Part[] {
	const kept = RunOfShow.safeParse(own ?? group);
	return kept.success ? kept.data : formFor(minutes);
}
