import { redirect } from '@sveltejs/kit';
import { AnswersInput, ChoiceInput, RatingInput } from '#lib/wellbeing/inputs.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

const notes = ['kept', 'removed', 'chosen.later', 'chosen.never', 'chosen.again'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const questions = await wellbeing.questions(locals.ctx, params.membership);
	return {
		...{ questions, once: newId(), timeZone: locals.timeZone, now: locals.ctx.now() },
		note: notes.find((note) => url.searchParams.get('done') === note) ?? null
	};
};

export const actions: Actions = {
	answer: (event) =>
		formAction(event, AnswersInput, async (input) => {
			await wellbeing.answer(event.locals.ctx, event.params.membership, input);
			redirect(303, `${event.url.pathname}?done=kept`);
		}),
	choose: (event) =>
		formAction(event, ChoiceInput, async ({ choice }) => {
			await wellbeing.choose(event.locals.ctx, event.params.membership, choice);
			redirect(303, `${event.url.pathname}?done=chosen.${choice}`);
		}),
	remove: (event) =>
		formAction(event, RatingInput, async ({ ratingId }) => {
			await wellbeing.removeRating(event.locals.ctx, event.params.membership, ratingId);
			redirect(303, `${event.url.pathname}?done=removed#own`);
		})
};
