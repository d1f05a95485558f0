import * as shares from '#lib/shares/server/shares.ts';
import type { Need } from '#lib/shares/shares.ts';
import type { Ctx } from '#server/ctx.ts';
import type { StrategyInput } from '#lib/shares/strategy-inputs.ts';
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

/** Shares a strategy with the group through the operation; its author asks for feedback. */
export async function aStrategy(
	ctx: Ctx,
	groupId: string,
	more: Partial<StrategyInput> = {}
): Promise<string> {
	const { strategyId } = await shares.strategies.share(ctx, groupId, {
		...{ once: newId(), title: 'Cold water', minutes: 2, worksWith: 'body', asksFeedback: true },
		...{ symptoms: ['panic'], steps: ['Go to a tap.', 'Let it run over your wrists.'] },
		...{ cautions: [], ...more }
	});
	return strategyId;
}
