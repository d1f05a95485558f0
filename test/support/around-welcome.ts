import { sql } from 'kysely';
import { inTransaction } from '#server/ctx.ts';
import type { Belonging, MadeGroup } from './groups.ts';
import type { World } from './world.ts';

/** Somebody who likes to welcome, and is there for somebody who is new. */
export async function aroundWelcome(
	world: World,
	{ groupId }: MadeGroup,
	newcomer: Belonging,
	buddy: Belonging
): Promise<void> {
	await inTransaction(world.system, async ({ db }) => {
		await sql`insert into welcoming (membership_id, group_id, said_at)
			values (${buddy.membershipId}, ${groupId}, now())`.execute(db);
		await sql`insert into buddy (newcomer_id, buddy_id, group_id, began_at)
			values (${newcomer.membershipId}, ${buddy.membershipId}, ${groupId}, now())`.execute(db);
	});
}
