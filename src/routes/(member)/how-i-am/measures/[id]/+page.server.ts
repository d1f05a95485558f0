import { SetId } from '#lib/measures/inputs.ts';
import * as measures from '#lib/measures/server/measures.ts';
import { formAction } from '#server/http/form.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const notes = ['kept', 'removed'] as const;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
	mine: await measures.mine(ctx, params.id),
	now: ctx.now(),
	note: notes.find((note) => url.searchParams.get('done') === note) ?? null
});

export const actions = {
	remove: (event) =>
		formAction(event, SetId, async ({ setId }) => {
			await measures.remove(event.locals.ctx, setId);
			redirect(303, `${event.url.pathname}?done=removed`);
		})
} satisfies Actions;
