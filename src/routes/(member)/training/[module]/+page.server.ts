import { redirect } from '@sveltejs/kit';
import * as training from '#lib/training/server/training.ts';
import { nrOf, PlaceInput } from '#lib/training/training.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
	module: await training.module(ctx, nrOf(params.module))
});

export const actions: Actions = {
	place: (event) =>
		formAction(event, PlaceInput, async ({ place }) => {
			const { module } = event.params;
			await training.keepPlace(event.locals.ctx, nrOf(module), place);
			redirect(303, `/training/${module}#part-${place + 1}`);
		})
};
