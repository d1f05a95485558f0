import * as groups from '#lib/groups/server/groups.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, invalid } from '#server/errors.ts';
import type { IncidentInput, IncidentKind } from '../debrief.ts';
import { noteSlowly, refuseMany } from './after-bounds.ts';
import { asFacilitator } from './debrief.ts';
import { canReadProgramme } from './feedback-policy.ts';

/**
 * Tells the coordinators that something happened in a meeting: what kind, and whom it concerned, and no
 * word more. The same form sent twice is told once.
 * @throws not_found for all but the group's facilitators; too_many; incidents_many; invalid for somebody who never was in the group
 */
export async function tellIncident(
	ctx: Ctx,
	meetingId: string,
	{ once, kind, about }: IncidentInput
): Promise<void> {
	await inTransaction(ctx, (tx) => asFacilitator(tx, meetingId));
	await noteSlowly(ctx);
	await inTransaction(ctx, async (tx) => {
		const { groupId, own } = await asFacilitator(tx, meetingId);
		if (about && !(await groups.members(tx, groupId)).has(about))
			throw invalid({ about: 'choose' });
		await refuseMany(tx, 'incident', { meetingId, once });
		await tx.db
			.insertInto('incident')
			.values({
				...{ incident_id: once, meeting_id: meetingId, group_id: groupId },
				...{ reporter_id: own.membershipId, kind, about_id: about, made_at: tx.now() }
			})
			.onConflict((on) => on.doNothing())
			.execute();
	});
}

export interface Incident {
	incidentId: string;
	kind: IncidentKind;
	groupId: string;
	groupName: string;
	meetingStart: Date;
	toldAt: Date;
	reporter: string;
	/** The alias of whom it concerned, or null for nobody in particular. */
	about: string | null;
}

/** The latest incidents of all groups, newest first, for coordinators. @throws not_found */
export async function incidents(ctx: Ctx): Promise<Incident[]> {
	allow(canReadProgramme(ctx.actor));
	return asSystem(ctx, 'meeting:incidents', async (system) => {
		const rows = await system.db
			.selectFrom('incident as i')
			.innerJoin('meeting as m', 'm.meeting_id', 'i.meeting_id')
			.innerJoin('peer_group as g', 'g.group_id', 'i.group_id')
			.innerJoin('membership as r', 'r.membership_id', 'i.reporter_id')
			.leftJoin('membership as w', 'w.membership_id', 'i.about_id')
			.select(['i.incident_id', 'i.kind', 'i.group_id', 'g.name', 'm.planned_start', 'i.made_at'])
			.select(['r.alias as reporter', 'w.alias as about'])
			.orderBy('i.made_at', 'desc')
			.limit(100)
			.execute();
		return rows.map((row) => ({
			incidentId: row.incident_id,
			kind: row.kind as IncidentKind,
			groupId: row.group_id,
			groupName: row.name,
			meetingStart: row.planned_start,
			toldAt: row.made_at,
			reporter: row.reporter,
			about: row.about
		}));
	});
}
