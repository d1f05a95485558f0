import { sql } from 'kysely';
import { after, hour } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { append } from '#server/events.ts';
import { withoutThoseApart } from './apart.ts';
import { lockGroup } from './membership-rows.ts';

/**
 * The one place where seats pass on. Offers that ran out end first, then every free seat is offered to
 * whoever waited longest, and is kept apart from nobody there. Answers whether a seat is left that nobody waits for. Call with the group
 * locked: so two processes that look at the same moment do it one after the other, and the second finds
 * nothing to do.
 */
export async function handOutSeats(system: Ctx, groupId: string): Promise<boolean> {
	const group = await system.db
		.selectFrom('peer_group')
		.select(['capacity', 'offer_hours', 'closed_at'])
		.where('group_id', '=', groupId)
		.executeTakeFirstOrThrow();
	if (group.closed_at) return false;
	await endOverdue(system, groupId);
	const free = group.capacity - (await seatsTaken(system, groupId));
	if (free <= 0) return false;
	const until = after(system.now(), group.offer_hours * hour);
	const offered = await nextInOrder(system, groupId, free);
	for (const one of offered) {
		await system.db
			.updateTable('waiting')
			.set({ status: 'offered', offered_until: until, not_before: null })
			.where('waiting_id', '=', one.waiting_id)
			.execute();
		await sayOfWait(system, { ...one, group_id: groupId }, 'seat_offered');
	}
	return free > offered.length;
}

/** Members and held seats: what nobody else can have now. */
async function seatsTaken(system: Ctx, groupId: string): Promise<number> {
	const { seats } = await system.db
		.selectFrom('taken_seat')
		.select((is) => is.fn.countAll<number>().as('seats'))
		.where('group_id', '=', groupId)
		.executeTakeFirstOrThrow();
	return seats;
}

/** Whoever did not answer goes to the end, and is asked whether they still want to wait. */
async function endOverdue(system: Ctx, groupId: string): Promise<void> {
	const overdue = await system.db
		.selectFrom('waiting')
		.select(['waiting_id', 'account_id'])
		.where('group_id', '=', groupId)
		.where('status', '=', 'offered')
		.where('offered_until', '<=', system.now())
		.orderBy('offered_until')
		.orderBy('turn')
		.execute();
	for (const one of overdue) {
		await toTheEnd(system, groupId, one.waiting_id, { status: 'missed' });
		await sayOfWait(system, { ...one, group_id: groupId }, 'offer_ended');
	}
}

async function nextInOrder(system: Ctx, groupId: string, most: number) {
	const inOrder = await system.db
		.selectFrom('waiting')
		.select(['waiting_id', 'account_id'])
		.where('group_id', '=', groupId)
		.where('status', '=', 'waiting')
		.where((is) => is.or([is('not_before', 'is', null), is('not_before', '<=', system.now())]))
		.orderBy('turn')
		.execute();
	return withoutThoseApart(system, groupId, inOrder, most);
}

/** The number after the highest there ever was: turns are never given twice. */
export const lastTurn = (groupId: string) =>
	sql<number>`(select coalesce(max(turn), 0) + 1 from waiting where group_id = ${groupId})`;

/** Behind everybody who waits now. */
export const toTheEnd = (
	system: Ctx,
	groupId: string,
	waitingId: string,
	change: { status: 'waiting' | 'missed'; offered_until?: null; not_before?: Date }
) =>
	system.db
		.updateTable('waiting')
		.set({ ...change, turn: lastTurn(groupId) })
		.where('waiting_id', '=', waitingId)
		.execute();

/** The group's stream and the person's own, by ids only. */
export async function sayOfWait(
	system: Ctx,
	wait: { waiting_id: string; group_id: string; account_id: string },
	kind: 'wait_began' | 'seat_offered' | 'offer_ended' | 'wait_ended'
): Promise<void> {
	const data = { groupId: wait.group_id, waitingId: wait.waiting_id };
	await append(system, { kind: 'group', id: wait.group_id }, kind, data);
	await append(system, { kind: 'account', id: wait.account_id }, kind, data);
}

/**
 * Looks at every group where an offer ran out or a free seat has somebody waiting for it, each in a
 * transaction of its own; with `groupIds` at those only. The worker's job, and what every look at a list
 * does first. Any number at once do no harm.
 */
export async function passSeatsOn(ctx: Ctx, groupIds?: readonly string[]): Promise<void> {
	if (groupIds?.length === 0) return;
	const due = await asSystem(ctx, 'groups: where a seat should pass on', async (system) => {
		const now = system.now();
		const { rows } = await sql<{ group_id: string }>`
			select distinct w.group_id from waiting w join peer_group g using (group_id)
			where w.ended_at is null and g.closed_at is null
				and ${groupIds ? sql`w.group_id = any(${groupIds}::uuid[])` : sql`true`}
				and ((w.status = 'offered' and w.offered_until <= ${now})
					or (w.status = 'waiting' and (w.not_before is null or w.not_before <= ${now})
						and (select count(*) from taken_seat t where t.group_id = w.group_id) < g.capacity))
			order by w.group_id`.execute(system.db);
		return rows;
	});
	for (const { group_id: groupId } of due)
		await asSystem(ctx, 'groups: free seats are offered', async (system) => {
			await lockGroup(system, groupId);
			await handOutSeats(system, groupId);
		});
}
