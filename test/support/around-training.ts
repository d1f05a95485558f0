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
		await sql`insert into training_way (account_id, scenario, box, moved_at)
			values (${lead.accountId}, 'long-turn', 'x', now())`.execute(db);
		await sql`insert into training_quiz (account_id, module, sheet, box, latest_right, latest_of, latest_at,
				best_right, best_of, best_at)
			values (${lead.accountId}, 1, uuidv7(), 'x', 5, 8, now(), 5, 8, now())`.execute(db);
	});
}
