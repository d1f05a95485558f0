import { sql } from 'kysely';
import agreements from '#content/groups/agreements.json' with { type: 'json' };
import * as accounts from '#lib/accounts/server/accounts.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { allow, invalid } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { newId } from '#server/ids.ts';
import { read } from '#server/input.ts';
import { NewGroup } from '../inputs.ts';
import { formFor } from '../run-of-show.ts';
import type { Series } from '../series.ts';
import { newGroupKey } from './keys.ts';
import { produceFor } from './meetings-ahead.ts';
import { chooseAlias, insertMembership } from './membership-rows.ts';
import { canRunGroups } from './policy.ts';
import { endWaitOf } from './waiting-list.ts';

type Group = ReturnType<typeof NewGroup.parse>;

/** What every new group begins with; a coordinator changes it as the group wants. */
const defaultAgreement: readonly string[] = agreements;

/**
 * A new group, whole or not at all: its words, first agreement, key, series with the meetings of the
 * coming weeks, and its facilitators, each a different account with the facilitator role.
 * @throws not_found (no coordinator), invalid; an alias that cannot be used is `alias1`, `alias2` …
 */
export async function create(ctx: Ctx, given: NewGroup): Promise<{ groupId: string }> {
	allow(canRunGroups(ctx.actor));
	const input = read(NewGroup, given);
	await refuseOthersAsFacilitators(ctx, input);
	return asSystem(ctx, 'groups: a coordinator makes a group', async (system) => {
		const groupId = await insertGroup(system, input, accountOf(ctx));
		await insertAgreement(system, groupId, 1, input.agreement ?? [...defaultAgreement]);
		await lockAccounts(system, input.facilitators);
		for (const [i, { accountId, alias }] of input.facilitators.entries())
			await addFacilitatorAs(system, groupId, { accountId, alias, field: `alias${i + 1}` });
		await insertSeries(system, groupId, input.series);
		await produceFor(system, groupId);
		await append(system, { kind: 'group', id: groupId }, 'group_made');
		return { groupId };
	});
}

/** In one order, so that two groups made at the same moment with the same people wait for each other. */
async function lockAccounts(system: Ctx, facilitators: Group['facilitators']): Promise<void> {
	const ids = facilitators.map(({ accountId }) => accountId);
	await sql`select from account where account_id = any(${ids}::uuid[])
		order by account_id for no key update`.execute(system.db);
}

async function refuseOthersAsFacilitators(ctx: Ctx, { facilitators }: Group): Promise<void> {
	const wanted = facilitators.map(({ accountId }) => accountId);
	if (new Set(wanted).size !== wanted.length) throw invalid({ facilitators: 'facilitators_same' });
	const known = await facilitatorIds(ctx);
	if (!wanted.every((id) => known.has(id))) throw invalid({ facilitators: 'choose' });
}

export async function facilitatorIds(ctx: Ctx): Promise<ReadonlySet<string>> {
	return new Set((await accounts.facilitators(ctx)).map(({ accountId }) => accountId));
}

export async function addFacilitatorAs(
	system: Ctx,
	groupId: string,
	who: { accountId: string; alias: string; field: string }
): Promise<string> {
	const { accountId, alias, field } = who;
	const face = await chooseAlias(system, { group_id: groupId }, accountId, alias, field);
	await endWaitOf(system, groupId, accountId);
	return insertMembership(system, { groupId, accountId, role: 'facilitator', face });
}

async function insertGroup(system: Ctx, input: Group, createdBy: string | null): Promise<string> {
	const groupId = newId(system.now());
	const { kekId, wrapped } = newGroupKey(system, groupId);
	await system.db
		.insertInto('peer_group')
		.values({
			...{ group_id: groupId, group_key: wrapped, kek_id: kekId },
			...columnsOf(input),
			run_of_show: JSON.stringify(formFor(input.series.minutes)),
			responses: input.responses,
			created_by: createdBy,
			created_at: system.now()
		})
		.execute();
	return groupId;
}

/** The middle of a town, and so never told as exact. */
function whereOf({ meets, where }: Pick<Group, 'meets' | 'where'>) {
	const nowhere = { latitude: null, longitude: null, city: null, country: null };
	if (meets === 'online') return nowhere;
	if (where === undefined) return {};
	return { ...(where ?? nowhere), place_precision: 'approximate' };
}

/** What a group says about itself, as columns; a place only where people meet in a room. */
export const columnsOf = (
	input: Omit<Group, 'series' | 'facilitators' | 'agreement' | 'responses'>
) => ({
	name: input.name,
	purpose: input.purpose,
	experience: input.experience,
	audience: input.audience,
	languages: input.languages,
	access_needs: input.accessNeeds,
	meets: input.meets,
	place: input.meets === 'online' ? null : input.place,
	...whereOf(input),
	capacity: input.capacity,
	entry: input.entry,
	...{ cost: input.cost, led_by: input.ledBy },
	...(input.offerHours === undefined ? {} : { offer_hours: input.offerHours }),
	is_confidential: input.isConfidential,
	what_to_expect: input.whatToExpect
});

export const insertAgreement = (system: Ctx, groupId: string, version: number, items: string[]) =>
	system.db
		.insertInto('agreement')
		.values({ group_id: groupId, version, items, made_at: system.now() })
		.execute();

export const insertSeries = (system: Ctx, groupId: string, series: Series) =>
	system.db
		.insertInto('series')
		.values({
			group_id: groupId,
			rule: JSON.stringify(series.rule),
			starts_on: series.startsOn,
			local_time: series.localTime,
			time_zone: series.timeZone,
			minutes: series.minutes,
			ends_on: series.endsOn,
			created_at: system.now()
		})
		.execute();
