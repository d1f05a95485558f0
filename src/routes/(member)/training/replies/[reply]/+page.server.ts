import { nudgesFor } from '#lib/shares/nudges/nudges.ts';
import { feedbackOn, ReplyInput } from '#lib/training/replying.ts';
import * as training from '#lib/training/server/training.ts';
import { nrOf } from '#lib/training/training.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { ctx }, params }) => ({
	prompt: training.prompt(ctx, nrOf(params.reply))
});

/** What is written here is looked at and kept nowhere. */
export const actions: Actions = {
	default: (event) => {
		const { need } = training.prompt(event.locals.ctx, nrOf(event.params.reply));
		return formAction(event, ReplyInput, ({ text }) => {
			const nudged = nudgesFor({ text, kind: 'reply', parentNeed: need });
			return Promise.resolve({ text, feedback: feedbackOn(text, nudged) });
		});
	}
};
