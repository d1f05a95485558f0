import { sql } from 'kysely';
import { inTransaction } from '#server/ctx.ts';
import type { Belonging, MadeGroup } from './groups.ts';
import type { World } from './world.ts';

/** What is written so that nobody stays unheard, and what somebody saves. */
export async function aroundAnswering(
	world: World,
	{ groupId, facilitators: [lead], coordinator }: MadeGroup,
	shareId: string,
	author: Belonging,
	other: Belonging
): Promise<void> {
	await inTransaction(world.system, async ({ db }) => {
		await sql`insert into answering (account_id, a_day, quiet_from, quiet_until, time_zone)
			values (${author.accountId}, 1, '22:00', '07:00', 'UTC')`.execute(db);
		await sql`insert into answer_time (group_id, hours) values (${groupId}, 3)`.execute(db);
		await sql`insert into brought (share_id, group_id, account_id, step, brought_at)
			select ${shareId}, ${groupId}, account_id, step, now() from (values
				(${other.accountId}::uuid, 'member'), (${lead.accountId}, 'facilitator'),
				(${coordinator.accountId}, 'coordinator')) as b (account_id, step)`.execute(db);
		await sql`insert into saved_share (membership_id, group_id, share_id, saved_at)
			values (${other.membershipId}, ${groupId}, ${shareId}, now())`.execute(db);
	});
}
