import { AskAgainInput } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	reports: await safety.myReports(ctx),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, AskAgainInput, async (input) => {
			await safety.askAgain(event.locals.ctx, input);
			return { asked: true as const };
		})
};
