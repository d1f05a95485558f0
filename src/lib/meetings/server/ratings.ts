import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { open, seal } from '#server/crypto.ts';
import { notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';

export type Moment = 'arriving' | 'leaving';

/** A rating is bound to its row: moved elsewhere it does not open. */
const bound = (meetingId: string, membershipId: string, moment: Moment) =>
	`meeting_rating:${meetingId}:${membershipId}:${moment}`;

/** The person's membership in the meeting's group, and the key of what this person writes there. */
async function ownKey(tx: Ctx, meetingId: string) {
	const meeting = isId(meetingId)
		? await tx.db
				.selectFrom('meeting')
				.select('group_id')
				.where('meeting_id', '=', meetingId)
				.executeTakeFirst()
		: undefined;
	if (!meeting) throw notFound();
	const groupId = meeting.group_id;
	const own = await groups.membershipIn(tx, groupId);
	if (!own || (own.onlyMeeting ?? meetingId) !== meetingId) throw notFound();
	const { membershipId } = own;
	const key = (await groups.contentKeys(tx, groupId, [membershipId])).get(membershipId);
	if (!key) throw notFound();
	return { groupId, membershipId, key };
}

/**
 * Keeps how somebody arrived at a meeting or left it, 0 to 10, encrypted so that it opens only with their
 * own key. Given again, it replaces the one before.
 * @throws not_found when the meeting is not of one of this account's groups
 */
export async function rate(
	ctx: Ctx,
	meetingId: string,
	moment: Moment,
	value: number
): Promise<void> {
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

/** My own ratings of one meeting; null where I gave none. @throws not_found */
export async function myRatings(
	ctx: Ctx,
	meetingId: string
): Promise<Record<Moment, number | null>> {
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
