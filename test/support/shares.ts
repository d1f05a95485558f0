import * as shares from '#lib/shares/server/shares.ts';
import type { Need } from '#lib/shares/shares.ts';
import type { Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';

/** Writes a share through the operation. */
export async function aShare(
	ctx: Ctx,
	groupId: string,
	text = 'I slept with the lamp off.',
	need: Need = 'listen'
): Promise<string> {
	const { shareId } = await shares.share(ctx, groupId, { once: newId(), need, text });
	return shareId;
}

/** Writes a reply through the operation. */
export async function aReply(
	ctx: Ctx,
	groupId: string,
	shareId: string,
	text = 'Thank you for telling us.'
): Promise<string> {
	const { replyId } = await shares.reply(ctx, groupId, { once: newId(), shareId, text });
	return replyId;
}
