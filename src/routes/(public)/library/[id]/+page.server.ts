import { z } from 'zod';
import { onPage, strategyOn } from '#lib/coping/coping.ts';
import { TriedInput } from '#lib/coping/practices.ts';
import * as coping from '#lib/coping/server/coping.ts';
import { accountOf } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

const idOf = (page: string): string => {
	const strategy = strategyOn(page);
	if (!strategy) throw notFound();
	return strategy.id;
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const strategy = onPage(params.id);
	if (!strategy) throw notFound();
	if (!accountOf(ctx)) return { strategy, own: null };
	const isKept = (await coping.kept(ctx)).includes(idOf(params.id));
	return { strategy, own: { isKept, canAsk: await coping.isAsked(ctx), once: newId(ctx.now()) } };
};

export const actions: Actions = {
	tried: (event) =>
		formAction(event, TriedInput, async (input) => {
			await coping.practise(event.locals.ctx, event.params.id, input);
			return { done: 'tried' as const };
		}),
	keep: (event) =>
		formAction(event, z.object({}), async () => {
			await coping.keep(event.locals.ctx, idOf(event.params.id));
			return { done: 'keep' as const };
		}),
	drop: (event) =>
		formAction(event, z.object({}), async () => {
			await coping.drop(event.locals.ctx, idOf(event.params.id));
			return { done: 'drop' as const };
		})
};
