import { sql } from 'kysely';
import { inTransaction } from '#server/ctx.ts';
import type { MadeGroup } from './groups.ts';
import type { World } from './world.ts';

/** How far somebody who leads a group has come with their training. */
export async function aroundTraining(
	world: World,
	{ facilitators: [lead] }: MadeGroup
): Promise<void> {
	await inTransaction(world.system, async ({ db }) => {
		await sql`insert into training_module (account_id, module, place)
			values (${lead.accountId}, 1, 2)`.execute(db);
	});
}
