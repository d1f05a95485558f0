import * as shares from '#lib/shares/server/shares.ts';
import { AnswerTimeInput } from '#lib/shares/unheard.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	shares.answerTime(locals.ctx, params.id);

export const actions: Actions = {
	default: (event) =>
		formAction(event, AnswerTimeInput, async (input) => {
			await shares.setAnswerTime(event.locals.ctx, event.params.id, input);
			return { kept: true };
		})
};
