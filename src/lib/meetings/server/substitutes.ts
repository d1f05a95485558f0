import { sql } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { after, minute } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import { log } from '#server/log.ts';
import { FACILITATORS_BEFORE, type Cover } from '../meetings.ts';
import { answerRows, lockMeeting } from './answer-rows.ts';
import { askForCover, coverOf } from './cover-asked.ts';
import { coverGone, tooEarly } from './errors.ts';
import { canStepIn } from './policy.ts';
import { beginOne, endOne } from './stand-in-rows.ts';

/** The meeting, locked, and what it still needs; for somebody who may lead on that day and is not of its group. */
async function asked(tx: Ctx, meetingId: string) {
	const accountId = accountOf(tx);
	if (!accountId) throw signInFirst();
	if (!isId(meetingId)) throw notFound();
	return asSystem(tx, 'meeting:cover', async (system) => {
		const meeting = await coverOf(system, meetingId);
		const own = meeting.standIns.find((each) => each.account_id === accountId) ?? null;
		const isMember = meeting.rows.some((row) => row.account_id === accountId);
		const isCurrent = await accounts.isCurrentFacilitator(system, accountId, meeting.start);
		const isAsked = meeting.isOpen && meeting.missing > 0;
		const wasAsked = meeting.standIns.length + meeting.rounds > 0;
		const stepsIn = own !== null;
		const removed = await groups.removedFrom(system, meeting.group_id, accountId);
		const there = meeting.standIns.map((each) => each.account_id);
		const kept = await groups.keptOut(system, meeting.group_id, [accountId], there);
		// Whoever is kept apart from somebody there was not asked, and learns no more than whoever was removed.
		const wasRemoved = removed.has(accountId) || kept.has(accountId);
		const isKnown = isAsked || wasAsked;
		allow(canStepIn({ isCurrent, isMember, stepsIn, wasRemoved, isKnown }));
		return { ...meeting, accountId, own };
	});
}

/** The question whether I step in, as its page shows it. Current facilitators who are not of the group. @throws not_found */
export async function coverPage(ctx: Ctx, meetingId: string): Promise<Cover> {
	return inTransaction(ctx, async (tx) => {
		const one = await asked(tx, meetingId);
		const { own, missing, isOpen, start, minutes, name, isConfidential, status } = one;
		const isAsked = isOpen && missing > 0;
		const state = own ? 'mine' : isAsked ? 'asked' : 'settled';
		const isShown = state !== 'settled';
		const from = after(start, -FACILITATORS_BEFORE);
		return {
			...{ meetingId, state, isOff: status === 'cancelled' },
			start: start.toISOString(),
			minutes,
			// Of a confidential group nobody learns who does not step in.
			group: isShown && (own || !isConfidential) ? name : null,
			alias: own?.alias ?? null,
			suggestion: isAsked ? await suggestionFor(tx, one) : null,
			canGoIn: own !== null && tx.now() >= from,
			goesInFrom: from.toISOString()
		};
	});
}

/** A name that is free in that group at this moment. */
async function suggestionFor(tx: Ctx, one: { group_id: string; accountId: string }) {
	const offers = await asSystem(tx, 'meeting:free-alias', (system) =>
		groups.freeAliases(system, one.group_id, one.accountId)
	);
	return offers[0]?.alias ?? null;
}

/** Each yes and no tells others anew, and a name that is taken tells who is there. */
const tries = { what: 'step-in', burst: 6, every: 10 * minute };

/**
 * Steps in for one meeting. The first who say yes do, so many as are missing; whoever comes later hears that it
 * is settled. Said again it changes nothing.
 * @throws not_found, cover_gone, invalid {alias}
 */
export async function stepIn(ctx: Ctx, given: { meetingId: string; alias: string }): Promise<void> {
	const me = accountOf(ctx);
	if (!me) throw signInFirst();
	await take(ctx, tries, accountKey(ctx, me));
	await inTransaction(ctx, async (tx) => {
		const { own, accountId, isOpen, missing, group_id: groupId } = await asked(tx, given.meetingId);
		if (own) return;
		allow(isOpen && missing > 0, coverGone);
		await asSystem(tx, 'meeting:step-in', async (system) => {
			const alias = await groups.standInAlias(system, { groupId, accountId, alias: given.alias });
			await system.db
				.insertInto('stand_in')
				.values({
					...{ meeting_id: given.meetingId, group_id: groupId, account_id: accountId },
					...{ alias, agreed_at: system.now() }
				})
				.execute();
			await askForCover(system, given.meetingId);
		});
	});
}

/** Cannot step in after all: others are asked again. Said again it changes nothing. @throws not_found */
export async function stepBack(ctx: Ctx, { meetingId }: { meetingId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const { own, accountId } = await asked(tx, meetingId);
		if (!own) return;
		await asSystem(tx, 'meeting:step-back', async (system) => {
			await endOne(system, own);
			await askForCover(system, meetingId, accountId);
		});
	});
}

/** Goes in half an hour before, without waiting for the worker. @throws not_found, meeting_early */
export async function goIn(ctx: Ctx, { meetingId }: { meetingId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const { own, accountId, start } = await asked(tx, meetingId);
		allow(own !== null);
		allow(tx.now() >= after(start, -FACILITATORS_BEFORE), tooEarly);
		await asSystem(tx, 'meeting:go-in', async (system) => {
			// A yes does not outlive what it was given for.
			allow(await accounts.isCurrentFacilitator(system, accountId, start));
			await beginOne(system, own!);
		});
	});
}

/** Long enough after a meeting for the facilitators' debrief. */
const STAYS_AFTER = 30 * minute;

/** Gives those who step in their place in time, and ends it when the meeting is over. */
export async function keepStandIns(ctx: Ctx): Promise<void> {
	const current = await asSystem(ctx, 'meeting:stand-ins', async ({ db }) => {
		const { rows } = await sql<{ stand_in_id: string; meeting_id: string }>`
			select stand_in_id, meeting_id from stand_in where ended_at is null`.execute(db);
		return rows;
	});
	for (const one of current)
		await asSystem(ctx, 'meeting:keep-stand-in', (system) =>
			keepOne(system, one.stand_in_id, one.meeting_id)
		).catch((error: unknown) =>
			// One that cannot end must not keep the others from ending.
			log.error({ err: error, meeting: one.meeting_id }, 'a stand-in could not be kept')
		);
}

async function keepOne(system: Ctx, standInId: string, meetingId: string): Promise<void> {
	const { start, minutes, status } = await lockMeeting(system, meetingId);
	const one = await system.db
		.selectFrom('stand_in as s')
		.innerJoin('meeting as m', 'm.meeting_id', 's.meeting_id')
		.select(['s.stand_in_id', 's.meeting_id', 's.group_id', 's.account_id', 's.alias'])
		.select(['s.membership_id', 'm.ended_at', 'm.known_start'])
		.where('s.stand_in_id', '=', standInId)
		.where('s.ended_at', 'is', null)
		.executeTakeFirst();
	if (!one) return;
	const now = system.now();
	const plannedEnd = after(start, minutes * minute);
	const over = status === 'ended' ? (one.ended_at ?? plannedEnd) : plannedEnd;
	const isOff = status === 'cancelled';
	// Those of one that is off are let go in being told: they would not hear of it afterwards.
	if (isOff && one.known_start !== null) return;
	const isOver =
		isOff || ((status === 'ended' || status === 'planned') && now >= after(over, STAYS_AFTER));
	if (isOver) return endOne(system, one);
	const isMember = (await answerRows(system, meetingId)).some(
		(row) => row.account_id === one.account_id
	);
	if (isMember && !one.membership_id) return endOne(system, one);
	const removed = await groups.removedFrom(system, one.group_id, one.account_id);
	if (removed.size > 0) return endOne(system, one);
	if (!one.membership_id) {
		// Somebody came into the group since, from whom they are kept apart: others are asked.
		const kept = await groups.keptOut(system, one.group_id, [one.account_id]);
		if (kept.size > 0) {
			await endOne(system, one);
			return askForCover(system, meetingId, one.account_id);
		}
	}
	if (!(await accounts.isCurrentFacilitator(system, one.account_id, start)))
		return endOne(system, one);
	if (now >= after(start, -FACILITATORS_BEFORE)) await beginOne(system, one);
}

/** Where I step in, soonest first. @throws sign_in_first */
export async function myCovers(ctx: Ctx): Promise<{ meetingId: string; start: string }[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async ({ db }) => {
		const rows = await db
			.selectFrom('stand_in as s')
			.innerJoin('meeting as m', 'm.meeting_id', 's.meeting_id')
			.select(['m.meeting_id', 'm.planned_start'])
			.where('s.account_id', '=', accountId)
			.where('s.ended_at', 'is', null)
			.orderBy('m.planned_start')
			.limit(20)
			.execute();
		return rows.map((row) => ({
			meetingId: row.meeting_id,
			start: row.planned_start.toISOString()
		}));
	});
}
