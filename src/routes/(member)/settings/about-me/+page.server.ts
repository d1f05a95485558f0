import * as audit from '#lib/audit/server/audit.ts';
import { AppealInput, LetGoInput, StayInput } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	decisions: await safety.myDecisions(ctx),
	deeds: await audit.aboutMe(ctx),
	now: ctx.now(),
	timeZone
});

export const actions = {
	appeal: (event) =>
		formAction(event, AppealInput, async (input) => {
			await safety.appeal(event.locals.ctx, input);
			return { appealed: true as const };
		}),
	letGo: (event) =>
		formAction(event, LetGoInput, async (input) => {
			await safety.letGo(event.locals.ctx, input);
			return { letGo: true as const };
		}),
	stay: (event) =>
		formAction(event, StayInput, async (input) => {
			await safety.stay(event.locals.ctx, input);
			return { stays: true as const };
		})
} satisfies Actions;
