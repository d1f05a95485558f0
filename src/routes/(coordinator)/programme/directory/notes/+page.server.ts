import { DecideInput } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { formAction } from '#server/http/form.ts';
import { pageOf } from '../paging.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, url }) => {
	const page = pageOf(url.searchParams);
	return { ...(await directory.notes(ctx, { page })), page, now: ctx.now(), timeZone };
};

export const actions: Actions = {
	decide: (event) =>
		formAction(event, DecideInput, async (input) => {
			await directory.decideNote(event.locals.ctx, input);
			return { done: true as const };
		})
};
