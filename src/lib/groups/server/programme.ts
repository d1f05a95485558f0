import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { ChangeGroup } from '../inputs.ts';
import type { Series } from '../series.ts';
import {
	facilitatorsOfGroup,
	seatsLeft,
	type Cost,
	type Entry,
	type LedBy,
	type Meets,
	type Seats
} from '../vocabulary.ts';
import { timingOf } from './meetings-ahead.ts';
import { canRunGroups } from './policy.ts';
import { agreementOf } from './public-page.ts';

export interface ProgrammeGroup {
	groupId: string;
	name: string;
	meets: Meets;
	entry: Entry;
	seats: Seats;
	isClosed: boolean;
	/** Fewer than two facilitators: no meeting can open. */
	needsFacilitator: boolean;
	/** Since when the longest waiting request has waited. */
	waitingSince: Date | null;
	nextAt: Date | null;
}

/** All groups for coordinators: open ones first. Words and dates, no numbers about few people. */
export async function all(ctx: Ctx): Promise<ProgrammeGroup[]> {
	allow(canRunGroups(ctx.actor));
	return asSystem(ctx, 'groups: a coordinator sees the programme', async (system) => {
		const { rows } = await sql<{
			group_id: string;
			name: string;
			meets: Meets;
			entry: Entry;
			capacity: number;
			closed_at: Date | null;
			members: number;
			leads: number;
			waiting_since: Date | null;
			next_at: Date | null;
		}>`
			select g.group_id, g.name, g.meets, g.entry, g.capacity, g.closed_at,
				(select count(*) from taken_seat t where t.group_id = g.group_id) as members,
				(select count(*) from membership m where m.group_id = g.group_id and m.ended_at is null and m.role = 'facilitator'
					and m.only_meeting is null) as leads,
				(select min(asked_at) from join_request r where r.group_id = g.group_id and r.status = 'waiting') as waiting_since,
				(select min(planned_start) from meeting m where m.group_id = g.group_id and m.status = 'planned' and m.planned_start > ${ctx.now()}) as next_at
			from peer_group g order by g.closed_at is not null, g.name, g.group_id limit 500`.execute(
			system.db
		);
		return rows.map((row) => ({
			...{ groupId: row.group_id, name: row.name, meets: row.meets, entry: row.entry },
			...{ seats: seatsLeft(row.capacity, row.members), isClosed: row.closed_at !== null },
			...{
				needsFacilitator: row.leads < facilitatorsOfGroup.least,
				waitingSince: row.waiting_since,
				nextAt: row.next_at
			}
		}));
	});
}

export interface GroupDetails extends ChangeGroup {
	groupId: string;
	isClosed: boolean;
	/** The town that it is found near. */
	town: string | null;
	agreement: { version: number; items: string[] };
	series: Series | null;
	facilitators: { membershipId: string; accountId: string; alias: string; mark: string }[];
}

/** One group as its coordinator edits it. @throws not_found */
export async function details(ctx: Ctx, groupId: string): Promise<GroupDetails> {
	allow(canRunGroups(ctx.actor));
	idOrNotFound(groupId);
	return asSystem(ctx, 'groups: a coordinator opens a group', async (system) => {
		const row = await system.db
			.selectFrom('peer_group')
			.select(['name', 'purpose', 'experience', 'audience', 'languages', 'access_needs', 'meets'])
			.select(['place', 'capacity', 'entry', 'what_to_expect', 'closed_at', 'is_confidential'])
			.select(['offer_hours', 'city', 'cost', 'led_by'])
			.where('group_id', '=', groupId)
			.executeTakeFirst();
		if (!row) throw notFound();
		return {
			...{ groupId, name: row.name, purpose: row.purpose, place: row.place },
			...{ capacity: row.capacity, whatToExpect: row.what_to_expect },
			offerHours: row.offer_hours,
			experience: row.experience as GroupDetails['experience'],
			audience: row.audience as GroupDetails['audience'],
			languages: row.languages as GroupDetails['languages'],
			accessNeeds: row.access_needs as GroupDetails['accessNeeds'],
			...{ meets: row.meets as Meets, entry: row.entry as Entry },
			...{ cost: row.cost as Cost | null, ledBy: row.led_by as LedBy | null },
			...{ isClosed: row.closed_at !== null, isConfidential: row.is_confidential, town: row.city },
			agreement: await agreementOf(system, groupId),
			series: await currentSeries(system, groupId),
			facilitators: await leadsOf(system, groupId)
		};
	});
}

async function currentSeries(system: Ctx, groupId: string): Promise<Series | null> {
	const { rows } = await sql<Parameters<typeof timingOf>[0] & { minutes: number }>`
		select rule, starts_on, ends_on, local_time::text, time_zone, minutes from series
		where group_id = ${groupId} order by created_at desc, series_id desc limit 1`.execute(system.db);
	return rows[0] ? { ...timingOf(rows[0]), minutes: rows[0].minutes } : null;
}

/** Who leads a group, with their accounts: for coordinators. */
export async function leadsOf(system: Ctx, groupId: string): Promise<GroupDetails['facilitators']> {
	const rows = await system.db
		.selectFrom('membership')
		.select(['membership_id', 'account_id', 'alias', 'mark'])
		.where('group_id', '=', groupId)
		.where('role', '=', 'facilitator')
		.where('only_meeting', 'is', null)
		.where('ended_at', 'is', null)
		.orderBy('joined_at')
		.orderBy('alias')
		.execute();
	return rows.map((row) => ({
		...{ membershipId: row.membership_id, accountId: row.account_id },
		...{ alias: row.alias, mark: row.mark }
	}));
}
