import { strategyOf } from '#lib/coping/coping.ts';
import { book } from '#lib/crisis-lines/book.ts';
import { cardOf } from '#lib/crisis-lines/card.ts';
import * as org from '#lib/org/server/org.ts';
import * as plans from '#lib/plans/server/plans.ts';
import type { PageServerLoad } from './$types';

/** Without the frame: what is printed names no product. */
export const load: PageServerLoad = async ({ locals: { ctx } }) => {
	const { plan, writtenAt } = await plans.plan(ctx);
	const country = plan.country || ((await org.organisation(ctx))?.country ?? null);
	return {
		bare: true,
		plan,
		isWritten: writtenAt !== null,
		strategies: plan.strategies.map((id) => strategyOf(id)?.title ?? id),
		card: cardOf(country, book, ctx.now())
	};
};
