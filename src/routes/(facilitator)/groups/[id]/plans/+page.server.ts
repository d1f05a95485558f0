import { strategyOf } from '#lib/coping/coping.ts';
import { ShownId } from '#lib/plans/plans.ts';
import * as plans from '#lib/plans/server/plans.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	groupId: params.id,
	plans: await plans.shownToMe(ctx, params.id),
	now: ctx.now(),
	timeZone
});

/** Opened by a press alone: that it was is told to whose it is. */
export const actions: Actions = {
	open: (event) =>
		formAction(event, ShownId, async ({ shownId }) => {
			const { ctx } = event.locals;
			const opened = await plans.openShown(ctx, { groupId: event.params.id, shownId });
			const ids = opened.shown.strategies ?? [];
			return { opened, strategies: ids.map((id) => strategyOf(id)?.title ?? id) };
		})
};
