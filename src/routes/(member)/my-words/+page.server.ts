import { RemoveAllInput, RemoveOwnInput } from '#lib/shares/own-words.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, url }) => {
	const groupId = url.searchParams.get('group') ?? '';
	const before = url.searchParams.get('before');
	return {
		...(await shares.ownWords(ctx, { groupId, before })),
		...{ groupId, isFirst: before === null, timeZone, now: ctx.now() }
	};
};

export const actions: Actions = {
	remove: (event) =>
		formAction(event, RemoveOwnInput, async ({ groupId, shareId, replyId, of }) => {
			const { ctx } = event.locals;
			const place = { groupId, strategyId: shareId };
			if (of === 'strategy') await shares.strategies.remove(ctx, place);
			else if (of === 'feedback') await shares.strategies.takeBackFeedback(ctx, place);
			else if (replyId) await shares.removeReply(ctx, groupId, { replyId });
			else await shares.remove(ctx, { groupId, shareId });
			return { removed: true };
		}),
	removeAll: (event) =>
		formAction(event, RemoveAllInput, async ({ groupId }) => ({
			all: await shares.removeAllOwn(event.locals.ctx, { groupId })
		}))
};
