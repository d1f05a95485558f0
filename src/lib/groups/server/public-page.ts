import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { PublicPage } from '../shown.ts';
import { formFor, heldParts, RunOfShow } from '../run-of-show.ts';
import { minutesOfMeeting } from '../series.ts';
import { isKnownTo } from './known.ts';
import { listingsOf } from './listings.ts';
import { entryOf, isListed, standingIn, waitingRequest } from './membership-rows.ts';

/**
 * What anybody may know of a group before joining: what will happen, who leads, what is agreed to, what
 * cannot be promised, the next meetings. Closed groups are not found, and confidential ones only by those
 * who may know of them (known.ts); who leads, where it is and when is told to its members. @throws not_found
 */
export async function publicPage(ctx: Ctx, groupId: string): Promise<PublicPage> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		const row = await tx.db
			.selectFrom('peer_group')
			.select(['group_id', 'name', 'purpose', 'experience', 'audience', 'languages'])
			.select(['access_needs', 'meets', 'place', 'capacity', 'entry', 'cost', 'led_by'])
			.select(['what_to_expect', 'run_of_show', 'offer_hours', 'is_confidential'])
			.where('group_id', '=', groupId)
			.where('closed_at', 'is', null)
			.where(isKnownTo(ctx.actor, ctx.now()))
			.executeTakeFirst();
		if (!row) throw notFound();
		const [listing] = await listingsOf(tx, [row]);
		const minutes = listing!.pattern?.minutes ?? minutesOfMeeting.usual;
		const own = RunOfShow.safeParse(row.run_of_show);
		const organisation = await org.organisation(tx);
		const standing = await readerIn(tx, groupId);
		// Whoever waits or has a code is not one of its people yet.
		const isKept = row.is_confidential && standing !== 'member';
		return {
			...listing!,
			entry: entryOf(row),
			...(isKept ? { place: null, pattern: null, nextAt: null } : {}),
			whatToExpect: row.what_to_expect,
			parts: heldParts(own.success ? own.data : formFor(minutes)),
			minutes,
			leads: isKept ? [] : await leadsOf(tx, groupId),
			agreement: await agreementOf(tx, groupId),
			limits: { version: organisation?.limitsVersion ?? 0, text: organisation?.limitsText ?? '' },
			next: isKept ? [] : await nextMeetings(tx, groupId),
			offerHours: row.offer_hours,
			// Whoever waits for a seat has none, whatever others could have: it tells nothing of why.
			...(standing === 'listed' ? { seats: 'full' as const } : {}),
			standing
		};
	});
}

/** The agreement in force. */
export async function agreementOf(
	tx: Ctx,
	groupId: string
): Promise<{ version: number; items: string[] }> {
	return tx.db
		.selectFrom('agreement')
		.select(['version', 'items'])
		.where('group_id', '=', groupId)
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();
}

/** Who leads is said before anybody joins; nobody else of the group is. */
async function leadsOf(tx: Ctx, groupId: string): Promise<PublicPage['leads']> {
	const trained = await accounts.trainedFacilitators(tx, tx.now());
	const rows = await asSystem(tx, 'groups: who leads is public', (system) =>
		system.db
			.selectFrom('membership')
			.select(['alias', 'mark', 'account_id'])
			.where('group_id', '=', groupId)
			.where('role', '=', 'facilitator')
			.where('only_meeting', 'is', null)
			.where('ended_at', 'is', null)
			.orderBy('joined_at')
			.orderBy('alias')
			.execute()
	);
	return rows.map(({ alias, mark, account_id: id }) => ({
		...{ alias, mark, isTrained: trained.includes(id) }
	}));
}

async function nextMeetings(tx: Ctx, groupId: string): Promise<PublicPage['next']> {
	const rows = await tx.db
		.selectFrom('meeting')
		.select(['meeting_id', 'planned_start', 'minutes'])
		.where('group_id', '=', groupId)
		.where('status', '=', 'planned')
		.where('planned_start', '>', tx.now())
		.orderBy('planned_start')
		.limit(4)
		.execute();
	return rows.map(({ meeting_id: meetingId, planned_start: at, minutes }) => ({
		...{ meetingId, at, minutes }
	}));
}

async function readerIn(tx: Ctx, groupId: string): Promise<PublicPage['standing']> {
	const accountId = accountOf(tx);
	if (!accountId) return 'none';
	if (await standingIn(tx, groupId)) return 'member';
	if (await waitingRequest(tx, groupId, accountId)) return 'waiting';
	return (await isListed(tx, groupId, accountId)) ? 'listed' : 'none';
}
