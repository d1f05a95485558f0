import { z } from 'zod';
import { strategyOf } from '#lib/coping/coping.ts';
import * as coping from '#lib/coping/server/coping.ts';
import { book } from '#lib/crisis-lines/book.ts';
import { allCards, cardOf } from '#lib/crisis-lines/card.ts';
import * as org from '#lib/org/server/org.ts';
import { PlanInput, ShowInput, ShownId } from '#lib/plans/plans.ts';
import * as plans from '#lib/plans/server/plans.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const { plan, writtenAt } = await plans.plan(ctx);
	const now = ctx.now();
	const organisation = await org.organisation(ctx);
	// What stands in the plan stays to choose, also when it is on the list no more.
	const ids = new Set([...(await coping.kept(ctx)), ...plan.strategies]);
	return {
		plan,
		writtenAt,
		strategies: [...ids].map((id) => ({ id, title: strategyOf(id)?.title ?? id })),
		card: cardOf(plan.country || (organisation?.country ?? null), book, now),
		countries: allCards(book, now).map(({ country, countryName }) => ({
			value: country,
			label: countryName ?? country
		})),
		facilitators: await plans.facilitators(ctx),
		showings: await plans.showings(ctx),
		now,
		timeZone
	};
};

/** One choice names the group and the facilitator. */
const ShowForm = z
	.object({
		to: z.string('choose').default(''),
		parts: ShowInput.shape.parts.catch([]),
		until: z.string('date').default('')
	})
	.transform(({ to, ...rest }) => {
		const [groupId = '', facilitatorId = ''] = to.split(' ');
		return { groupId, facilitatorId, ...rest };
	})
	.pipe(ShowInput);

export const actions: Actions = {
	save: (event) =>
		formAction(event, PlanInput, async (input) => {
			await plans.write(event.locals.ctx, input);
			return { done: 'plans.saved' as const };
		}),
	forget: (event) =>
		formAction(event, z.object({}), async () => {
			await plans.forget(event.locals.ctx);
			return { done: 'plans.forgotten' as const };
		}),
	show: (event) =>
		formAction(event, ShowForm, async (input) => {
			await plans.show(event.locals.ctx, input, event.locals.timeZone);
			return { done: 'plans.shown' as const };
		}),
	hide: (event) =>
		formAction(event, ShownId, async ({ shownId }) => {
			await plans.hide(event.locals.ctx, shownId);
			return { done: 'plans.hidden' as const };
		})
};
