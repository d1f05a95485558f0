import { ChooseResponsesInput } from '#lib/shares/inputs.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => shares.responses(locals.ctx, params.id);

export const actions: Actions = {
	default: (event) =>
		formAction(event, ChooseResponsesInput, async (input) => {
			await shares.chooseResponses(event.locals.ctx, event.params.id, input);
			return { kept: true };
		})
};
