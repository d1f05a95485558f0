import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, conflict } from '#server/errors.ts';
import type { ResponseKind } from '../shares.ts';
import { canChooseResponses, canWrite } from './policy.ts';
import { belonging } from './reading.ts';

/** What a group can say with one press, for whoever looks after it. @throws not_found for everybody else */
export async function responses(
	ctx: Ctx,
	groupId: string
): Promise<{ groupId: string; groupName: string; responses: string[] }> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		allow(canChooseResponses(here.me));
		return { groupId, groupName: here.name, responses: here.responses };
	});
}

/**
 * Chooses what the group can say with one press. What was said already stays, also of a sentence that is
 * offered no more. Chosen again it changes nothing.
 * @throws not_found for everybody but the group's facilitators, group_closed
 */
export async function chooseResponses(
	ctx: Ctx,
	groupId: string,
	input: { responses: ResponseKind[] }
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		allow(canChooseResponses(here.me));
		allow(canWrite(here.me, here), () => conflict('group_closed'));
		// The table of groups is nobody's to change; this one column is, by who looks after the group.
		await asSystem(tx, 'shares: a facilitator chooses what the group can say', ({ db }) =>
			db
				.updateTable('peer_group')
				.set({ responses: input.responses })
				.where('group_id', '=', groupId)
				.execute()
		);
	});
}
