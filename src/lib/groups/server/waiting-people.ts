import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { EndWaitInput } from '../inputs.ts';
import type { WaitingPerson } from '../waiting-list.ts';
import { waitEnded } from './errors.ts';
import { sealReason } from './keys.ts';
import { lockGroup, standingIn } from './membership-rows.ts';
import { canDecideRequests } from './policy.ts';
import { handOutSeats, passSeatsOn, sayOfWait } from './seats.ts';

export const endedWait = (waitingId: string) => `waiting-ended:${waitingId}`;

/**
 * Who waits for a seat, in their order: the alias, since when, and whether a seat is held for them. The
 * group's facilitators only. @throws not_found
 */
export async function waitingPeople(ctx: Ctx, groupId: string): Promise<WaitingPerson[]> {
	idOrNotFound(groupId);
	await inTransaction(ctx, async (tx) => allow(canDecideRequests(await standingIn(tx, groupId))));
	await passSeatsOn(ctx, [groupId]);
	return inTransaction(ctx, async (tx) => {
		allow(canDecideRequests(await standingIn(tx, groupId)));
		const rows = await tx.db
			.selectFrom('waiting')
			.select(['waiting_id', 'alias', 'mark', 'asked_at', 'status'])
			.where('group_id', '=', groupId)
			.where('ended_at', 'is', null)
			.orderBy('turn')
			.limit(200)
			.execute();
		return rows.map((row) => ({
			...{ waitingId: row.waiting_id, alias: row.alias, mark: row.mark },
			...{ askedAt: row.asked_at, isOffered: row.status === 'offered' }
		}));
	});
}

/**
 * A facilitator takes somebody off the list, with a reason that the person reads in these very words. A
 * seat that was held for them passes on.
 * @throws not_found, wait_ended, invalid {reason}
 */
export async function endWait(
	ctx: Ctx,
	given: { groupId: string; waitingId: string; reason: string }
): Promise<void> {
	const { waitingId, reason } = read(EndWaitInput, given);
	const groupId = idOrNotFound(given.groupId);
	await inTransaction(ctx, async (tx) => {
		allow(canDecideRequests(await standingIn(tx, groupId)));
		await asSystem(tx, 'groups: a facilitator takes somebody off the list', async (system) => {
			await lockGroup(system, groupId);
			const row = await system.db
				.selectFrom('waiting')
				.select(['waiting_id', 'group_id', 'account_id', 'ended_at'])
				.where('waiting_id', '=', waitingId)
				.where('group_id', '=', groupId)
				.executeTakeFirst();
			if (!row) throw notFound();
			if (row.ended_at) throw waitEnded();
			await system.db
				.updateTable('waiting')
				.set({
					...{ status: 'declined', ended_at: system.now(), ended_by: accountOf(ctx) },
					reason_box: await sealReason(system, groupId, endedWait(waitingId), reason)
				})
				.where('waiting_id', '=', waitingId)
				.execute();
			await sayOfWait(system, row, 'wait_ended');
			await handOutSeats(system, groupId);
		});
	});
}
