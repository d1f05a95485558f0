import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';

/** So long somebody may remember whom they met. */
const REMEMBERED = 90 * day;

/** Who was in a meeting at the same time as the holder of a membership, who is who asks. */
export async function met(tx: Ctx, membershipId: string): Promise<string[]> {
	return asSystem(tx, 'meeting:met', async ({ db, now }) => {
		const { rows } = await sql<{ membership_id: string }>`
			select distinct o.membership_id from attendance a join attendance o using (meeting_id)
			where a.membership_id = ${membershipId} and o.membership_id <> a.membership_id
				and a.in_at > ${after(now(), -REMEMBERED)}
				and o.in_at < coalesce(a.out_at, 'infinity') and a.in_at < coalesce(o.out_at, 'infinity')`.execute(
			db
		);
		return rows.map((row) => row.membership_id);
	});
}

/** So many of them are told at once. */
const MOST_ATTENDED = 400;

/** When I came into a meeting, since a moment; the newest 400 when there are more. @throws sign_in_first */
export async function attended(ctx: Ctx, since: Date): Promise<Date[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async ({ db }) => {
		const rows = await db
			.selectFrom('attendance as a')
			.innerJoin('membership as m', 'm.membership_id', 'a.membership_id')
			.select('a.in_at')
			.where('m.account_id', '=', accountId)
			.where('a.in_at', '>=', since)
			.orderBy('a.in_at', 'desc')
			.limit(MOST_ATTENDED)
			.execute();
		return rows.map(({ in_at: at }) => at);
	});
}
