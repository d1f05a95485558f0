import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { derive, open, seal } from '#server/crypto.ts';
import { notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';

export type Moment = 'arriving' | 'leaving';

/** One of the person's own ratings is bound to its row: moved elsewhere it does not open. */
const bound = (meetingId: string, membershipId: string, moment: Moment) =>
	`meeting_rating:${meetingId}:${membershipId}:${moment}`;

/** The person's membership in the meeting's group, and the key that only opens what this person wrote there. */
async function ownKey(tx: Ctx, meetingId: string) {
	const row = await tx.db
		.selectFrom('meeting')
		.innerJoin('peer_group as g', 'g.group_id', 'meeting.group_id')
		.innerJoin('membership as m', 'm.group_id', 'meeting.group_id')
		.select([
			'g.group_id',
			'g.group_key',
			'g.kek_id as group_kek',
			'm.membership_id',
			'm.author_key',
			'm.kek_id as author_kek'
		])
		.where('meeting.meeting_id', '=', meetingId)
		.where('m.account_id', '=', accountOf(tx))
		.where('m.ended_at', 'is', null)
		.executeTakeFirst();
	if (!row?.author_key || !row.author_kek) throw notFound();
	const { group_id: groupId, membership_id: membershipId } = row;
	const group = tx.keys.unwrap(
		{ kekId: row.group_kek, wrapped: row.group_key },
		`group:${groupId}`
	);
	const author = tx.keys.unwrap(
		{ kekId: row.author_kek, wrapped: row.author_key },
		`membership:${membershipId}`
	);
	return { groupId, membershipId, key: derive([group, author], 'meeting_rating') };
}

/**
 * Keeps how somebody arrived at a meeting or left it, 0 (calm) to 10, encrypted so that it opens only with
 * their own key. Given again, it replaces the one before.
 * @throws not_found when the meeting is not of one of this account's groups
 */
export async function rate(
	ctx: Ctx,
	meetingId: string,
	moment: Moment,
	value: number
): Promise<void> {
	if (!isId(meetingId)) throw notFound();
	await inTransaction(ctx, async (tx) => {
		const { groupId, membershipId, key } = await ownKey(tx, meetingId);
		const box = seal(key, bound(meetingId, membershipId, moment), String(value));
		await tx.db
			.insertInto('meeting_rating')
			.values({
				meeting_id: meetingId,
				membership_id: membershipId,
				group_id: groupId,
				moment,
				box,
				rated_at: tx.now()
			})
			.onConflict((on) =>
				on
					.columns(['meeting_id', 'membership_id', 'moment'])
					.doUpdateSet({ box, rated_at: tx.now() })
			)
			.execute();
	});
}

/** My own ratings of one meeting; null where I gave none. */
export async function myRatings(
	ctx: Ctx,
	meetingId: string
): Promise<Record<Moment, number | null>> {
	if (!isId(meetingId)) throw notFound();
	return inTransaction(ctx, async (tx) => {
		const { membershipId, key } = await ownKey(tx, meetingId);
		const rows = await tx.db
			.selectFrom('meeting_rating')
			.select(['moment', 'box'])
			.where('meeting_id', '=', meetingId)
			.where('membership_id', '=', membershipId)
			.execute();
		const given = (moment: Moment) => {
			const row = rows.find((each) => each.moment === moment);
			return row ? Number(open(key, bound(meetingId, membershipId, moment), row.box)) : null;
		};
		return { arriving: given('arriving'), leaving: given('leaving') };
	});
}
