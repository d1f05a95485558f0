import * as org from '#lib/org/server/org.ts';
import { day } from '#server/clock.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { allow, AppError, signInFirst } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { read } from '#server/input.ts';
import { accountKey, take, type Limit } from '#server/limits.ts';
import { JoinInput } from '../inputs.ts';
import {
	agreementChanged,
	alreadyListed,
	alreadyMember,
	alreadyWaiting,
	codeNeeded,
	groupClosed,
	groupFull,
	joinedOften
} from './errors.ts';
import { isLookedAt } from './apart.ts';
import { openInvitation, tries } from './invitations.ts';
import { withinLimits } from './kept-limits.ts';
import { refuseUnknown } from './known.ts';
import {
	chooseAlias,
	insertMembership,
	isListed,
	lockGroup,
	waitingRequest
} from './membership-rows.ts';
import { canJoin, wayIn } from './policy.ts';
import { removedFrom } from './removed.ts';
import { handOutSeats } from './seats.ts';
import { beginWait } from './waiting-list.ts';

/** Nobody walks in and out of a group to read who is there: coming in counts, not trying to. */
const sameGroup: Limit = { what: 'groups.join-same', burst: 3, every: day };

export type Joined =
	| { status: 'member'; membershipId: string }
	/** A facilitator answers first. */
	| { status: 'waiting'; requestId: string }
	/** On the list for a seat. */
	| { status: 'listed'; waitingId: string };
type Input = ReturnType<typeof JoinInput.parse>;
type Group = Awaited<ReturnType<typeof lockGroup>>;

/**
 * Joins a group, or asks to: open groups and people with a code come in at once while there are seats,
 * the others wait for a facilitator and read nothing until then. The last seat goes to one person only,
 * however many ask at the same moment; who said `wait` goes on the list when none is free. Free seats go
 * to the list first. Who showed a code before need not type it again; into a confidential group nobody
 * comes who may not know of it. Now and then a facilitator looks first, which the page says (apart.ts).
 * @throws sign_in_first, not_found, group_closed, group_full, already_member, already_waiting,
 * already_listed, waits_many, agreement_changed, joined_often, too_many,
 * invalid {alias, code, agree}
 */
export async function join(ctx: Ctx, given: JoinInput): Promise<Joined> {
	const accountId = accountOf(ctx);
	allow(canJoin(ctx.actor), signInFirst);
	const input = read(JoinInput, given);
	await take(ctx, tries, accountKey(ctx, accountId!));
	return asSystem(ctx, 'groups: seats, codes and aliases are counted', async (system) => {
		await refuseUnknown(system, input.groupId, ctx.actor, input.code);
		const group = await lockGroup(system, input.groupId);
		if (group.closed_at) throw groupClosed();
		return comeIn(system, group, accountId!, input);
	});
}

async function comeIn(system: Ctx, group: Group, accountId: string, input: Input): Promise<Joined> {
	const before = await historyOf(system, group.group_id, accountId);
	if (before.isMember) throw alreadyMember();
	if (before.isListed) throw alreadyListed();
	const code = await openInvitation(system, group.group_id, accountId, input.code);
	const way = wayIn(group, {
		...{ hasCode: code !== null, wasRemoved: before.wasRemoved },
		isLookedAt: await isLookedAt(system, group.group_id, accountId)
	});
	if (way === 'code needed') throw codeNeeded();
	if (way === 'request' && before.waiting) throw alreadyWaiting();
	await accept(system, group.group_id, accountId, input);
	const face = await chooseAlias(system, group, accountId, input.alias);
	if (way === 'request') return ask(system, group.group_id, accountId, face);
	const isFree = await handOutSeats(system, group.group_id);
	if (!isFree && !input.wait) throw groupFull();
	if (isFree) await slowReturns(system, group.group_id, accountId);
	if (before.waiting) await settle(system, before.waiting);
	if (code) await useCode(system, code);
	const place = { groupId: group.group_id, accountId, role: 'member' as const, face };
	if (!isFree) return { status: 'listed', waitingId: await beginWait(system, place) };
	return { status: 'member', membershipId: await insertMembership(system, place) };
}

/** Last of all checks, so that no refused try counts. @throws joined_often */
async function slowReturns(system: Ctx, groupId: string, accountId: string): Promise<void> {
	try {
		await take(system, sameGroup, accountKey(system, `${accountId} ${groupId}`));
	} catch (error) {
		throw error instanceof AppError && error.code === 'too_many' ? joinedOften() : error;
	}
}

async function historyOf(system: Ctx, groupId: string, accountId: string) {
	const last = await system.db
		.selectFrom('membership')
		.select('ended_at')
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountId)
		.orderBy('joined_at', 'desc')
		.orderBy('membership_id', 'desc')
		.executeTakeFirst();
	return {
		isListed: await isListed(system, groupId, accountId),
		isMember: last !== undefined && last.ended_at === null,
		wasRemoved: (await removedFrom(system, groupId, accountId)).has(accountId),
		waiting: await waitingRequest(system, groupId, accountId)
	};
}

/** The version of the agreement and of the limits that are in force in a group. */
export async function versionsInForce(tx: Ctx, groupId: string) {
	const { version } = await tx.db
		.selectFrom('agreement')
		.select((is) => is.fn.max('version').as('version'))
		.where('group_id', '=', groupId)
		.executeTakeFirstOrThrow();
	const organisation = await org.organisation(tx);
	return { agreement: version, limits: organisation?.limitsVersion ?? 0 };
}

/** Keeps what was accepted, by version. @throws agreement_changed when it is not what is in force */
export async function accept(
	tx: Ctx,
	groupId: string,
	accountId: string,
	input: { agreementVersion: number; limitsVersion: number }
): Promise<void> {
	const inForce = await versionsInForce(tx, groupId);
	if (inForce.agreement !== input.agreementVersion || inForce.limits !== input.limitsVersion)
		throw agreementChanged();
	await tx.db
		.insertInto('acceptance')
		.values({
			...{ account_id: accountId, group_id: groupId, accepted_at: tx.now() },
			...{ agreement_version: input.agreementVersion, limits_version: input.limitsVersion }
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

async function ask(
	system: Ctx,
	groupId: string,
	accountId: string,
	face: { alias: string; alias_key: string; mark: string }
): Promise<Joined> {
	const { request_id: requestId } = await withinLimits(
		system.db
			.insertInto('join_request')
			.values({ group_id: groupId, account_id: accountId, ...face, asked_at: system.now() })
			.returning('request_id')
			.executeTakeFirstOrThrow()
	);
	await append(system, { kind: 'group', id: groupId }, 'request_made', { requestId });
	return { status: 'waiting', requestId };
}

/** Under the group's lock, so nobody else can use it after it was looked at. */
const useCode = (system: Ctx, code: Buffer) =>
	system.db
		.updateTable('invitation')
		.set({ used_at: system.now() })
		.where('code_hash', '=', code)
		.execute();

/** Somebody who was waiting came in with a code: the question is answered. */
const settle = (system: Ctx, requestId: string) =>
	system.db
		.updateTable('join_request')
		.set({ status: 'approved', decided_at: system.now() })
		.where('request_id', '=', requestId)
		.execute();
