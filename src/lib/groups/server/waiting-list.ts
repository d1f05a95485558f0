import { sql } from 'kysely';
import { after, hour } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound, signInFirst } from '#server/errors.ts';
import { read } from '#server/input.ts';
import { LetGoInput, WaitingInput } from '../inputs.ts';
import { placeAfter, type MyWait } from '../waiting-list.ts';
import { meetsSomebody } from './apart.ts';
import { alreadyMember, groupClosed, offerGone, waitEnded } from './errors.ts';
import { withinLimits } from './kept-limits.ts';
import { insertMembership, lockGroup, refuseMember } from './membership-rows.ts';
import { handOutSeats, lastTurn, passSeatsOn, sayOfWait, toTheEnd } from './seats.ts';

/** What I wait for, offers first. Offers that ran out have passed on. @throws sign_in_first */
export async function waits(ctx: Ctx): Promise<MyWait[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	const groupIds = await groupsWaitedFor(ctx, accountId);
	if (groupIds.length === 0) return [];
	await passSeatsOn(ctx, groupIds);
	return asSystem(ctx, 'groups: whether others are before me', async (system) => {
		const { rows } = await sql<WaitRow>`
			select w.waiting_id, w.group_id, g.name, w.alias, w.asked_at, w.status, w.offered_until,
				w.not_before, (select count(*) from waiting other
					where other.group_id = w.group_id and other.status = 'waiting' and other.turn < w.turn) as before
			from waiting w join peer_group g using (group_id)
			where w.account_id = ${accountId} and w.ended_at is null
			order by w.status <> 'offered', w.asked_at, w.waiting_id`.execute(system.db);
		return rows.map((row) => presentWait(row, system.now()));
	});
}

interface WaitRow {
	waiting_id: string;
	group_id: string;
	name: string;
	alias: string;
	asked_at: Date;
	status: MyWait['state'];
	offered_until: Date | null;
	not_before: Date | null;
	before: number;
}
const presentWait = (row: WaitRow, now: Date): MyWait => ({
	...{ waitingId: row.waiting_id, groupId: row.group_id, name: row.name, alias: row.alias },
	...{ askedAt: row.asked_at, state: row.status, place: placeAfter(row.before) },
	until: row.offered_until,
	restsUntil: row.not_before && row.not_before > now ? row.not_before : null
});

const groupsWaitedFor = (ctx: Ctx, accountId: string) =>
	inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('waiting')
			.select('group_id')
			.where('account_id', '=', accountId)
			.where('ended_at', 'is', null)
			.execute();
		return rows.map((row) => row.group_id);
	});

/**
 * Takes the seat that is held for me: I am in the group at once, under the alias I chose when I asked.
 * @throws sign_in_first, not_found, offer_gone, already_member, group_closed
 */
export async function takeOffer(
	ctx: Ctx,
	given: { waitingId: string }
): Promise<{ groupId: string; membershipId: string }> {
	return changeOwn(ctx, given.waitingId, 'takes an offered seat', async (system, own) => {
		if (own.status === 'taken') throw alreadyMember();
		if (own.status !== 'offered') throw offerGone();
		const { group_id: groupId, account_id: accountId, alias, alias_key, mark } = own;
		await refuseMember(system, groupId, accountId);
		if (await meetsSomebody(system, groupId, accountId)) throw offerGone();
		// The held seat is let go first: the database counts it, and would find the group full.
		await end(system, own, 'taken');
		const face = { alias, alias_key, mark };
		const place = { groupId, accountId, role: 'member' as const, face };
		return { groupId, membershipId: await insertMembership(system, place) };
	});
}

/**
 * Lets the offered seat go to whoever is next. Who stays is at the end of the list, and is asked again
 * after as long as an offer lasts, at the earliest: the same seat does not come straight back.
 * @throws sign_in_first, not_found, offer_gone, invalid {stay}
 */
export async function letOfferGo(
	ctx: Ctx,
	given: { waitingId: string; stay: 'yes' | 'no' }
): Promise<void> {
	const { waitingId, stay } = read(LetGoInput, given);
	await changeOwn(ctx, waitingId, 'lets an offered seat go', async (system, own) => {
		if (own.status !== 'offered') throw offerGone();
		if (stay) {
			const { offer_hours: hours } = await system.db
				.selectFrom('peer_group')
				.select('offer_hours')
				.where('group_id', '=', own.group_id)
				.executeTakeFirstOrThrow();
			const rest = { offered_until: null, not_before: after(system.now(), hours * hour) };
			await toTheEnd(system, own.group_id, waitingId, { status: 'waiting', ...rest });
			await sayOfWait(system, own, 'offer_ended');
		} else await end(system, own, 'left');
		await handOutSeats(system, own.group_id);
	});
}

/** After an offer that ran out: I still want to wait. Where I stand stays. @throws not_found, wait_ended */
export async function stayOnList(ctx: Ctx, given: { waitingId: string }): Promise<void> {
	await changeOwn(ctx, given.waitingId, 'stays on a waiting list', async (system, own) => {
		if (own.ended_at) throw waitEnded();
		if (own.status !== 'missed') return;
		await system.db
			.updateTable('waiting')
			.set({ status: 'waiting', offered_until: null })
			.where('waiting_id', '=', own.waiting_id)
			.execute();
		await handOutSeats(system, own.group_id);
	});
}

/** Leaves the list, without a reason. A seat that was held passes on. @throws not_found, wait_ended */
export async function leaveList(ctx: Ctx, given: { waitingId: string }): Promise<void> {
	await changeOwn(ctx, given.waitingId, 'leaves a waiting list', async (system, own) => {
		if (own.ended_at) throw waitEnded();
		await end(system, own, 'left');
		await handOutSeats(system, own.group_id);
	});
}

type Own = Awaited<ReturnType<typeof readWait>>;

/** Does something to one's own place on a list, with the group locked and offers as they are now. */
async function changeOwn<T>(
	ctx: Ctx,
	given: string,
	job: string,
	work: (system: Ctx, own: Own) => Promise<T>
): Promise<T> {
	const { waitingId } = read(WaitingInput, { waitingId: given });
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async (tx) => {
		const mine = await tx.db
			.selectFrom('waiting')
			.select('group_id')
			.where('waiting_id', '=', waitingId)
			.where('account_id', '=', accountId)
			.executeTakeFirst();
		if (!mine) throw notFound();
		return asSystem(tx, `groups: somebody ${job}`, async (system) => {
			const { closed_at: closedAt } = await lockGroup(system, mine.group_id);
			if (closedAt) throw groupClosed();
			await handOutSeats(system, mine.group_id);
			return work(system, await readWait(system, waitingId));
		});
	});
}

const readWait = (system: Ctx, waitingId: string) =>
	system.db
		.selectFrom('waiting')
		.select(['waiting_id', 'group_id', 'account_id', 'alias', 'alias_key', 'mark'])
		.select(['status', 'ended_at'])
		.where('waiting_id', '=', waitingId)
		.executeTakeFirstOrThrow();

async function end(
	system: Ctx,
	own: Pick<Own, 'waiting_id' | 'group_id' | 'account_id'>,
	status: 'taken' | 'left'
): Promise<void> {
	await system.db
		.updateTable('waiting')
		.set({ status, ended_at: system.now() })
		.where('waiting_id', '=', own.waiting_id)
		.execute();
	await sayOfWait(system, own, 'wait_ended');
}

/** Somebody who waited is in the group now by another way. Call with the group locked. */
export async function endWaitOf(system: Ctx, groupId: string, accountId: string): Promise<void> {
	const wait = await system.db
		.selectFrom('waiting')
		.select(['waiting_id', 'group_id', 'account_id'])
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (wait) await end(system, wait, 'taken');
}

/** Puts somebody at the end of a group's list. Call with the group locked. @throws waits_many */
export async function beginWait(
	system: Ctx,
	place: {
		groupId: string;
		accountId: string;
		face: { alias: string; alias_key: string; mark: string };
	}
): Promise<string> {
	const { groupId, accountId, face } = place;
	const { waiting_id: waitingId } = await withinLimits(
		system.db
			.insertInto('waiting')
			.values({
				...{ group_id: groupId, account_id: accountId, asked_at: system.now() },
				...{ alias: face.alias, alias_key: face.alias_key, mark: face.mark },
				turn: lastTurn(groupId)
			})
			.returning('waiting_id')
			.executeTakeFirstOrThrow()
	);
	const wait = { waiting_id: waitingId, group_id: groupId, account_id: accountId };
	await sayOfWait(system, wait, 'wait_began');
	return waitingId;
}
