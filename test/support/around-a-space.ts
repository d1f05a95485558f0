import { sql } from 'kysely';
import * as shares from '#lib/shares/server/shares.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import type { Belonging, MadeGroup } from './groups.ts';
import { aReply, aStrategy } from './shares.ts';
import type { World } from './world.ts';

/** What stands in a group's space for some of its people only. */
export async function aroundASpace(
	world: World,
	{ groupId, facilitators: [lead] }: MadeGroup,
	author: Belonging
): Promise<{ shareId: string; strategyId: string }> {
	const { shareId } = await shares.share(author.ctx, groupId, {
		...{ once: newId(), kind: 'facilitators', need: 'listen', text: 'For you two alone.' }
	});
	await aReply(lead.ctx, groupId, shareId, 'Thank you for telling us two.');
	await shares.respond(lead.ctx, groupId, { shareId, kind: 'hear', wanted: true });
	const strategyId = await aStrategy(author.ctx, groupId);
	await shares.strategies.beginWeek(author.ctx, { groupId, strategyId });
	await shares.strategies.giveFeedback(
		lead.ctx,
		{ groupId, strategyId },
		{ once: newId(), clear: 'yes', doable: 'partly', keep: '', change: '' }
	);
	const mine = sql.join([author.membershipId, groupId]);
	await inTransaction(world.system, async ({ db }) => {
		await sql`insert into share_draft (membership_id, group_id, box, kept_at)
			values (${mine}, 'x', now())`.execute(db);
		await sql`insert into apart (tag, by_tag, of_tag, box) values (sha256(${shareId}::text::bytea), sha256('b'), sha256('c'),
			decode(repeat('00', 729), 'hex'))`.execute(db);
		await sql`insert into space_choice (membership_id, group_id, box) values (${mine}, 'x')`.execute(
			db
		);
	});
	return { shareId, strategyId };
}
