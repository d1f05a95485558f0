import { redirect } from '@sveltejs/kit';
import { RunOfShowInput } from '#lib/groups/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	...(await meetings.editRunOfShow(locals.ctx, params.id)),
	saved: url.searchParams.has('saved')
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, RunOfShowInput, async ({ minutes }) => {
			await meetings.changeRunOfShow(event.locals.ctx, event.params.id, minutes);
			redirect(303, '?saved');
		})
};
