import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';

/** Who wrote something in a group that who asks can read, by membership. Row-level security decides what that is. */
export async function writers(tx: Ctx, groupId: string): Promise<string[]> {
	const { rows } = await sql<{ membership_id: string }>`
		select membership_id from share where group_id = ${groupId}
		union select membership_id from reply where group_id = ${groupId}
		union select membership_id from group_strategy where group_id = ${groupId}`.execute(tx.db);
	return rows.map((row) => row.membership_id);
}
