import { redirect } from '@sveltejs/kit';
import { ChoiceInput, StepInput } from '#lib/training/scenarios.ts';
import * as training from '#lib/training/server/training.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
	scene: await training.scene(ctx, params.scene)
});

const here = ({ scene }: { scene: string }) => `/training/practice/${scene}#now`;

export const actions: Actions = {
	choose: (event) =>
		formAction(event, ChoiceInput, async (input) => {
			await training.choose(event.locals.ctx, event.params.scene, input);
			redirect(303, here(event.params));
		}),
	back: (event) =>
		formAction(event, StepInput, async ({ step }) => {
			await training.takeBack(event.locals.ctx, event.params.scene, step);
			redirect(303, here(event.params));
		}),
	again: (event) =>
		formAction(event, StepInput, async () => {
			await training.beginAgain(event.locals.ctx, event.params.scene);
			redirect(303, `/training/practice/${event.params.scene}`);
		})
};
