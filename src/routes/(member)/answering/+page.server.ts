import * as shares from '#lib/shares/server/shares.ts';
import { AnsweringInput } from '#lib/shares/unheard.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	waiting: await shares.waitingForMe(ctx),
	chosen: await shares.answering(ctx),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, AnsweringInput, async (input) => {
			const { ctx, timeZone } = event.locals;
			await shares.chooseAnswering(ctx, { ...input, timeZone });
			return { kept: true };
		})
};
