import { redirect } from '@sveltejs/kit';
import { AnswersInput } from '#lib/training/quiz.ts';
import * as training from '#lib/training/server/training.ts';
import { nrOf } from '#lib/training/training.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
	quiz: await training.quiz(ctx, nrOf(params.module))
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, AnswersInput, async (input) => {
			const { module } = event.params;
			await training.answer(event.locals.ctx, nrOf(module), input);
			redirect(303, `/training/${module}/quiz/looked`);
		})
};
