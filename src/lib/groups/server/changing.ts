import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, invalid, notFound } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { AgreementInput, ChangeGroup, FacilitatorInput, MembershipInput } from '../inputs.ts';
import { SeriesInput } from '../series.ts';
import { facilitatorsOfGroup } from '../vocabulary.ts';
import { meetsSomebody } from './apart.ts';
import {
	addFacilitatorAs,
	columnsOf,
	facilitatorIds,
	insertAgreement,
	insertSeries
} from './creating.ts';
import { groupClosed } from './errors.ts';
import { keepFor, produceFor } from './meetings-ahead.ts';
import { lockGroup, refuseMember, sayBoth } from './membership-rows.ts';
import { canRunGroups } from './policy.ts';
import { leadsOf } from './programme.ts';
import { agreementOf } from './public-page.ts';
import { handOutSeats, sayOfWait } from './seats.ts';
import { howItMeets, noteChange } from './times-changed.ts';

/** Locks an open group and does something to it, for a coordinator. */
function changing<T>(
	ctx: Ctx,
	groupId: string,
	job: string,
	work: (system: Ctx) => Promise<T>
): Promise<T> {
	allow(canRunGroups(ctx.actor));
	idOrNotFound(groupId);
	return asSystem(ctx, `groups: a coordinator ${job}`, async (system) => {
		const group = await lockGroup(system, groupId);
		if (group.closed_at) throw groupClosed();
		const done = await work(system);
		await append(system, { kind: 'group', id: groupId }, 'group_changed');
		return done;
	});
}

/**
 * Changes what a group says about itself. Nobody loses a seat, or one that is held for them, when there
 * are to be fewer; more of them are offered to those who wait.
 */
export async function change(ctx: Ctx, given: ChangeGroup): Promise<void> {
	const input = read(ChangeGroup, given);
	await changing(ctx, input.groupId, 'changes a group', async (system) => {
		const known = await howItMeets(system, input.groupId);
		await system.db
			.updateTable('peer_group')
			.set(columnsOf(input))
			.where('group_id', '=', input.groupId)
			.execute();
		if ((await howItMeets(system, input.groupId)) !== known)
			await noteChange(system, input.groupId, known);
		await handOutSeats(system, input.groupId);
	});
}

/** A new version of the agreement, one item a line; members are asked to say yes to it again. */
export async function changeAgreement(
	ctx: Ctx,
	given: { groupId: string; items: string }
): Promise<{ version: number }> {
	const { items } = read(AgreementInput, given);
	return changing(ctx, given.groupId, 'changes an agreement', async (system) => {
		const version = (await agreementOf(system, given.groupId)).version + 1;
		await insertAgreement(system, given.groupId, version, items);
		return { version };
	});
}

/**
 * Other days or times from today on: meetings that the new series has at the same time stay, the other ones are
 * called off, those of the new one come. Whoever belongs to the group is told of it once.
 */
export async function changeSeries(
	ctx: Ctx,
	given: { groupId: string; series: SeriesInput }
): Promise<void> {
	const series = read(SeriesInput, given.series);
	const { groupId } = given;
	await changing(ctx, groupId, 'changes the times of a group', async (system) => {
		await sql`select from series where group_id = ${groupId} for update`.execute(system.db);
		const untold = await untoldMeetings(system, groupId);
		await noteChange(system, groupId, await howItMeets(system, groupId));
		await endSeries(system, groupId);
		await insertSeries(system, groupId, series);
		await keepFor(system, groupId);
		await replaceOthers(system, groupId, untold);
		await produceFor(system, groupId);
	});
}

async function endSeries(system: Ctx, groupId: string): Promise<void> {
	const now = system.now();
	await sql`
		delete from series where group_id = ${groupId} and starts_on >= (${now}::timestamptz at time zone time_zone)::date`.execute(
		system.db
	);
	await sql`
		update series set ends_on = (${now}::timestamptz at time zone time_zone)::date - 1
		where group_id = ${groupId}
			and (ends_on is null or ends_on >= (${now}::timestamptz at time zone time_zone)::date)`.execute(
		system.db
	);
}

/** Meetings to come of a series that nobody was told of yet; all of them locked, in one order. */
async function untoldMeetings(system: Ctx, groupId: string): Promise<string[]> {
	const { rows } = await sql<{ meeting_id: string; is_untold: boolean }>`
		select m.meeting_id, coalesce(s.created_at >= c.first_at, false) as is_untold
		from meeting m left join series s using (series_id) left join times_changed c on c.group_id = m.group_id
		where m.group_id = ${groupId} and m.status in ('planned', 'cancelled') and m.planned_start > ${system.now()}
		order by m.meeting_id for update of m`.execute(system.db);
	return rows.filter((row) => row.is_untold).map((row) => row.meeting_id);
}

/** Calls off what no series has any more. Of meetings nobody was told of, nobody needs to hear that they go. */
async function replaceOthers(system: Ctx, groupId: string, untold: string[]): Promise<void> {
	const now = system.now();
	await sql`
		update meeting m set status = 'cancelled', replaced_at = ${now}, series_id = null, original_on = null
		where m.group_id = ${groupId} and m.status in ('planned', 'cancelled') and m.planned_start > ${now}
			and m.replaced_at is null and not exists (select from series s where s.series_id = m.series_id
				and (s.ends_on is null or s.ends_on >= (${now}::timestamptz at time zone s.time_zone)::date))`.execute(
		system.db
	);
	await sql`
		update meeting set known_start = null, known_off = null
		where meeting_id = any(${untold}::uuid[]) and replaced_at is not null`.execute(system.db);
}

/**
 * Adds a facilitator, at most four; not whoever is kept apart from somebody there, which nobody is told.
 * @throws not_found, already_member, invalid {accountId, alias}
 */
export async function addFacilitator(
	ctx: Ctx,
	given: { groupId: string; accountId: string; alias: string }
): Promise<{ membershipId: string }> {
	const { accountId, alias } = read(FacilitatorInput, given);
	const { groupId } = given;
	return changing(ctx, groupId, 'adds a facilitator', async (system) => {
		if (!(await facilitatorIds(system)).has(accountId)) throw invalid({ accountId: 'choose' });
		if ((await leadsOf(system, groupId)).length >= facilitatorsOfGroup.most)
			throw invalid({ accountId: 'too_many_leads' });
		await refuseMember(system, groupId, accountId);
		if (await meetsSomebody(system, groupId, accountId)) throw invalid({ accountId: 'not_now' });
		const who = { accountId, alias, field: 'alias' };
		return { membershipId: await addFacilitatorAs(system, groupId, who) };
	});
}

/** Ends the place of a facilitator in a group; acts on open sockets within a second. @throws not_found */
export async function endFacilitator(
	ctx: Ctx,
	given: { groupId: string; membershipId: string }
): Promise<void> {
	const { membershipId } = read(MembershipInput, given);
	const { groupId } = given;
	await changing(ctx, groupId, 'ends the place of a facilitator', async (system) => {
		const ended = await system.db
			.updateTable('membership')
			.set({ ended_at: system.now(), ended_why: 'left' })
			.where('membership_id', '=', membershipId)
			.where('group_id', '=', groupId)
			.where('role', '=', 'facilitator')
			.where('ended_at', 'is', null)
			.returning('account_id')
			.executeTakeFirst();
		if (!ended) throw notFound();
		const whose = { groupId, accountId: ended.account_id, membershipId };
		await sayBoth(system, whose, 'membership_ended');
	});
}

/**
 * Closes a group: no more meetings, nobody comes in, requests are answered, the list ends. Members can read what was
 * shared for 30 days; then their memberships end.
 */
export async function close(ctx: Ctx, given: { groupId: string }): Promise<void> {
	const { groupId } = given;
	await changing(ctx, groupId, 'closes a group', async (system) => {
		const now = system.now();
		await system.db
			.updateTable('peer_group')
			.set({ closed_at: now })
			.where('group_id', '=', groupId)
			.execute();
		await system.db
			.updateTable('meeting')
			.set({ status: 'cancelled' })
			.where('group_id', '=', groupId)
			.where('status', '=', 'planned')
			.execute();
		const waiting = await system.db
			.updateTable('join_request')
			.set({ status: 'declined', decided_at: now })
			.where('group_id', '=', groupId)
			.where('status', '=', 'waiting')
			.returning('account_id')
			.execute();
		for (const { account_id: id } of waiting)
			await append(system, { kind: 'account', id }, 'request_decided', { groupId });
		const listed = await system.db
			.updateTable('waiting')
			.set({ status: 'closed', ended_at: now })
			.where('group_id', '=', groupId)
			.where('ended_at', 'is', null)
			.returning(['waiting_id', 'group_id', 'account_id'])
			.execute();
		for (const wait of listed) await sayOfWait(system, wait, 'wait_ended');
	});
}
