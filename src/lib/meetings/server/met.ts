import { sql } from 'kysely';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';

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
