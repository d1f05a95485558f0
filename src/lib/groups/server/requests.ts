import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { DeclineInput, RequestInput } from '../inputs.ts';
import type { WaitingRequest } from '../mine.ts';
import { meetsSomebody } from './apart.ts';
import { groupClosed, requestDecided } from './errors.ts';
import { sealReason } from './keys.ts';
import { insertMembership, lockGroup, refuseMember, standingIn } from './membership-rows.ts';
import { canDecideRequests } from './policy.ts';
import { presentRequest } from './present.ts';
import { handOutSeats } from './seats.ts';
import { beginWait } from './waiting-list.ts';

export const reasonOf = (requestId: string) => `request:${requestId}`;

/** Who waits to come in: the alias and since when, nothing else. The group's facilitators only. */
export async function requests(ctx: Ctx, groupId: string): Promise<WaitingRequest[]> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		allow(canDecideRequests(await standingIn(tx, groupId)));
		const rows = await tx.db
			.selectFrom('join_request')
			.select(['request_id', 'alias', 'mark', 'asked_at'])
			.where('group_id', '=', groupId)
			.where('status', '=', 'waiting')
			.orderBy('asked_at')
			.limit(100)
			.execute();
		return rows.map(presentRequest);
	});
}

/** Who was let in has a place in the group, or on the list while no seat is free. */
export type Approved =
	{ status: 'member'; membershipId: string } | { status: 'listed'; waitingId: string };

/**
 * Says yes to somebody who asks. With a free seat they are in at once; without one, or while they are kept apart
 * from somebody there, they wait, in the order of the yeses. Two facilitators at once: the second is told that it was decided.
 * @throws not_found, request_decided, group_closed
 */
export async function approve(
	ctx: Ctx,
	given: { groupId: string; requestId: string }
): Promise<Approved> {
	const { requestId } = read(RequestInput, given);
	const groupId = idOrNotFound(given.groupId);
	return inTransaction(ctx, async (tx) => {
		await mayDecide(tx, groupId, requestId);
		return asSystem(tx, 'groups: a facilitator lets somebody in', async (system) => {
			const group = await lockGroup(system, groupId);
			if (group.closed_at) throw groupClosed();
			const request = await stillWaiting(system, requestId);
			await refuseMember(system, groupId, request.account_id);
			const isKept = await meetsSomebody(system, groupId, request.account_id);
			const isFree = (await handOutSeats(system, groupId)) && !isKept;
			await decide(system, requestId, { status: 'approved', by: accountOf(ctx) });
			const { account_id: accountId, alias, alias_key, mark } = request;
			const face = { alias, alias_key, mark };
			await append(system, { kind: 'account', id: accountId }, 'request_decided', { groupId });
			const place = { groupId, accountId, role: 'member' as const, face };
			if (!isFree) return { status: 'listed', waitingId: await beginWait(system, place) };
			return { status: 'member', membershipId: await insertMembership(system, place) };
		});
	});
}

/**
 * Says no, with a reason that the person reads in these very words.
 * @throws not_found, request_decided, invalid {reason}
 */
export async function decline(
	ctx: Ctx,
	given: { groupId: string; requestId: string; reason: string }
): Promise<void> {
	const { requestId, reason } = read(DeclineInput, given);
	const groupId = idOrNotFound(given.groupId);
	await inTransaction(ctx, async (tx) => {
		await mayDecide(tx, groupId, requestId);
		await asSystem(tx, 'groups: a facilitator declines a request', async (system) => {
			await lockGroup(system, groupId);
			const { account_id: accountId } = await stillWaiting(system, requestId);
			const box = await sealReason(system, groupId, reasonOf(requestId), reason);
			await decide(system, requestId, { status: 'declined', by: accountOf(ctx), box });
			await append(system, { kind: 'account', id: accountId }, 'request_decided', { groupId });
			await append(system, { kind: 'group', id: groupId }, 'request_ended', { requestId });
		});
	});
}

/** Takes one's own request back. @throws sign_in_first, not_found, request_decided */
export async function withdraw(ctx: Ctx, given: { requestId: string }): Promise<void> {
	const { requestId } = read(RequestInput, given);
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await inTransaction(ctx, async (tx) => {
		const own = await tx.db
			.selectFrom('join_request')
			.select(['group_id', 'status'])
			.where('request_id', '=', requestId)
			.where('account_id', '=', accountId)
			.forUpdate()
			.executeTakeFirst();
		if (!own) throw notFound();
		if (own.status !== 'waiting') throw requestDecided();
		await decide(tx, requestId, { status: 'withdrawn', by: null });
		await append(tx, { kind: 'group', id: own.group_id }, 'request_ended', { requestId });
	});
}

/** Only the group's own facilitators, and only its own requests; anything else is not found. */
async function mayDecide(tx: Ctx, groupId: string, requestId: string): Promise<void> {
	allow(canDecideRequests(await standingIn(tx, groupId)));
	const row = await tx.db
		.selectFrom('join_request')
		.select('request_id')
		.where('request_id', '=', requestId)
		.where('group_id', '=', groupId)
		.executeTakeFirst();
	if (!row) throw notFound();
}

async function stillWaiting(system: Ctx, requestId: string) {
	const row = await system.db
		.selectFrom('join_request')
		.select(['account_id', 'alias', 'alias_key', 'mark', 'status'])
		.where('request_id', '=', requestId)
		.forUpdate()
		.executeTakeFirst();
	if (row?.status !== 'waiting') throw requestDecided();
	return row;
}

const decide = (
	tx: Ctx,
	requestId: string,
	decision: { status: string; by: string | null; box?: Buffer }
) =>
	tx.db
		.updateTable('join_request')
		.set({
			...{ status: decision.status, decided_at: tx.now(), decided_by: decision.by },
			reason_box: decision.box ?? null
		})
		.where('request_id', '=', requestId)
		.execute();
