import * as accounts from '#lib/accounts/server/accounts.ts';
import { heldParts, MAX_PART_MINUTES, totalMinutes, type Part } from '#lib/groups/groups.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { FACILITATORS_NEEDED, type MeetingStatus, type Readiness } from '../meetings.ts';
import { answerRows, standInsToCome, type AnswerRow } from './answer-rows.ts';
import { notCertified } from './errors.ts';
import { canPlan, canSeeAnswers } from './policy.ts';
import { face, presentSaid } from './present.ts';
import { planOf } from './queries.ts';
import { editable, partsFor } from './run-of-show.ts';
import { seen } from './seen.ts';

/** The facilitators of a meeting, each with whether they may lead on that day. */
export async function leadersOf(
	tx: Ctx,
	rows: readonly AnswerRow[],
	start: Date
): Promise<(AnswerRow & { isCurrent: boolean })[]> {
	const leaders = rows.filter(({ role }) => role === 'facilitator');
	const ids = leaders.map((row) => row.account_id);
	const current = new Set(await accounts.currentFacilitators(tx, start, ids));
	return leaders.map((row) => ({ ...row, isCurrent: current.has(row.account_id) }));
}

/** Who may lead and did not say that they cannot come. */
export const isExpected = ({ isCurrent, answer }: { isCurrent: boolean; answer: string | null }) =>
	isCurrent && answer !== 'not';

/** What a meeting still needs, how it goes, and who said they come. Facilitators of its group. @throws not_found */
export async function readiness(ctx: Ctx, meetingId: string): Promise<Readiness> {
	return inTransaction(ctx, async (tx) => {
		const row = await seen(tx, meetingId);
		allow(canSeeAnswers(row));
		const rows = await answerRows(tx, row.meeting_id);
		const leaders = await leadersOf(tx, rows, row.planned_start);
		const parts = partsFor(row);
		const toCome = await asSystem(tx, 'meeting:who-steps-in', (system) =>
			standInsToCome(system, row.meeting_id)
		);
		return {
			facilitators: [
				...leaders.map((one) => ({
					...face(one),
					...{ isCurrent: one.isCurrent, answer: one.answer, stepsIn: one.steps_in }
				})),
				...toCome.map((one) => ({ ...one, isCurrent: true, answer: 'coming' as const }))
			],
			missing: Math.max(0, FACILITATORS_NEEDED - leaders.filter(isExpected).length - toCome.length),
			parts: editable(parts),
			isOwn: row.own_run !== null,
			over: Math.max(0, totalMinutes(parts) - row.minutes),
			canPlan: canPlan(row, { status: row.status as MeetingStatus }),
			most: MAX_PART_MINUTES,
			said: presentSaid(rows)
		};
	});
}

/** Whether I may lead this meeting of one of my groups; members need no certificate. @throws not_found */
export async function mayLead(ctx: Ctx, meetingId: string): Promise<boolean> {
	return inTransaction(ctx, async (tx) => isTrained(tx, await seen(tx, meetingId)));
}

type Comer = { role: string; planned_start: Date };

async function isTrained(ctx: Ctx, { role, planned_start: start }: Comer): Promise<boolean> {
	const accountId = accountOf(ctx);
	if (role !== 'facilitator' || !accountId) return true;
	return accounts.isCurrentFacilitator(ctx, accountId, start);
}

/** Nobody comes in to lead who may not lead on that day. @throws not_certified */
export async function refuseUntrained(ctx: Ctx, row: Comer): Promise<void> {
	allow(await isTrained(ctx, row), notCertified);
}

/**
 * What the room asks before it opens the door: how this meeting goes, and which memberships may lead it. For
 * the gateway.
 */
export async function readyToOpen(
	ctx: Ctx,
	meetingId: string
): Promise<{ parts: Part[]; mayLead: ReadonlySet<string> }> {
	return asSystem(ctx, 'meeting:ready-to-open', async (tx) => {
		const plan = await planOf(tx, meetingId);
		const leaders = await leadersOf(tx, await answerRows(tx, meetingId), plan.planned_start);
		const current = leaders.filter(({ isCurrent }) => isCurrent);
		return {
			parts: heldParts(partsFor(plan)),
			mayLead: new Set(current.map((row) => row.membership_id))
		};
	});
}
